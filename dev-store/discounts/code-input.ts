import { z } from "zod";
import { money } from "../control/fields.ts";
import type { Store } from "../store.ts";
import type { CodeDiscount } from "./model.ts";

/** Body of `POST /control/discount-codes`. */
export const codeInput = z.strictObject({
  code: z.string().trim().min(1),
  type: z.enum(["fixed_amount", "percentage", "shipping"]).default("percentage"),
  /** Roubles, or per cent. */
  amount: money.default(0n),
  combines_with: z
    .strictObject({
      order_discounts: z.boolean().default(true),
      product_discounts: z.boolean().default(true),
      shipping_discounts: z.boolean().default(true),
    })
    .default({ order_discounts: true, product_discounts: true, shipping_discounts: true }),
});

/** Makes a code, or gives one that is there another worth. */
export function putCode(store: Store, input: z.output<typeof codeInput>): CodeDiscount {
  const discount: CodeDiscount = {
    id: store.discounts.code(input.code)?.id ?? store.facts.nextId("discount"),
    code: input.code,
    type: input.type,
    amount: input.amount,
    combinesWith: {
      orderDiscounts: input.combines_with.order_discounts,
      productDiscounts: input.combines_with.product_discounts,
      shippingDiscounts: input.combines_with.shipping_discounts,
    },
  };
  store.discounts.putCode(discount);
  return discount;
}

import { z } from "zod";
import { id, money, nameValues } from "../control/fields.ts";
import type { CartChange } from "./cart-model.ts";

const metafield = z.strictObject({
  namespace: z.string().default("$app"),
  key: z.string().min(1),
  type: z.string().default("single_line_text_field"),
  value: z.string().min(1),
});

/** Body of `POST /control/carts` and `PUT /control/carts/{token}`; lines name a variant or its product. */
export const cartInput = z.strictObject({
  customer_id: id.nullable().optional(),
  email: z.email().nullable().optional(),
  company: z.strictObject({ id, location_id: id }).nullable().optional(),
  presentment_currency: z.string().optional(),
  locale: z.enum(["ru", "en"]).optional(),
  lines: z
    .array(
      z.strictObject({
        variant_id: id.optional(),
        product_id: id.optional(),
        quantity: z.int().min(0).max(1_000_000).default(1),
      }),
    )
    .optional(),
  attributes: nameValues.optional(),
  metafields: z.array(metafield).optional(),
  discount_codes: z.array(z.string()).optional(),
});

export const cartMetafieldInput = metafield;

export const completionInput = z.strictObject({
  payment: z.enum(["paid", "pending", "authorized"]).default("paid"),
  /** In the cart's currency. */
  expected_total: money.optional(),
});

/** The body in the words of the model; a product stands for its only variant. */
export function cartChange(
  input: z.output<typeof cartInput>,
  variantOf: (productId: string) => string,
): CartChange {
  const { lines, presentment_currency: currency, customer_id: customer, company } = input;
  return {
    ...(customer === undefined ? {} : { customerId: customer }),
    ...(input.email === undefined ? {} : { email: input.email }),
    ...(company === undefined
      ? {}
      : { company: company && { id: company.id, locationId: company.location_id } }),
    ...(currency === undefined ? {} : { presentmentCurrency: currency }),
    ...(input.locale === undefined ? {} : { locale: input.locale }),
    ...(lines === undefined
      ? {}
      : {
          lines: lines.map((line) => ({
            variantId: line.variant_id ?? variantOf(line.product_id ?? ""),
            quantity: line.quantity,
          })),
        }),
    ...(input.attributes === undefined ? {} : { attributes: input.attributes }),
    ...(input.metafields === undefined ? {} : { metafields: input.metafields }),
    ...(input.discount_codes === undefined ? {} : { discountCodes: input.discount_codes }),
  };
}

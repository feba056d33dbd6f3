import type { z } from "zod";
import type { momentInput } from "./action-input.ts";
import type { Id, Order } from "../model.ts";
import { writeMoney } from "../money.ts";
import type { Store } from "../store.ts";
import { createOrder } from "./actions.ts";
import { orderOf } from "./change.ts";
import { orderInput } from "./order-input.ts";

/** What Shopify calls the channel of an order that a subscription's billing attempt has made. */
const RENEWAL = "subscription_contract_checkout_one";

/** Renews a subscription: another order of the same goods at their prices, paid, for the same customer. */
export function renewOrder(store: Store, id: Id, { at }: z.output<typeof momentInput>): Order {
  const first = orderOf(store, id);
  return createOrder(
    store,
    orderInput.parse({
      ...(at && { at: at.toISOString() }),
      customer_id: first.customerId,
      email: first.customerId === null ? first.email : undefined,
      source_name: RENEWAL,
      taxes_included: first.taxesIncluded,
      company: first.company && {
        id: first.company.id,
        location_id: first.company.locationId,
      },
      line_items: first.lines
        .filter((line) => line.tip === null && !line.giftCard)
        .map((line) => ({
          product_id: line.productId,
          title: line.title,
          vendor: line.vendor,
          price: writeMoney(line.price),
          quantity: line.quantity,
        })),
    }),
  );
}

import { createOrder } from "../orders/actions.ts";
import { orderInput } from "../orders/order-input.ts";
import type { Order } from "../model.ts";
import { writeMoney, type Minor } from "../money.ts";
import { Refusal, unprocessable } from "../refusal.ts";
import type { Store } from "../store.ts";
import { cartOf, type Cart } from "./cart.ts";
import { rateOf } from "./currency.ts";
import { quote, type Quote } from "./quote.ts";

export type Payment = "paid" | "pending" | "authorized";

export interface Completion {
  readonly payment: Payment;
  /** What the buyer was shown, in the cart's currency: another total is refused, as when Shopify asks again. */
  readonly expectedTotal?: Minor;
}

/**
 * Places the order; its webhooks go out.
 * @throws Refusal 422 for an empty cart or one that was ordered, and when the total is not the expected one
 */
export async function completeCheckout(
  store: Store,
  token: string,
  completion: Completion,
): Promise<Order> {
  const cart = cartOf(store, token);
  if (cart.orderId !== null)
    throw unprocessable(`The cart was ordered already: order ${cart.orderId}`);
  if (cart.lines.length === 0) throw unprocessable("The cart is empty", "lines");
  if (store.faults.current().rerun_at_payment) cart.answers = null;
  const priced = await quote(store, cart);
  if (
    completion.expectedTotal !== undefined &&
    completion.expectedTotal !== priced.total.presentment
  ) {
    throw new Refusal(
      422,
      "total_changed",
      `The total is ${writeMoney(priced.total.presentment, priced.currency)} ${priced.currency} now`,
      "expected_total",
    );
  }
  return store.change(() => {
    const order = createOrder(store, orderInput.parse(orderBody(cart, priced, completion.payment)));
    cart.orderId = order.id;
    store.carts.put(cart);
    return order;
  });
}

function orderBody(cart: Cart, priced: Quote, payment: Payment): object {
  return {
    customer_id: cart.customerId,
    email: cart.email,
    financial_status: payment,
    note_attributes: cart.attributes,
    line_items: priced.lines.map((line) => ({
      product_id: line.productId,
      quantity: line.quantity,
      price: writeMoney(line.price.shop),
    })),
    shipping_lines:
      priced.shipping === null
        ? []
        : [{ title: priced.shipping.title, price: writeMoney(priced.shipping.price.shop) }],
    ...(priced.currency === "RUB"
      ? {}
      : {
          presentment_currency: priced.currency,
          presentment_rate: Number(rateOf(priced.currency)) / 1_000_000,
        }),
  };
}

import { createOrder } from "../orders/actions.ts";
import { orderInput } from "../orders/order-input.ts";
import type { Order } from "../model.ts";
import { SHOP_CURRENCY, writeMoney, type Minor } from "../money.ts";
import { Refusal, unprocessable } from "../refusal.ts";
import type { Store } from "../store.ts";
import { cartOf, type Cart } from "./cart.ts";
import { rateOf } from "./currency.ts";
import { quote, type Quote, type QuoteApplication } from "./quote.ts";

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
  const cart = openCart(store, token);
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
    // Others may have been quicker while the Functions ran.
    const now = openCart(store, token);
    if (now.revision !== cart.revision)
      throw new Refusal(422, "cart_changed", "The cart was changed meanwhile");
    const body = orderBody(store, cart, priced, completion.payment);
    const order = createOrder(store, orderInput.parse(body));
    store.carts.put({ ...cart, orderId: order.id });
    return order;
  });
}

function openCart(store: Store, token: string): Cart {
  const cart = cartOf(store, token);
  if (cart.orderId !== null)
    throw unprocessable(`The cart was ordered already: order ${cart.orderId}`);
  return cart;
}

/** The order as the control API would be given it. */
function orderBody(store: Store, cart: Cart, priced: Quote, payment: Payment): object {
  return {
    customer_id: cart.customerId,
    email: cart.email,
    company: cart.company && { id: cart.company.id, location_id: cart.company.locationId },
    financial_status: payment,
    note_attributes: cart.attributes,
    metafields: cart.metafields.filter(
      (part) =>
        store.definitions.get("ORDER", part.namespace, part.key)?.cartToOrderCopyable === true,
    ),
    discount_applications: priced.applications.map((part) => applicationBody(store, part)),
    line_items: priced.lines.map((line) => ({
      product_id: line.productId,
      quantity: line.quantity,
      price: writeMoney(line.price.shop),
      discount_allocations: line.allocations
        .filter((part) => part.amount.shop > 0n)
        .map((part) => ({
          amount: writeMoney(part.amount.shop),
          discount_application_index: part.application,
        })),
    })),
    shipping_lines:
      priced.shipping === null
        ? []
        : [
            {
              title: priced.shipping.title,
              price: writeMoney(priced.shipping.price.shop),
              discounted_price: writeMoney(priced.shipping.discounted.shop),
            },
          ],
    ...(priced.currency === SHOP_CURRENCY
      ? {}
      : {
          presentment_currency: priced.currency,
          presentment_rate: Number(rateOf(priced.currency)) / 1_000_000,
        }),
    cart_token: cart.token,
    checkout_token: cart.token,
    customer_locale: cart.locale,
  };
}

/** Whether an automatic discount goes by its Function's message is not known of Shopify: a switch decides. */
function applicationBody(store: Store, part: QuoteApplication): object {
  const shown =
    store.faults.current().discount_title === "message"
      ? (part.message ?? part.discountTitle)
      : part.discountTitle;
  return {
    type: part.type,
    ...(part.code === null ? { title: shown } : { code: part.code }),
    value: part.value,
    value_type: part.valueType,
    target_type: part.targetType,
  };
}

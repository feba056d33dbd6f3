import type { FunctionAnswer } from "../functions/answer.ts";
import { taxOn, vatPpm } from "../orders/lines.ts";
import type { Store } from "../store.ts";
import { productOfLine, type Cart } from "./cart.ts";
import { exchange, less, NOTHING, total, add, writeRate } from "./currency.ts";
import type { Quote, QuoteLine } from "./quote.ts";
import { SHIPPING_TITLE, shippingPrice } from "./shipping.ts";

/** The cart's prices with the discounts that Functions and codes give. */
export function priceCart(store: Store, cart: Cart, _answers: readonly FunctionAnswer[]): Quote {
  const money = exchange(cart.presentmentCurrency);
  const lines: QuoteLine[] = cart.lines.map((line) => {
    const product = productOfLine(store, line);
    const price = money.fromShop(product.price);
    const subtotal = {
      shop: price.shop * BigInt(line.quantity),
      presentment: price.presentment * BigInt(line.quantity),
    };
    return {
      ...line,
      productId: product.id,
      title: product.title,
      sku: product.sku,
      price,
      subtotal,
      total: subtotal,
      allocations: [],
    };
  });
  const subtotal = total(lines.map((line) => line.subtotal));
  const sent = money.fromShop(shippingPrice(subtotal.shop));
  const shipping =
    lines.length === 0 ? null : { title: SHIPPING_TITLE, price: sent, discounted: sent };
  const discounts = NOTHING;
  const due = add(less(subtotal, discounts), shipping?.price ?? NOTHING);
  return {
    token: cart.token,
    currency: cart.presentmentCurrency,
    rate: writeRate(money.rate),
    lines,
    applications: [],
    rejectedCodes: [],
    subtotal,
    discounts,
    shipping,
    tax: money.fromShop(taxOn(due.shop, vatPpm(store.now()), true)),
    total: due,
    functionErrors: [],
  };
}

import type { FunctionAnswer } from "../functions/answer.ts";
import { sum } from "../money.ts";
import { taxOn, vatPpm } from "../orders/lines.ts";
import type { Store } from "../store.ts";
import { productOfLine } from "./cart.ts";
import type { Cart } from "./cart-model.ts";
import { add, exchange, less, NOTHING, total, writeRate, type Exchange } from "./currency.ts";
import { applyOffers } from "./discounting.ts";
import type { Discounted } from "./discounting-model.ts";
import { codeOffers, compatibleSets, functionOffers, type Offer } from "./offers.ts";
import type { Quote, QuoteLine } from "./quote-model.ts";
import { SHIPPING_TITLE, shippingPrice } from "./shipping.ts";

/** The cart's prices with the discounts that these answers of Functions, and its codes, give. */
export function priceCart(store: Store, cart: Cart, answers: readonly FunctionAnswer[]): Quote {
  const money = exchange(cart.presentmentCurrency);
  const goods = cart.lines.map((line) => pricedLine(store, line, money));
  const subtotal = total(goods.map((line) => line.subtotal));
  const price = money.fromShop(shippingPrice(subtotal.shop));
  const codes = codeOffers(store, cart, answers, money);
  const offers = [...functionOffers(store, answers), ...codes.offers];
  const best = bestOf(offers, (set) => applyOffers(store, set, goods, price, money));
  const lines = goods.map((line, index) => ({
    ...line,
    total: best.lines[index]?.left ?? line.subtotal,
    allocations: best.lines[index]?.allocations ?? [],
  }));
  const shipping =
    lines.length === 0
      ? null
      : { title: SHIPPING_TITLE, price, discounted: less(price, best.shipping) };
  const vat = vatPpm(store.now());
  const taxed = [...lines.map((line) => line.total), ...(shipping ? [shipping.discounted] : [])];
  const due = total(lines.map((line) => line.total));
  return {
    token: cart.token,
    currency: cart.presentmentCurrency,
    rate: writeRate(money.rate),
    lines,
    applications: best.applications,
    rejectedCodes: [...codes.rejected, ...unused(codes.offers, best)],
    subtotal,
    discounts: total(best.applications.map((each) => each.amount)),
    shipping,
    tax: money.fromShop(sum(taxed.map((part) => taxOn(part.shop, vat, true)))),
    total: add(due, shipping?.discounted ?? NOTHING),
    functionErrors: errorsOf(store, answers),
  };
}

function pricedLine(store: Store, line: Cart["lines"][number], money: Exchange): QuoteLine {
  const product = productOfLine(store, line);
  const price = money.fromShop(product.price);
  const units = BigInt(line.quantity);
  const subtotal = { shop: price.shop * units, presentment: price.presentment * units };
  return {
    id: line.id,
    variantId: line.variantId,
    quantity: line.quantity,
    productId: product.id,
    title: product.title,
    sku: product.sku,
    price,
    subtotal,
    total: subtotal,
    allocations: [],
  };
}

/** Of discounts that do not combine, the buyer gets those that save the most. */
function bestOf(
  offers: readonly Offer[],
  apply: (set: readonly Offer[]) => Discounted,
): Discounted {
  return compatibleSets(offers)
    .map(apply)
    .reduce((best, each) => (each.saved > best.saved ? each : best));
}

const unused = (offers: readonly Offer[], best: Discounted) =>
  offers
    .filter((offer) => !best.applications.some((each) => each.code === offer.code))
    .map((offer) => ({
      code: offer.code ?? "",
      reason: "It does not combine with the other discounts, or takes nothing off",
    }));

function errorsOf(store: Store, answers: readonly FunctionAnswer[]): Quote["functionErrors"] {
  return answers.flatMap((answer) =>
    answer.error === null
      ? []
      : [
          {
            discountId: answer.discountId,
            discountTitle: store.discounts.get(answer.discountId)?.title ?? "",
            message: answer.error,
          },
        ],
  );
}

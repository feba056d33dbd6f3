import type { Value } from "../functions/answer.ts";
import { least, sum, writeMoney } from "../money.ts";
import type { Store } from "../store.ts";
import { less, NOTHING, total, type Exchange, type Money } from "./currency.ts";
import type { Discounted, OpenLine } from "./discounting-model.ts";
import { codeValue, type Offer } from "./offers.ts";
import { amountOf, chooseOrderCandidate, deal } from "./order-discounts.ts";
import { productDiscounts } from "./product-discounts.ts";
import type { QuoteApplication } from "./quote-model.ts";

/**
 * What offers that stand together come to: first those on products, the best one
 * for each line; then those on the order, each on what those leave; then the best
 * on shipping. Nothing falls below 0.
 */
export function applyOffers(
  store: Store,
  offers: readonly Offer[],
  goods: readonly Pick<OpenLine, "id" | "quantity" | "subtotal">[],
  shippingPrice: Money,
  money: Exchange,
): Discounted {
  const lines: OpenLine[] = goods.map((line) => ({
    ...line,
    left: line.subtotal,
    allocations: [],
  }));
  const applications: QuoteApplication[] = [];
  const apply = (offer: Offer, message: string | null, value: Value, parts: readonly Money[]) => {
    const amount = total(parts);
    if (amount.presentment === 0n) return;
    lines.forEach((line, index) => {
      const part = parts[index] ?? NOTHING;
      if (part.presentment === 0n && part.shop === 0n) return;
      line.allocations.push({ application: applications.length, amount: part });
      line.left = less(line.left, part);
    });
    applications.push(application(store, offer, message, value, amount, "line_item"));
  };
  for (const found of productDiscounts(offers, lines, money))
    apply(found.offer, found.message, found.value, found.parts);
  const before = lines.map((line) => line.left);
  for (const offer of offers) {
    for (const operation of offer.operations) {
      if (operation.kind !== "order") continue;
      const chosen = chooseOrderCandidate(operation, lines, before);
      if (chosen !== null)
        apply(offer, chosen.candidate.message, chosen.candidate.value, deal(lines, chosen, money));
    }
  }
  const shipping = bestShipping(store, offers, shippingPrice, money);
  if (shipping !== null) applications.push(shipping);
  const off = shipping?.amount ?? NOTHING;
  const saved = sum(applications.map((each) => each.amount.presentment));
  return { lines, applications, shipping: off, saved };
}

function bestShipping(
  store: Store,
  offers: readonly Offer[],
  price: Money,
  money: Exchange,
): QuoteApplication | null {
  let best: QuoteApplication | null = null;
  for (const offer of offers) {
    for (const operation of offer.operations) {
      if (operation.kind !== "shipping") continue;
      for (const { message, value } of operation.candidates) {
        const off = least(price.presentment, amountOf(value, price.presentment));
        if (off === 0n || off <= (best?.amount.presentment ?? 0n)) continue;
        const amount =
          off === price.presentment
            ? price
            : { shop: least(price.shop, money.fromPresentment(off).shop), presentment: off };
        best = application(store, offer, message, value, amount, "shipping_line");
      }
    }
  }
  return best;
}

function application(
  store: Store,
  offer: Offer,
  message: string | null,
  value: Value,
  amount: Money,
  targetType: QuoteApplication["targetType"],
): QuoteApplication {
  const code = offer.code === null ? null : store.discounts.code(offer.code);
  const percentage = value.kind === "percentage";
  return {
    discountId: offer.discountId,
    discountTitle: offer.title,
    message,
    code: offer.code,
    type: offer.type,
    targetType,
    value:
      code !== null && code.type !== "shipping"
        ? codeValue(code)
        : percentage
          ? percentText(value.millionths)
          : writeMoney(amount.shop).replace(/0$/, ""),
    valueType: percentage ? "percentage" : "fixed_amount",
    amount,
  };
}

/** `12500000` millionths of a per cent as `12.5`. */
function percentText(millionths: bigint): string {
  const fraction = (millionths % 1_000_000n).toString().padStart(6, "0").replace(/0+$/, "");
  return `${millionths / 1_000_000n}.${fraction || "0"}`;
}

import type { Condition, OrderCandidate, Operation, Value } from "../functions/answer.ts";
import { lineGid } from "../functions/line-gid.ts";
import { least, share, spread, sum, writeMoney, type Minor } from "../money.ts";
import type { Store } from "../store.ts";
import { less, NOTHING, total, type Exchange, type Money } from "./currency.ts";
import type { Discounted, OpenLine } from "./discounting-model.ts";
import { codeValue, type Offer } from "./offers.ts";
import { productDiscounts } from "./product-discounts.ts";
import type { QuoteApplication } from "./quote-model.ts";

/**
 * What offers that stand together come to: first those on products, the best one
 * for each line; then those on the order, each on what products' leave; then the best
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

const isIn = (candidate: OrderCandidate, line: OpenLine) =>
  !candidate.excludedLineIds.includes(lineGid(line.id));

interface Chosen {
  readonly candidate: OrderCandidate;
  /** In the cart's currency; never more than what is left. */
  readonly amount: Minor;
}

function chooseOrderCandidate(
  operation: Operation & { kind: "order" },
  lines: readonly OpenLine[],
  before: readonly Money[],
): Chosen | null {
  const open = operation.candidates
    .filter((candidate) => candidate.conditions.every((condition) => holds(condition, lines)))
    .map((candidate): Chosen => {
      const sumOf = (of: (line: OpenLine, index: number) => Minor) =>
        sum(lines.map((line, index) => (isIn(candidate, line) ? of(line, index) : 0n)));
      const base = sumOf((_line, index) => before[index]?.presentment ?? 0n);
      const left = sumOf((line) => line.left.presentment);
      return { candidate, amount: least(left, amountOf(candidate.value, base)) };
    });
  if (operation.strategy === "FIRST") return open[0] ?? null;
  return open.reduce<Chosen | null>(
    (best, each) => (best === null || each.amount > best.amount ? each : best),
    null,
  );
}

/** An order discount over the lines that it is on, in proportion to what is left of each. */
function deal(lines: readonly OpenLine[], chosen: Chosen, money: Exchange): Money[] {
  const on = lines.map((line) => (isIn(chosen.candidate, line) ? line.left : NOTHING));
  const left = total(on);
  const shop =
    chosen.amount === left.presentment
      ? left.shop
      : least(left.shop, money.fromPresentment(chosen.amount).shop);
  const seen = spread(
    on.map((part) => part.presentment),
    chosen.amount,
  );
  const kept = spread(
    on.map((part) => part.shop),
    shop,
  );
  return lines.map((_line, index) => ({
    shop: kept[index] ?? 0n,
    presentment: seen[index] ?? 0n,
  }));
}

/** What a value comes to of a base, in the cart's currency. */
export const amountOf = (value: Value, base: Minor): Minor =>
  value.kind === "fixed" ? value.amount : share(base, value.millionths, 100_000_000n);

function holds(condition: Condition, lines: readonly OpenLine[]): boolean {
  const meant = lines.filter((line) =>
    condition.kind === "subtotal" && condition.lineIds === null
      ? !condition.excludedLineIds.includes(lineGid(line.id))
      : condition.lineIds?.includes(lineGid(line.id)),
  );
  return condition.kind === "quantity"
    ? meant.reduce((units, line) => units + line.quantity, 0) >= condition.least
    : sum(meant.map((line) => line.subtotal.shop)) >= condition.least;
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

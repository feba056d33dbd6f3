import type { ProductCandidate, Value } from "../functions/answer.ts";
import { lineGid } from "../functions/line-gid.ts";
import { least, share, spread, sum, type Minor } from "../money.ts";
import { NOTHING, type Exchange, type Money } from "./currency.ts";
import type { OpenLine } from "./discounting-model.ts";
import type { Offer } from "./offers.ts";

interface Found {
  readonly offer: Offer;
  readonly message: string | null;
  readonly value: Value;
  /** For each line of the cart, in the cart's currency. */
  readonly amounts: readonly Minor[];
}

/** One discount on products, with what it takes off each line. */
export interface ProductDiscount extends Omit<Found, "amounts"> {
  readonly parts: readonly Money[];
}

/** Discounts on products: as below Shopify's largest plan, each line has one, the best. */
export function productDiscounts(
  offers: readonly Offer[],
  lines: readonly OpenLine[],
  money: Exchange,
): ProductDiscount[] {
  const found = offers.flatMap((offer) =>
    offer.operations.flatMap((operation) => {
      if (operation.kind !== "product") return [];
      const all = operation.candidates.map((candidate): Found => {
        const { message, value } = candidate;
        return { offer, message, value, amounts: amountsOf(candidate, lines) };
      });
      if (operation.strategy === "ALL") return all;
      if (operation.strategy === "FIRST") return all.slice(0, 1);
      return all.toSorted((a, b) => Number(sum(b.amounts) - sum(a.amounts))).slice(0, 1);
    }),
  );
  const best = lines.map((_line, index) =>
    found.reduce<Found | null>(
      (leader, each) =>
        (each.amounts[index] ?? 0n) > (leader?.amounts[index] ?? 0n) ? each : leader,
      null,
    ),
  );
  return found.map((each) => ({
    offer: each.offer,
    message: each.message,
    value: each.value,
    parts: lines.map((line, index) =>
      best[index] === each ? both(each.amounts[index] ?? 0n, line.subtotal, money) : NOTHING,
    ),
  }));
}

function both(amount: Minor, whole: Money, money: Exchange): Money {
  return amount === whole.presentment
    ? whole
    : { shop: least(whole.shop, money.fromPresentment(amount).shop), presentment: amount };
}

function amountsOf(candidate: ProductCandidate, lines: readonly OpenLine[]): Minor[] {
  const { value } = candidate;
  const units = lines.map((line) => {
    const target = candidate.targets.find((each) => each.lineId === lineGid(line.id));
    return target === undefined ? 0 : Math.min(line.quantity, target.quantity ?? line.quantity);
  });
  const bases = lines.map((line, index) =>
    share(line.subtotal.presentment, BigInt(units[index] ?? 0), BigInt(line.quantity)),
  );
  const wanted =
    value.kind === "percentage"
      ? bases.map((base) => share(base, value.millionths, 100_000_000n))
      : value.eachItem
        ? units.map((count) => value.amount * BigInt(count))
        : spread(bases, value.amount);
  return wanted.map((amount, index) => least(amount, bases[index] ?? 0n));
}

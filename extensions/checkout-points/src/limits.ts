import type { Terms } from "./answers.ts";
import { minorOf } from "./money.ts";

/** The cart as the extension sees it. */
export type CartMoney = {
  /**
   * Line totals in minor units. Product discounts are off already, so that the share is never
   * promised higher than the Function takes it, which counts from the full prices.
   */
  readonly subtotalMinor: bigint;
  readonly currency: string;
};

/** How many points may be chosen; steps between, and never none. */
export type Limits = { readonly least: number; readonly most: number; readonly step: number };

/** What the order allows; null in another currency than the shop's, where only Shopify knows. */
export function orderLimit(terms: Terms, cart: CartMoney): number | null {
  if (cart.currency !== terms.currency) return null;
  const most = (cart.subtotalMinor * BigInt(terms.maximumSharePercent)) / BigInt(100);
  const worth = minorOf(terms.worth.amount, terms.currency);
  return Number((most * BigInt(terms.worth.points)) / worth);
}

/** The points that can be chosen of so many; `most` is below `least` where none can. */
export function limitsOf(terms: Terms, available: number, cart: CartMoney): Limits {
  const most = Math.min(available, orderLimit(terms, cart) ?? available);
  return {
    least: Math.max(terms.minimum, terms.step),
    most: most - (most % terms.step),
    step: terms.step,
  };
}

/** What is wrong with a chosen amount; null where nothing is. */
export function wrongWith(points: number, { least, most, step }: Limits): AmountProblem | null {
  if (!Number.isSafeInteger(points) || points < least) return "too_few";
  if (points > most) return "too_many";
  return points % step === 0 ? null : "not_a_step";
}

export type AmountProblem = "too_few" | "too_many" | "not_a_step";

/** What points are worth, in minor units of the programme's currency, rounded down. */
export function worthOf(points: number, { worth, currency }: Terms): bigint {
  return (BigInt(points) * minorOf(worth.amount, currency)) / BigInt(worth.points);
}

/**
 * What an order would earn by the programme's rate alone; 0 where there is more to it.
 * @param eligibleMinor line totals after all discounts; >= 0
 */
export function earningEstimate(terms: Terms, eligibleMinor: bigint): number {
  if (terms.earning === null) return 0;
  const { points, perAmount, rounding } = terms.earning;
  const per = minorOf(perAmount, terms.currency);
  const exact = eligibleMinor * BigInt(points);
  if (rounding === "up") return Number((exact + per - BigInt(1)) / per);
  if (rounding === "nearest") return Number((BigInt(2) * exact + per) / (BigInt(2) * per));
  return Number(exact / per);
}

import type { Hold } from "../hold.ts";
import { POINTS_DISCOUNT_TITLE } from "../discount-titles.ts";
import type { HolderId } from "../ids.ts";
import { minor, type Minor } from "../money.ts";
import { points, type Points } from "../points.ts";
import type { AutomaticDiscount, DiscountedLine, OrderFacts } from "./order.ts";

/** What of a hold never changes, and whose it is by now. */
export type HoldTerms = Pick<
  Hold,
  "holdId" | "holderId" | "customerId" | "code" | "points" | "moneyMinor" | "currency"
>;

/** What the points of a hold took off an order. */
export interface Taken {
  readonly minor: Minor;
  readonly lines: readonly DiscountedLine[];
}

/**
 * What the hold that an order names took off it; null where that cannot be told
 * for certain. It is the buyer's own hold, in the order's currency, and the
 * discount is the one whose title ends in the hold's code or, where titles are
 * the discounts' own, the only one of the points discount's title.
 * @param buyer whose order it is by now; null for an order without a customer
 */
export function matchHold(
  { currency, automaticDiscounts }: OrderFacts,
  hold: HoldTerms,
  buyer: HolderId | null,
): Taken | null {
  if (buyer !== hold.holderId || currency !== hold.currency) return null;
  const coded = automaticDiscounts.filter(({ title }) => endsInCode(title, hold.code));
  const named = automaticDiscounts.filter(({ title }) => title.trim() === POINTS_DISCOUNT_TITLE);
  const [discount, another] = coded.length > 0 ? coded : named;
  return discount && !another ? takenBy(discount) : null;
}

/**
 * Points that an order takes of its hold: what the discount was worth when they
 * were held, rounded up to whole points, and never more than were held.
 */
export function capturedPoints(hold: HoldTerms, takenMinor: Minor): Points {
  const { points: held, moneyMinor } = hold;
  if (takenMinor >= moneyMinor) return takenMinor > 0n ? held : points(0n);
  return points((takenMinor * held + moneyMinor - 1n) / moneyMinor);
}

/** The code is the last word: in a longer one it is only by chance. */
function endsInCode(title: string, code: string): boolean {
  const text = title.trimEnd();
  const before = text.at(-code.length - 1) ?? "";
  return text.endsWith(code) && !/[\p{L}\p{N}]/u.test(before);
}

const takenBy = ({ allocations }: AutomaticDiscount): Taken => ({
  minor: minor(allocations.reduce((sum, part) => sum + part.minor, 0n)),
  lines: allocations,
});

import Fraction from "fraction.js";

import type { LineId } from "../ids.ts";
import type { CurrencyCode } from "../money.ts";
import { MOST_POINTS, points } from "../points.ts";
import type { Points } from "../points.ts";
import type { EarnRate, Program } from "../program.ts";
import type { OrderContext } from "./context.ts";
import { roundExact } from "../rounding.ts";
import { linesAsEdited } from "./edited-lines.ts";
import type { OrderFacts, OrderLine, OrderState } from "./order.ts";

/** Why a line has no eligible money. */
export type Ineligible = "gift_card" | "tip" | "removed";

/** What one line earns, before rounding and before refunds. */
export interface AwardLine {
  readonly lineId: LineId;
  /** Of the order as edited. */
  readonly quantity: number;
  /** Eligible money E in minor units of the order's currency; >= 0. */
  readonly eligibleMinor: Fraction;
  /** Points a, exact; >= 0. */
  readonly points: Fraction;
  /** Share s of the award; all of them sum to 1, or to 0 where nothing is eligible. */
  readonly share: Fraction;
  readonly ineligible: Ineligible | null;
}

/** What an order earns when nothing of it is refunded. */
export interface Award {
  /** Rounded, after the cap: A. */
  readonly points: Points;
  readonly lines: readonly AwardLine[];
  /** The lines' points together, before the cap and before rounding. */
  readonly exact: Fraction;
  /** Whether the most that one order may earn cut it. */
  readonly capped: boolean;
  /** `currency`: the order is in other money than the program, so nothing is earned. */
  readonly reason: "rate" | "currency";
  /** The order's currency, in which `eligibleMinor` is. */
  readonly currency: CurrencyCode;
}

export const ZERO = new Fraction(0n);
export const ONE = new Fraction(1n);

/**
 * The award of an order as it stands after edits, under a program version. No
 * rule asks yet about what surrounds the order (see docs/decisions.md).
 * Refunds play no part: they never re-evaluate the rules (see `orderTarget`).
 * @throws RangeError for negative or fractional quantities and for negative
 *   money, which the edge should have refused; and beyond 2^53 - 1 points,
 *   which no order earns
 */
export function evaluateOrder(
  order: OrderState & { readonly facts: OrderFacts },
  _context: OrderContext,
  program: Program,
): Award {
  const { currency } = order.facts;
  const { rate, rounding, maximumPointsPerOrder: cap } = program.earning;
  const reason = currency === program.currency ? "rate" : "currency";
  const earned = linesAsEdited(order).map((line) => {
    const eligible = eligibleMoney(line);
    const exact =
      reason === "rate" && rate.kind === "per_amount" ? pointsAt(rate, eligible.minor) : ZERO;
    return { line, eligible, exact };
  });
  const exact = sum(earned.map((line) => line.exact));
  const capped = cap !== null && exact.gt(cap);
  const rounded = capped ? cap : roundExact(exact, rounding);
  if (rounded > MOST_POINTS) throw new RangeError(`an order cannot earn ${rounded} points`);

  // Where no line earns, eligible money tells the shares of what the order earns as a whole.
  const byPoints = exact.n !== 0n;
  const whole = byPoints ? exact : sum(earned.map((line) => line.eligible.minor));
  const shareOf = (part: Fraction) => (whole.n === 0n ? ZERO : part.div(whole));
  return {
    points: points(rounded),
    lines: earned.map(({ line, eligible, exact: linePoints }) => ({
      lineId: line.id,
      quantity: line.quantity - line.removed,
      eligibleMinor: eligible.minor,
      points: linePoints,
      share: shareOf(byPoints ? linePoints : eligible.minor),
      ineligible: eligible.why,
    })),
    exact,
    capped,
    reason,
    currency,
  };
}

/**
 * Eligible money of a line: what its units that edits have left came to, after
 * discounts. Gift-card purchases and tips have none.
 */
function eligibleMoney(line: OrderLine): { minor: Fraction; why: Ineligible | null } {
  const { quantity, removed, totalMinor } = line;
  assertCount(quantity, `quantity of line ${line.id}`);
  if (totalMinor < 0n) throw new RangeError(`total of line ${line.id} is negative`);
  if (line.kind !== "goods") return { minor: ZERO, why: line.kind };
  if (quantity === removed) return { minor: ZERO, why: "removed" };
  if (removed === 0) return { minor: new Fraction(totalMinor), why: null };
  const left = BigInt(quantity - removed);
  return { minor: new Fraction(totalMinor * left, BigInt(quantity)), why: null };
}

/** `rate.points` for every `rate.perAmountMinor`, exactly. */
function pointsAt(rate: EarnRate, eligible: Fraction): Fraction {
  return new Fraction(eligible.n * rate.points, eligible.d * rate.perAmountMinor);
}

function assertCount(value: number, name: string) {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${name} must be a whole number of at least 0, not ${value}`);
  }
}

function sum(parts: readonly Fraction[]): Fraction {
  return parts.reduce((total, part) => total.add(part), ZERO);
}

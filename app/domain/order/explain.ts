import type Fraction from "fraction.js";

import { exponentOf, formatMoney, minor } from "../money.ts";
import type { CurrencyCode } from "../money.ts";
import { pointsToJson } from "../points.ts";
import type { Program } from "../program.ts";
import type { Rounding } from "../rounding.ts";
import type { Award, AwardLine, Ineligible } from "./evaluate.ts";
import type { Target, TargetReason } from "./target.ts";

/*
 * The explanation is stored with every transfer of an order and hashed into the
 * ledger's chain. So it holds strings, integers, null, arrays and objects only,
 * nothing personal, and no more than a reader needs to follow the arithmetic.
 */

/** One line of the order: `eligible` money earns `points` at the rate. */
export type LineExplanation = {
  /** Shopify's line item id. */
  readonly line: string;
  /** Decimal amount, or a fraction such as "100/3" where it has no end. */
  readonly eligible: string;
  /** Exact points, such as "12" or "37/2". */
  readonly points: string;
  /** Eligible money that refunds have paid back; absent where they have not. */
  readonly refunded?: string;
  /** Why the line earns nothing, where that is not for want of money. */
  readonly ineligible?: Ineligible;
};

/**
 * Why an order has its points: each line earns eligible / per_amount x points;
 * `sum`, cut to `maximum`, rounded, is `award`; award x `kept` is `exact`;
 * rounded, it is `target`, if `reason` is `paid`.
 */
export type OrderExplanation = {
  readonly kind: "order";
  readonly program_version: number;
  /** The order's currency. */
  readonly currency: string;
  readonly rule: {
    readonly points: number;
    readonly per_amount: string;
    /** The program's currency: when it is not the order's, nothing is earned. */
    readonly currency: string;
    readonly rounding: Rounding;
    readonly maximum: number | null;
  };
  readonly lines: readonly LineExplanation[];
  /** Exact points of all lines, before the maximum. */
  readonly sum: string;
  readonly award: number;
  /** The share of the award that refunds leave, exactly. */
  readonly kept: string;
  /** Exact points after refunds. */
  readonly exact: string;
  readonly target: number;
  /** `currency`, or why the target is what it is. */
  readonly reason: TargetReason | "currency";
};

/**
 * The explanation of an order's points: the lines, the rule, the program version
 * and the arithmetic, as plain JSON.
 */
export function explainOrder(
  award: Award,
  target: Target,
  programVersion: number,
  program: Program,
): OrderExplanation {
  const { rate, rounding, maximumPointsPerOrder: maximum } = program.earning;
  const hasEarned = award.reason === "rate" || target.reason !== "paid";
  return {
    kind: "order",
    program_version: programVersion,
    currency: award.currency,
    rule: {
      points: rate.kind === "per_amount" ? pointsToJson(rate.points) : 0,
      per_amount:
        rate.kind === "per_amount" ? formatMoney(rate.perAmountMinor, program.currency) : "1",
      currency: program.currency,
      rounding,
      maximum: maximum === null ? null : pointsToJson(maximum),
    },
    lines: award.lines.map((line, index) =>
      explainLine(line, target.lines[index]?.refundedMinor, award.currency),
    ),
    sum: award.exact.toFraction(),
    award: pointsToJson(award.points),
    kept: target.kept.toFraction(),
    exact: target.exact.toFraction(),
    target: pointsToJson(target.points),
    reason: hasEarned ? target.reason : award.reason,
  };
}

function explainLine(
  line: AwardLine,
  refunded: Fraction | undefined,
  currency: CurrencyCode,
): LineExplanation {
  const { lineId, eligibleMinor, points, ineligible } = line;
  return {
    line: lineId,
    eligible: exactMoney(eligibleMinor, currency),
    points: points.toFraction(),
    ...(refunded === undefined || refunded.n === 0n
      ? {}
      : { refunded: exactMoney(refunded, currency) }),
    ...(ineligible === null ? {} : { ineligible }),
  };
}

/** Whole minor units as a decimal amount; what is finer, as a fraction of the currency's unit. */
export function exactMoney(amountMinor: Fraction, currency: CurrencyCode): string {
  if (amountMinor.d === 1n) return formatMoney(minor(amountMinor.n), currency);
  return amountMinor.div(10n ** BigInt(exponentOf(currency)), 1n).toFraction();
}

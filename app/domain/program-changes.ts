import { encodeProgram } from "./program.ts";
import type { Program, ProgramDocument } from "./program.ts";

/**
 * A programme in the terms in which a merchant thinks of it: points and their money stand together,
 * because neither says anything alone.
 */
export interface ProgramTerms {
  readonly currency: string;
  /** Null: it is no rate of points per money. */
  readonly rate: {
    readonly points: number;
    readonly amount: string;
    readonly currency: string;
  } | null;
  readonly rounding: ProgramDocument["earning"]["rounding"];
  readonly pendingDays: number;
  /** Null: no maximum. */
  readonly maximumPoints: number | null;
  readonly worth: { readonly points: number; readonly amount: string; readonly currency: string };
  readonly stepPoints: number;
  readonly minimumPoints: number;
  readonly maximumShare: number;
  readonly holdMinutes: number;
  /** Days from maturity; null: never. */
  readonly expiryDays: number | null;
  readonly beyondBalance: ProgramDocument["clawback"]["beyond_balance"];
}

export type ProgramTerm = keyof ProgramTerms;

/** Every term, in the order in which they are told. */
export const PROGRAM_TERMS: readonly ProgramTerm[] = [
  "currency",
  "rate",
  "rounding",
  "pendingDays",
  "maximumPoints",
  "worth",
  "stepPoints",
  "minimumPoints",
  "maximumShare",
  "holdMinutes",
  "expiryDays",
  "beyondBalance",
];

export function termsOf(program: Program): ProgramTerms {
  const { currency, earning, redemption, expiry, clawback } = encodeProgram(program);
  const { rate } = earning;
  return {
    currency,
    rate: "per_amount" in rate ? { points: rate.points, amount: rate.per_amount, currency } : null,
    rounding: earning.rounding,
    pendingDays: earning.pending_days,
    maximumPoints: earning.maximum_points_per_order,
    worth: { ...redemption.worth, currency },
    stepPoints: redemption.step_points,
    minimumPoints: redemption.minimum_points,
    maximumShare: redemption.maximum_share_percent,
    holdMinutes: redemption.hold_minutes,
    expiryDays: expiry.kind === "after_days" ? expiry.days : null,
    beyondBalance: clawback.beyond_balance,
  };
}

/** The terms that differ, in the order in which they are told; none where the two say the same. */
export function changedTerms(before: ProgramTerms, after: ProgramTerms): ProgramTerm[] {
  return PROGRAM_TERMS.filter(
    (term) => JSON.stringify(before[term]) !== JSON.stringify(after[term]),
  );
}

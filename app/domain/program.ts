import type { z } from "zod";

import { formatMoney, minor, parseMoney } from "./money.ts";
import type { CurrencyCode, Minor } from "./money.ts";
import { points, pointsToJson } from "./points.ts";
import type { Points } from "./points.ts";
import { DEFAULT_HOLD_MINUTES, programSchema } from "./program-schema.ts";
import type { ProgramDocument, ProgramRule } from "./program-schema.ts";
import type { Rounding } from "./rounding.ts";

export { programSchema } from "./program-schema.ts";
export type { ProgramDocument, ProgramRule } from "./program-schema.ts";

/** `points` for every `perAmountMinor` of eligible money. */
export interface EarnRate {
  readonly points: Points;
  /** Minor units of the program's currency; > 0. */
  readonly perAmountMinor: Minor;
}

/** The merchant's rules, one immutable version of them. */
export interface Program {
  readonly currency: CurrencyCode;
  readonly earning: {
    readonly rate: EarnRate;
    readonly rounding: Rounding;
    /** From payment until points can be spent; 0 means at once. */
    readonly pendingDays: number;
    readonly maximumPointsPerOrder: Points | null;
  };
  readonly redemption: {
    /** `points` buy `amountMinor` (> 0). */
    readonly worth: { readonly points: Points; readonly amountMinor: Minor };
    readonly stepPoints: Points;
    /** A multiple of `stepPoints`; may be 0. */
    readonly minimumPoints: Points;
    /** The most of an order that points may pay, 1 to 100. */
    readonly maximumSharePercent: number;
    /** How long a checkout keeps its points reserved. */
    readonly holdMinutes: number;
  };
  readonly expiry:
    | { readonly kind: "never" }
    /** Days from maturity. */
    | { readonly kind: "after_days"; readonly days: number };
  readonly clawback: {
    /** What becomes of points to be taken back that are no longer there. */
    readonly beyondBalance: "owe" | "stop_at_zero";
  };
}

/** What is wrong with a program document; the message begins with the field. */
export interface ProgramProblem {
  /** The field, such as `earning.rate.per_amount`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
  /** The rule that is broken; null where the field alone is not what it must be. */
  readonly rule: ProgramRule | null;
}

export type ParsedProgram =
  | { readonly kind: "ok"; readonly program: Program }
  | { readonly kind: "invalid"; readonly problems: readonly ProgramProblem[] };

/** Reads a program document; every problem of its fields is named at once. */
export function parseProgram(json: unknown): ParsedProgram {
  const result = programSchema.safeParse(json);
  if (result.success) return { kind: "ok", program: programFrom(result.data) };
  return { kind: "invalid", problems: result.error.issues.flatMap(problemsOf) };
}

function problemsOf(issue: z.core.$ZodIssue): ProgramProblem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      problem([...issue.path, key], "is not a field of a program; remove it or correct its name"),
    );
  }
  const rule = issue.code === "custom" ? (issue.params?.["rule"] as ProgramRule | undefined) : null;
  return [problem(issue.path, issue.message, rule ?? null)];
}

function problem(
  path: readonly PropertyKey[],
  message: string,
  rule: ProgramRule | null = null,
): ProgramProblem {
  const field = path.map(String).join(".");
  return { path: field, message: `${field === "" ? "the program" : field} ${message}`, rule };
}

function programFrom({
  currency,
  earning,
  redemption,
  expiry,
  clawback,
}: ProgramDocument): Program {
  const code = currency as CurrencyCode;
  const { rate, maximum_points_per_order: maximum } = earning;
  const { worth } = redemption;
  return {
    currency: code,
    earning: {
      rate: {
        points: points(BigInt(rate.points)),
        perAmountMinor: parseMoney(rate.per_amount, code),
      },
      rounding: earning.rounding,
      pendingDays: earning.pending_days,
      maximumPointsPerOrder: maximum === null ? null : points(BigInt(maximum)),
    },
    redemption: {
      worth: { points: points(BigInt(worth.points)), amountMinor: parseMoney(worth.amount, code) },
      stepPoints: points(BigInt(redemption.step_points)),
      minimumPoints: points(BigInt(redemption.minimum_points)),
      maximumSharePercent: redemption.maximum_share_percent,
      holdMinutes: redemption.hold_minutes,
    },
    expiry,
    clawback: { beyondBalance: clawback.beyond_balance },
  };
}

/** The document of a program, as `parseProgram` reads it; money with all digits. */
export function encodeProgram(program: Program): ProgramDocument {
  const { currency, earning, redemption, expiry, clawback } = program;
  const maximum = earning.maximumPointsPerOrder;
  return {
    schema: 1,
    currency,
    earning: {
      rate: {
        points: pointsToJson(earning.rate.points),
        per_amount: formatMoney(earning.rate.perAmountMinor, currency),
      },
      rounding: earning.rounding,
      pending_days: earning.pendingDays,
      maximum_points_per_order: maximum === null ? null : pointsToJson(maximum),
    },
    redemption: {
      worth: {
        points: pointsToJson(redemption.worth.points),
        amount: formatMoney(redemption.worth.amountMinor, currency),
      },
      step_points: pointsToJson(redemption.stepPoints),
      minimum_points: pointsToJson(redemption.minimumPoints),
      maximum_share_percent: redemption.maximumSharePercent,
      hold_minutes: redemption.holdMinutes,
    },
    expiry: { ...expiry },
    clawback: { beyond_balance: clawback.beyondBalance },
  };
}

/**
 * What points are worth in money under the program, rounded down to whole minor
 * units of its currency.
 * @param balance >= 0
 * @throws RangeError below 0
 */
export function worthOf(balance: Points, { redemption: { worth } }: Program): Minor {
  if (balance < 0n) throw new RangeError(`${balance} points have no worth`);
  return minor((balance * worth.amountMinor) / worth.points);
}

/** What a shop starts with: one per cent back, in points worth one unit of money each. */
export function defaultProgram(currency: CurrencyCode): Program {
  const unit = parseMoney("1", currency);
  return {
    currency,
    earning: {
      rate: { points: points(1n), perAmountMinor: minor(unit * 100n) },
      rounding: "down",
      pendingDays: 14,
      maximumPointsPerOrder: null,
    },
    redemption: {
      worth: { points: points(1n), amountMinor: unit },
      stepPoints: points(10n),
      minimumPoints: points(100n),
      maximumSharePercent: 30,
      holdMinutes: DEFAULT_HOLD_MINUTES,
    },
    expiry: { kind: "never" },
    clawback: { beyondBalance: "owe" },
  };
}

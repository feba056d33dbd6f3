import { minor, parseMoney } from "./money.ts";
import type { CurrencyCode, Minor } from "./money.ts";
import { points } from "./points.ts";
import type { Points } from "./points.ts";
import type { Program } from "./program/program.ts";
import { isTimeZone, type TimeZone } from "./program/local-time.ts";
import { DEFAULT_HOLD_MINUTES } from "./program/redemption.ts";

export { encodeProgram, parseProgram } from "./program/document.ts";
export type { ParsedProgram, ProgramProblem } from "./program/document.ts";
export type { Program } from "./program/program.ts";
export type { EarnRate, Rate } from "./program/rate.ts";
export { programSchema } from "./program/schema.ts";
export type { ProgramDocument, ProgramRule } from "./program/schema.ts";

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

/**
 * What a shop starts with: one per cent back, in points worth one unit of money each.
 * @param zone the shop's; UTC where it is none that is known here
 */
export function defaultProgram(currency: CurrencyCode, zone: TimeZone = "UTC"): Program {
  const unit = parseMoney("1", currency);
  return {
    currency,
    timeZone: isTimeZone(zone) ? zone : "UTC",
    enrolment: { mode: "automatic" },
    earning: {
      rate: { kind: "per_amount", points: points(1n), perAmountMinor: minor(unit * 100n) },
      rates: new Map(),
      rounding: "down",
      pendingDays: 14,
      pendingFrom: "payment",
      maximumPointsPerOrder: null,
      base: { tax: "as_priced", shipping: false, paidWithPoints: false, discountCodes: false },
      rules: [],
      actions: [],
    },
    campaigns: [],
    campaignsCombine: "best",
    tiers: null,
    wholesale: null,
    stampCards: [],
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

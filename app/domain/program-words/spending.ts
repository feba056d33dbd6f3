import type { ProgramDocument } from "../program/schema.ts";
import { worthValue } from "./rate.ts";
import { statement, type Section, type Statement } from "./statement.ts";
import { count, list, percent, points } from "./value.ts";

/** What points buy. */
export function spendingSection({ redemption, currency }: ProgramDocument): Section {
  const { worth, step_points: step, minimum_points: minimum } = redemption;
  return {
    id: "spending",
    statements: [
      statement("redemption/worth", "spending.worth", { worth: worthValue(worth, currency) }),
      statement("redemption/step", "spending.step", { points: points(step) }),
      minimum === 0
        ? statement("redemption/minimum", "spending.minimum.none")
        : statement("redemption/minimum", "spending.minimum.some", { points: points(minimum) }),
      statement("redemption/share", "spending.share", {
        percent: percent(String(redemption.maximum_share_percent)),
      }),
      statement("redemption/hold", "spending.hold", {
        minutes: count("minutes", redemption.hold_minutes),
      }),
      statement("fixed/soonest", "spending.soonest"),
    ],
    items: [],
  };
}

/** When points go by themselves. */
export function expirySection({ expiry }: ProgramDocument): Section {
  if (expiry.kind === "never") {
    return { id: "expiry", statements: [statement("expiry", "expiry.never")], items: [] };
  }
  return {
    id: "expiry",
    statements: [
      expiryStatement(expiry),
      statement("fixed/not-pending", "expiry.notPending"),
      expiry.warn_days.length === 0
        ? statement("expiry/warnings", "expiry.warnings.none")
        : statement("expiry/warnings", "expiry.warnings.some", {
            days: list(
              "and",
              expiry.warn_days.map((days) => count("days", days)),
            ),
          }),
    ],
    items: [],
  };
}

type Expiry = Exclude<ProgramDocument["expiry"], { kind: "never" }>;

function expiryStatement(expiry: Expiry): Statement {
  switch (expiry.kind) {
    case "after_days":
      return statement("expiry", "expiry.after", { time: count("days", expiry.days) });
    case "after_months":
      return statement("expiry", "expiry.after", { time: count("months", expiry.months) });
    case "end_of_year":
      return expiry.years === 0
        ? statement("expiry", "expiry.endOfSameYear")
        : statement("expiry", "expiry.endOfYear", { time: count("years", expiry.years) });
    case "inactivity":
      return statement("expiry", "expiry.inactivity", { time: count("days", expiry.days) });
  }
}

/** What becomes of points when goods come back. */
export function returnsSection({ clawback }: ProgramDocument): Section {
  return {
    id: "returns",
    statements: [
      statement("fixed/taken-back", "returns.takenBack"),
      statement("clawback", `returns.beyond.${clawback.beyond_balance}`),
      statement("fixed/restored", "returns.restored"),
    ],
    items: [],
  };
}

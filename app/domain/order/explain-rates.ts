import { formatMoney } from "../money.ts";
import type { CurrencyCode } from "../money.ts";
import { pointsToJson } from "../points.ts";
import type { Program } from "../program/program.ts";
import { writeWorth } from "../program/rate.ts";
import type { CurrencyRate, Rate } from "../program/rate.ts";
import { writeText } from "../program/texts.ts";
import type { Text } from "../program/texts.ts";
import type { AppliedRate } from "./award.ts";
import type { OwnRateExplanation, RateExplanation } from "./explained.ts";

/** Whether a rate is another than that of all orders. */
export const isOwn = (rate: AppliedRate | null): rate is AppliedRate =>
  rate !== null && rate.source.kind !== "program";

/** A rate as the document writes it. */
export function explainRate(
  rate: Rate | CurrencyRate,
  currency: CurrencyCode,
  { redemption }: Program,
): RateExplanation {
  switch (rate.kind) {
    case "per_amount":
      return {
        points: pointsToJson(rate.points),
        per_amount: formatMoney(rate.perAmountMinor, currency),
      };
    case "percent": {
      const worth = "worth" in rate ? rate.worth : redemption.worth;
      return { percent: rate.percent.toString(), worth: writeWorth(worth, currency) };
    }
    case "per_item":
      return { points_per_item: pointsToJson(rate.points) };
  }
}

/** A rate with whose it is. */
export function explainOwnRate(
  { source, rate }: AppliedRate,
  program: Program,
): OwnRateExplanation {
  const currency = source.kind === "currency" ? source.currency : program.currency;
  const explained = rate === null ? null : explainRate(rate, currency, program);
  switch (source.kind) {
    case "rule": {
      const { id, name } = source.rule;
      return { from: "rule", id, ...named(name), rate: explained };
    }
    case "tier": {
      const { id, name } = source.tier;
      return { from: "tier", id, ...named(name), rate: explained };
    }
    case "wholesale":
    case "currency":
      return { from: source.kind, rate: explained };
    case "program":
      throw new RangeError("the rate of all orders is the rule itself");
  }
}

/** Its name as far as it has one. */
export const named = (name: Text | null) => (name === null ? {} : { name: writeText(name) });

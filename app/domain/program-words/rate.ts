import type { CurrencyRateDocument, RateDocument, WorthDocument } from "../program/rate.ts";
import { money, percent, phrase, points } from "./value.ts";
import type { Value } from "./value.ts";

/** What is earned: "1 point for every RUB 100"; nothing for null. */
export function rateValue(
  rate: RateDocument | CurrencyRateDocument | null,
  currency: string,
): Value {
  if (rate === null) return phrase("rate.none");
  if ("points_per_item" in rate) {
    return phrase("rate.perItem", { points: points(rate.points_per_item) });
  }
  if ("per_amount" in rate) {
    return phrase("rate.perAmount", {
      points: points(rate.points),
      amount: money(rate.per_amount, currency),
    });
  }
  const share = percent(rate.percent);
  if (!("worth" in rate)) return phrase("rate.percent", { percent: share });
  return phrase("rate.percentAt", { percent: share, worth: worthValue(rate.worth, currency) });
}

/** "1 point is RUB 1" */
export const worthValue = (worth: WorthDocument, currency: string): Value =>
  phrase("worth", { points: points(worth.points), amount: money(worth.amount, currency) });

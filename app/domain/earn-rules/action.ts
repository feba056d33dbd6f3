import { earnRule, givenPoints } from "../earn-rule.ts";
import { points } from "../points.ts";
import { oneOf, ruleId, wholeNumber } from "../program/checks.ts";
import { periodAround } from "../program/local-time.ts";
import { dayIn, dayText } from "../calendar-day.ts";
import { pending } from "../program-words/given.ts";
import { says } from "../program-words/statement.ts";
import { count, name, points as pointsValue } from "../program-words/value.ts";

/**
 * Points for whatever an integration of the merchant's own reports under a name, such as a quiz
 * passed or an event attended: so often ever, or in a day, month or year.
 */
export const action = earnRule({
  kind: "action",
  fields: {
    ...givenPoints,
    action: ruleId,
    maximum: wholeNumber(1, 10_000, "times").default(1),
    per: oneOf("ever", "day", "month", "year").default("ever"),
  },
  on: "action",
  award(rule, fact, { timeZone, earlier }) {
    if (fact.action !== rule.action) return null;
    const ofAction = `action/${rule.action}/`;
    const key = ofAction + fact.key;
    const others = earlier.filter((one) => one.key.startsWith(ofAction) && one.key !== key);
    const counted = others.filter(({ at }) => isSamePeriod(rule.per, at, fact.at, timeZone));
    if (counted.length >= rule.maximum) return null;
    return { key, points: points(BigInt(rule.points)), said: { action: rule.action } };
  },
  describe: (rule) => [
    says("rule", { points: pointsValue(rule.points), action: name(rule.action) }),
    says(`cap_${rule.per}`, { times: count("times", rule.maximum) }),
    ...pending(rule.pending_days),
  ],
});

function isSamePeriod(
  per: "ever" | "day" | "month" | "year",
  earlier: Date,
  at: Date,
  timeZone: string,
): boolean {
  if (per === "ever") return true;
  if (per === "day") return dayText(dayIn(timeZone, earlier)) === dayText(dayIn(timeZone, at));
  const { from, until } = periodAround(at, per, timeZone);
  return earlier >= from && earlier < until;
}

import { earnRule, givenPoints } from "../earn-rule.ts";
import { points } from "../points.ts";
import { wholeNumber } from "../program/checks.ts";
import { daysAfter } from "../days.ts";
import { pending } from "../program-words/given.ts";
import { says } from "../program-words/statement.ts";
import { count, points as pointsValue } from "../program-words/value.ts";

/**
 * Points on the member's birthday, once a calendar year, and only where the date was set long
 * enough before: or else a birthday could be any day on which one likes to shop.
 */
export const birthday = earnRule({
  kind: "birthday",
  fields: { ...givenPoints, set_days_before: wholeNumber(0, 365, "days").default(30) },
  on: "birthday",
  award: (rule, { at, year, setAt }) =>
    daysAfter(setAt, rule.set_days_before) > at
      ? null
      : { key: `birthday/${String(year)}`, points: points(BigInt(rule.points)), said: { year } },
  describe: (rule) => [
    says("rule", {
      points: pointsValue(rule.points),
      days: count("days", rule.set_days_before),
    }),
    ...pending(rule.pending_days),
  ],
});

import { earnRule, givenPoints } from "../earn-rule.ts";
import { parseMoney } from "../money.ts";
import { points } from "../points.ts";
import { amount } from "../program/checks.ts";
import { pending } from "../program-words/given.ts";
import { says } from "../program-words/statement.ts";
import { money, points as pointsValue } from "../program-words/value.ts";

/** Points once the member's orders, less what was refunded, come to an amount. */
export const milestoneSpend = earnRule({
  kind: "milestone_spend",
  fields: { ...givenPoints, amount },
  amounts: ["amount"],
  on: "total_spent",
  award(rule, { fromMinor, toMinor, orderId }, { currency }) {
    const wanted = parseMoney(rule.amount, currency);
    if (fromMinor >= wanted || toMinor < wanted) return null;
    return {
      key: `milestone_spend/${String(wanted)}`,
      points: points(BigInt(rule.points)),
      said: { amount_minor: String(wanted), currency, order: orderId },
    };
  },
  describe: (rule, currency) => [
    says("rule", { points: pointsValue(rule.points), amount: money(rule.amount, currency) }),
    ...pending(rule.pending_days),
  ],
});

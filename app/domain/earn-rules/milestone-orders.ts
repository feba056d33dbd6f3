import { earnRule, givenPoints } from "../earn-rule.ts";
import { points } from "../points.ts";
import { wholeNumber, yesOrNo } from "../program/checks.ts";
import { pending } from "../program-words/given.ts";
import { says } from "../program-words/statement.ts";
import { number, points as pointsValue } from "../program-words/value.ts";

/** Points for the member's n-th order, or for every n-th one. */
export const milestoneOrders = earnRule({
  kind: "milestone_orders",
  fields: {
    ...givenPoints,
    orders: wholeNumber(1, 10_000, "orders"),
    every: yesOrNo().default(false),
  },
  on: "order_count",
  award(rule, { count, orderId }) {
    const isReached = rule.every ? count % rule.orders === 0 : count === rule.orders;
    if (!isReached) return null;
    const step = rule.every ? `every/${String(rule.orders)}/` : "";
    return {
      key: `milestone_orders/${step}${String(count)}`,
      points: points(BigInt(rule.points)),
      said: { count, order: orderId },
    };
  },
  describe: (rule) => [
    says(rule.every ? "every" : "rule", {
      points: pointsValue(rule.points),
      number: number(rule.orders),
    }),
    ...pending(rule.pending_days),
  ],
});

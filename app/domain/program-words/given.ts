import { says, type ActionStatement } from "./statement.ts";
import { count, points } from "./value.ts";

/** What most rules for actions say: how many points, and how long until they can be spent. */
export const given = (rule: {
  readonly points: number;
  readonly pending_days: number;
}): ActionStatement[] => [
  says("rule", { points: points(rule.points) }),
  ...pending(rule.pending_days),
];

/** Says nothing of points that can be spent at once. */
export const pending = (days: number): ActionStatement[] =>
  days === 0 ? [] : [says("pending", { days: count("days", days) })];

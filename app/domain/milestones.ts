import type { FactOn } from "./earn-fact.ts";
import { compareIds, type OrderId } from "./ids.ts";
import { minor } from "./money.ts";
import { rulesOn } from "./earn-facts.ts";
import type { ProgramVersion } from "./program-version.ts";
import { lastingSteps, type WorthStep } from "./tiers/worth.ts";

/** A milestone that a member may have come to. */
export type MilestoneFact = FactOn<"order_count"> | FactOn<"total_spent">;

/**
 * Which order of the member each one is that stands, and what they come to with it: counted from
 * their payments on, net of every refund and cancellation known by now. So what was told in
 * whatever order makes the same milestones, and one that a refund undoes is undone.
 * @param orders of the member, with what each counts for as time goes by
 */
export function milestoneFacts(
  orders: ReadonlyMap<OrderId, { readonly steps: readonly WorthStep[] }>,
): MilestoneFact[] {
  const standing = [...orders].flatMap(([orderId, { steps }]) => {
    const [lasting] = lastingSteps(steps);
    return lasting && lasting.worth.kept > 0n ? [{ orderId, ...lasting }] : [];
  });
  standing.sort((a, b) => a.at - b.at || compareIds(a.orderId, b.orderId));
  let spent = 0n;
  return standing.flatMap(({ orderId, at: time, worth }, index): MilestoneFact[] => {
    const before = spent;
    spent += worth.spend;
    const at = new Date(time);
    return [
      { on: "order_count", at, count: index + 1, orderId },
      { on: "total_spent", at, fromMinor: minor(before), toMinor: minor(spent), orderId },
    ];
  });
}

/** Whether any version has rules for milestones: only then members' histories are looked at for them. */
export const asksForMilestones = (versions: readonly ProgramVersion[]): boolean =>
  versions.some(
    ({ program }) =>
      rulesOn(program, "order_count").length > 0 || rulesOn(program, "total_spent").length > 0,
  );

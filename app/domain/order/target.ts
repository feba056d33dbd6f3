import type Fraction from "fraction.js";

import type { LineId } from "../ids.ts";
import { NO_POINTS, points } from "../points.ts";
import type { Points } from "../points.ts";
import type { Program } from "../program.ts";
import { roundExact } from "../rounding.ts";
import type { Award } from "./award.ts";
import { ONE, ZERO } from "./exact.ts";
import type { OrderState } from "./order.ts";
import { refundedMoney } from "./refunded.ts";

/**
 * Why the target is what it is. Only `paid` orders have points; of an `unknown`
 * one nothing but a refund, an edit or a deletion was heard of.
 */
export type TargetReason = "paid" | "unpaid" | "cancelled" | "deleted" | "test" | "unknown";

/** What an order has earned as it stands now. */
export interface Target {
  /** What must stand posted for the order; 0 unless it is paid. */
  readonly points: Points;
  /** What refunds leave of the award, whether or not the order is paid: "will earn". */
  readonly afterRefunds: Points;
  /** `award.points` times `kept`, before rounding. */
  readonly exact: Fraction;
  /** The part of the award that refunds leave: the sum of s x (1 - R / E); 0 to 1. */
  readonly kept: Fraction;
  /** Refunded eligible money R, line by line as in the award. */
  readonly lines: readonly { readonly lineId: LineId; readonly refundedMinor: Fraction }[];
  readonly reason: TargetReason;
}

/**
 * The points that an order should have posted: award x sum(s x (1 - R / E)),
 * rounded as the program rounds. Never negative, never above the award, and
 * never more with a refund than without it.
 * @param award of the same state under the same program
 * @throws RangeError for refunds with negative quantities or money
 */
export function orderTarget(state: OrderState, award: Award, program: Program): Target {
  const refunded = refundedMoney(award, state.refunds);
  const kept = keptShare(award, refunded);
  const exact = kept.mul(award.points);
  const afterRefunds = points(roundExact(exact, program.earning.rounding));
  const reason = reasonOf(state);
  return {
    points: reason === "paid" ? afterRefunds : NO_POINTS,
    afterRefunds,
    exact,
    kept,
    lines: award.lines.map(({ lineId }, index) => ({
      lineId,
      refundedMinor: refunded[index] ?? ZERO,
    })),
    reason,
  };
}

function keptShare(award: Award, refunded: readonly Fraction[]): Fraction {
  return award.lines.reduce((kept, { eligibleMinor: eligible, share }, index) => {
    const back = refunded[index] ?? ZERO;
    if (share.n === 0n || eligible.n === 0n) return kept;
    const left = back.n === 0n ? ONE : ONE.sub(back.div(eligible));
    return kept.add(share.mul(left));
  }, ZERO);
}

function reasonOf(state: OrderState): TargetReason {
  if (state.deletedAt !== null) return "deleted";
  if (state.facts === null) return "unknown";
  if (state.cancelledAt !== null) return "cancelled";
  if (state.facts.test) return "test";
  return state.paidAt === null ? "unpaid" : "paid";
}

import type { Json } from "../ledger/transfer.ts";
import type { Points } from "../points.ts";
import type { ProgramVersion } from "../program-version.ts";
import { orderStateHash } from "./codec.ts";
import type { OrderContext } from "./context.ts";
import { evaluateOrder } from "./evaluate.ts";
import { explainOrder } from "./explain.ts";
import { maturity } from "./maturity.ts";
import type { JudgedOrder } from "./eligible.ts";
import type { OrderFacts, OrderState } from "./order.ts";
import { orderTarget } from "./target.ts";

/** What an order has earned as it stands, and how that came about. */
export interface SettledOrder {
  readonly points: Points;
  /** What it earns when nothing is refunded. */
  readonly award: Points;
  /** When the points can be spent; all versions together say when they expire. */
  readonly maturesAt: Date;
  /** Where a clawback beyond the balance goes, as for `postOrder`. */
  readonly beyondBalance: "owe" | "stop_at_zero" | "own_lot";
  /** Names the state, as part of the keys of its postings. */
  readonly stateHash: string;
  readonly programVersion: number;
  readonly explanation: Json;
  /** When it was paid, or placed while it is not paid. */
  readonly earnedAt: Date;
  /** When what is known of it last changed. */
  readonly changedAt: Date;
}

/** Computes an order's target, with everything that a posting of it needs. */
export function settleOrder(
  order: JudgedOrder,
  context: OrderContext,
  { version, program }: ProgramVersion,
): SettledOrder {
  const award = evaluateOrder(order, context, program);
  const target = orderTarget(order, award, program);
  const earnedAt = order.paidAt ?? order.facts.processedAt;
  return {
    points: target.points,
    award: award.points,
    maturesAt: maturity(order, program),
    beyondBalance: program.clawback.beyondBalance,
    stateHash: orderStateHash(order),
    programVersion: version,
    explanation: explainOrder(award, target, version, program),
    earnedAt,
    changedAt: changedAt(order),
  };
}

export function changedAt({
  facts,
  refunds,
  cancelledAt,
  deletedAt,
}: OrderState & { facts: OrderFacts }): Date {
  const dates = [facts.updatedAt, cancelledAt, deletedAt, ...refunds.map((refund) => refund.at)];
  return new Date(Math.max(...dates.flatMap((date) => (date ? [date.getTime()] : []))));
}

import type { StoredOrder } from "../../db/order-queries.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import type { HolderId, LineId, OrderId, ShopId } from "../../domain/ids.ts";
import type { Minor } from "../../domain/money.ts";
import {
  needsOf,
  NO_CONTEXT,
  type MemberStanding,
  type Surroundings,
} from "../../domain/order/context.ts";
import type { JudgedOrder } from "../../domain/order/eligible.ts";
import type { DiscountedLine } from "../../domain/order/order.ts";
import { asksForMilestones } from "../../domain/milestones.ts";
import { settleOrder, type SettledOrder } from "../../domain/order/settle.ts";
import { surroundingsOf } from "../../domain/order/surroundings.ts";
import type { Program } from "../../domain/program.ts";
import type { ProgramVersion } from "../../domain/program-version.ts";
import { loadSurroundings } from "../load-surroundings.server.ts";
import type { OrderUnder, Owners } from "./owners.server.ts";

/** An order with what it has earned as it stands. */
export interface Judged {
  readonly order: StoredOrder;
  /** Null where no program was in force, or something is not known yet: nothing is posted. */
  readonly settled: SettledOrder | null;
  /** Whose its points are; null for an order of nobody. */
  readonly holderId: HolderId | null;
}

/**
 * Gives orders what their versions ask of what surrounds them. Those of which something is yet to
 * be asked for wait, and keep what they had earned.
 */
export async function surround(
  tx: Tx,
  shop: ShopId,
  orders: readonly OrderUnder[],
  before: ReadonlyMap<OrderId, StoredOrder>,
  now: Date,
): Promise<OrderUnder[]> {
  const wanted = orders.flatMap(({ order, version }) => {
    const needs = version && needsOf(version.program);
    if (!needs || !(needs.products || needs.customerTags)) return [];
    return [{ order, needs, program: version.program }];
  });
  if (wanted.length === 0) return orders.map((one) => withoutWaiting(one));
  const loaded = await loadSurroundings(tx, shop, wanted, now);
  return orders.map((one) => {
    const { order, version } = one;
    const found = loaded.get(order.state.orderId);
    if (found === undefined) return withoutWaiting(one);
    if (found !== "waiting")
      return { version, order: { ...order, surroundings: found, waitingSince: null } };
    const {
      programVersion = null,
      award = null,
      target = null,
    } = before.get(order.state.orderId) ?? {};
    const waitingSince = order.waitingSince ?? now;
    return { version, order: { ...order, waitingSince, programVersion, award, target } };
  });
}

const withoutWaiting = ({ order, version }: OrderUnder): OrderUnder =>
  order.waitingSince === null
    ? { order, version }
    : { version, order: { ...order, waitingSince: null } };

/** What is known around an order; null while it waits. */
export const surroundingsFor = ({
  surroundings,
  waitingSince,
}: StoredOrder): Surroundings | null =>
  waitingSince === null ? surroundingsOf(surroundings) : null;

/** What points took off the lines of orders, by order. */
export type PointsTaken = ReadonlyMap<OrderId, readonly DiscountedLine[]>;

/** The order as the evaluation takes it; null while nothing is known of it but that it is there. */
export function judgedOrder(
  { state, capture }: StoredOrder,
  taken: PointsTaken,
): JudgedOrder | null {
  const { facts } = state;
  if (facts === null) return null;
  const captured = capture && capture.kind !== "unmatched" ? capture.lines : [];
  const lines = taken.get(state.orderId) ?? captured;
  if (lines.length === 0) return { ...state, facts };
  const pointsLines = new Map(lines.map(({ lineId, minor }): [LineId, Minor] => [lineId, minor]));
  return { ...state, facts, pointsLines };
}

/** Judges an order by what is known of its member. */
export function judge(
  { order, version }: OrderUnder,
  member: MemberStanding,
  holderId: HolderId | null,
  taken: PointsTaken,
): Judged {
  const judged = judgedOrder(order, taken);
  const surroundings = surroundingsFor(order);
  if (!judged || !version || !surroundings) return { order, settled: null, holderId };
  const settled = settleOrder(judged, { surroundings, member }, version);
  const { programVersion, award, points: target } = settled;
  return { order: { ...order, programVersion, award, target }, settled, holderId };
}

/** Judges orders whose versions ask nothing of their members but whether they are enrolled. */
export function judgeAlone(
  orders: readonly OrderUnder[],
  { holders, wasEnrolled }: Owners,
  taken: PointsTaken,
): Judged[] {
  return orders.map((one) => {
    const { orderId, facts } = one.order.state;
    const holder = holders.get(orderId) ?? null;
    const enrolled = !holder || !facts || wasEnrolled(holder, facts.processedAt);
    const member = enrolled ? NO_CONTEXT.member : { ...NO_CONTEXT.member, enrolled };
    return judge(one, member, holder, taken);
  });
}

/** Whether any version judges orders, or rewards them, by what their members did before. */
export const asksForHistories = (versions: readonly ProgramVersion[]): boolean =>
  asksForMilestones(versions) || versions.some(({ program }) => asksForHistory(program));

/** Whether members are enrolled at all is known without their histories. */
function asksForHistory(program: Program): boolean {
  if (!needsOf(program).member) return false;
  if (program.enrolment.mode === "automatic") return true;
  return needsOf({ ...program, enrolment: { mode: "automatic" } }).member;
}

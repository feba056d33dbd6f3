import type { StoredOrder } from "../../db/order-queries.server.ts";
import type { OrderId } from "../../domain/ids.ts";
import { applyOrderEvents, isFromAdmin } from "../../domain/order/merge.ts";
import type { OrderEvent, OrderState } from "../../domain/order/order.ts";
import type { Spending } from "../plan-spending.server.ts";

/** What is told of each order. */
export function groupByOrder(events: readonly OrderEvent[]): Map<OrderId, OrderEvent[]> {
  const byOrder = new Map<OrderId, OrderEvent[]>();
  for (const event of events) {
    const id = event.kind === "state" ? event.facts.orderId : event.orderId;
    const list = byOrder.get(id);
    if (list) list.push(event);
    else byOrder.set(id, [event]);
  }
  return byOrder;
}

/** The order after the events, with its refetch mark set, kept or cleared. */
export function applyEvents(
  before: StoredOrder | undefined,
  heard: readonly OrderEvent[],
  now: Date,
  fetchStartedAt: Date | undefined,
): StoredOrder {
  const events = heard.filter((event) => !isOutrun(event, before, fetchStartedAt));
  const unmarked: OrderState | null = before ? { ...before.state, refetch: null } : null;
  const state = applyOrderEvents(unmarked, events);
  const mark = before?.refetchSince ?? null;
  const answered =
    mark !== null &&
    fetchStartedAt !== undefined &&
    fetchStartedAt >= mark &&
    events.some(isFromAdmin);
  const settled = answered || state.deletedBy === "webhook";
  const keeps = state.refetch === null && mark !== null && !settled;
  return {
    state: keeps ? { ...state, refetch: before?.state.refetch ?? null } : state,
    claimedBy: before?.claimedBy ?? null,
    ownerCompany: before?.ownerCompany ?? null,
    refetchSince: state.refetch !== null ? now : keeps ? mark : null,
    programVersion: before?.programVersion ?? null,
    award: null,
    target: null,
    capture: before?.capture ?? null,
    surroundings: before?.surroundings ?? null,
    waitingSince: before?.waitingSince ?? null,
    backfillVersion: before?.backfillVersion ?? null,
  };
}

/** Marks an order to be read again whose hold cannot be told; what it is marked for already stays. */
export function markDoubtful(
  order: StoredOrder,
  spending: Spending | null,
  now: Date,
): StoredOrder {
  const { state, refetchSince } = order;
  if (refetchSince !== null || !spending?.doubtful.has(state.orderId)) return order;
  return { ...order, state: { ...state, refetch: "unmatched_hold" }, refetchSince: now };
}

/** An answer asked for before the Admin API no longer knew the order says nothing of it now. */
function isOutrun(
  event: OrderEvent,
  before: StoredOrder | undefined,
  fetchStartedAt: Date | undefined,
): boolean {
  const { deletedAt = null, deletedBy = null } = before?.state ?? {};
  if (deletedBy !== "admin" || deletedAt === null || fetchStartedAt === undefined) return false;
  return isFromAdmin(event) && fetchStartedAt < deletedAt;
}

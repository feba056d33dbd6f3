import type { Database } from "../db/pool.server.ts";
import type { OrderEvent, OrderState } from "../domain/order/order.ts";
import type { StoredOrder } from "../db/order-queries.server.ts";
import { insertOrders, lockOrders, updateOrders } from "../db/order-queries.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import { inShop } from "../db/shop-transaction.server.ts";
import { planBlindly, type Tx } from "../db/transaction.server.ts";
import type { OrderId, ShopId } from "../domain/ids.ts";
import { applyOrderEvents, isFromAdmin } from "../domain/order/merge.ts";
import { NO_CONTEXT } from "../domain/order/context.ts";
import { settleOrder } from "../domain/order/settle.ts";
import { programInForce, type ProgramVersion } from "../domain/program-version.ts";
import type { OnHoldsSettled } from "./holds-settled.ts";
import { planSpending, type Spending } from "./plan-spending.server.ts";
import { saveSpent } from "./post-spending.server.ts";
import { postTargets, type OrderToPost } from "./post-targets.server.ts";

export interface AccrueOptions {
  /**
   * When the Admin API was asked, for events that are its answers. An order
   * that was marked for refetch after that stays marked.
   */
  readonly fetchStartedAt?: Date;
  /** Known orders to be judged again though nothing new was said of them. */
  readonly again?: readonly OrderId[];
  /** Called in the transaction with the orders that must be read again. */
  readonly onMarked?: (tx: Tx, shop: ShopId, orders: readonly OrderId[]) => Promise<void>;
  /**
   * Called in the transaction with the customers whose holds orders have taken:
   * what Shopify shows of a hold is to be cleared at once.
   */
  readonly onHoldsSettled?: OnHoldsSettled;
  /** Called in the transaction where orders wait for what surrounds them, to be fetched for the shop. */
  readonly onWaiting?: (tx: Tx, shop: ShopId) => Promise<void>;
}

/** What is to be done in the transaction beside what the services do themselves. */
export type AccrueHooks = Pick<AccrueOptions, "onMarked" | "onHoldsSettled" | "onWaiting">;

export interface Accrued {
  /** Orders whose state was looked at. */
  readonly orders: number;
  readonly transfers: number;
  /** Orders now waiting to be read again from the Admin API. */
  readonly marked: readonly OrderId[];
}

/**
 * Stores what deliveries or the Admin API say about a shop's orders and posts,
 * for each order, its target less what it has posted. Creation, payment, edit,
 * refund, cancellation, deletion, duplicates and reordering are this one road.
 * One transaction, whatever the number of orders.
 */
export function accrueOrders(
  db: Database,
  shop: ShopId,
  events: readonly OrderEvent[],
  now: Date,
  options: AccrueOptions = {},
): Promise<Accrued> {
  return inShop(db, shop, (tx) => accrueOrdersIn(tx, shop, events, now, options));
}

/** `accrueOrders` inside the caller's transaction, which must touch no other shop. */
export async function accrueOrdersIn(
  tx: Tx,
  shop: ShopId,
  events: readonly OrderEvent[],
  now: Date,
  options: AccrueOptions = {},
): Promise<Accrued> {
  await planBlindly(tx);
  const byOrder = groupByOrder(events);
  for (const orderId of options.again ?? []) if (!byOrder.has(orderId)) byOrder.set(orderId, []);
  const orderIds = [...byOrder.keys()].sort();
  const known = await lockOrders(tx, shop, orderIds);
  const versions = await programVersions(tx, shop);

  const heard = orderIds.map((orderId) => {
    const before = known.get(orderId);
    return applyEvents(before, byOrder.get(orderId) ?? [], now, options);
  });
  const spending = await planSpending(tx, shop, heard);
  const settled = heard.map((order) => settle(markDoubtful(order, spending, now), versions));
  const isKnown = ({ order }: { order: StoredOrder }) => known.has(order.state.orderId);
  const terms = { known, versions, spending };
  const { transfers, spent } = await postTargets(tx, shop, settled, terms, now);
  const orders = (wanted: boolean) =>
    settled.filter((one) => isKnown(one) === wanted).map(({ order }) => order);
  await insertOrders(tx, shop, orders(false));
  await updateOrders(tx, shop, orders(true));
  if (spent) await saveSpent(tx, shop, spent, now);
  if (spent && spent.customers.length > 0)
    await options.onHoldsSettled?.(tx, shop, spent.customers);

  const marked = settled
    .filter(({ order }) => order.refetchSince?.getTime() === now.getTime())
    .map(({ order }) => order.state.orderId);
  if (marked.length > 0) await options.onMarked?.(tx, shop, marked);
  return { orders: settled.length, transfers, marked };
}

function groupByOrder(events: readonly OrderEvent[]): Map<OrderId, OrderEvent[]> {
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
function applyEvents(
  before: StoredOrder | undefined,
  heard: readonly OrderEvent[],
  now: Date,
  { fetchStartedAt }: AccrueOptions,
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
    refetchSince: state.refetch !== null ? now : keeps ? mark : null,
    programVersion: before?.programVersion ?? null,
    award: null,
    target: null,
    capture: before?.capture ?? null,
    surroundings: before?.surroundings ?? null,
    waitingSince: before?.waitingSince ?? null,
  };
}

/** Marks an order to be read again whose hold cannot be told; what it is marked for already stays. */
function markDoubtful(order: StoredOrder, spending: Spending | null, now: Date): StoredOrder {
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

/** Computes what the order has earned under the program in force when it was placed. */
function settle(order: StoredOrder, versions: readonly ProgramVersion[]): OrderToPost {
  const { facts } = order.state;
  const inForce = facts ? programInForce(versions, facts.processedAt) : null;
  if (!facts || !inForce) return { order, settled: null };
  const settled = settleOrder({ ...order.state, facts }, NO_CONTEXT, inForce);
  const { programVersion, award, points: target } = settled;
  return { order: { ...order, programVersion, award, target }, settled };
}

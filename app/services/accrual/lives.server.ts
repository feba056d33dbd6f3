import { ordersOfHolders, tierFactsOf } from "../../db/member-history-queries.server.ts";
import type { StoredOrder } from "../../db/order-queries.server.ts";
import type { Queryable } from "../../db/transaction.server.ts";
import type { HolderId, OrderId, ShopId } from "../../domain/ids.ts";
import { versionOfOrder } from "../../domain/order/version-of-order.ts";
import type { ProgramVersion } from "../../domain/program-version.ts";
import {
  memberTimeline,
  type HistoryOrder,
  type MemberHistory,
  type Timeline,
} from "../../domain/tiers/timeline.ts";
import { judgedOrder, surroundingsFor, type PointsTaken } from "./judge.server.ts";
import type { OrderUnder } from "./owners.server.ts";

/** A holder's life, and the orders that it is made of. */
export interface Life {
  readonly holderId: HolderId;
  readonly orders: readonly OrderUnder[];
  readonly history: MemberHistory;
  readonly timeline: Timeline;
}

/** Orders that are known better than they are stored, and whose they are. */
export interface Heard {
  readonly orders: readonly OrderUnder[];
  readonly holders: ReadonlyMap<OrderId, HolderId>;
  readonly taken: PointsTaken;
}

export const NOTHING_HEARD: Heard = { orders: [], holders: new Map(), taken: new Map() };

/** What lives are told with. */
export interface LifeTerms {
  readonly versions: readonly ProgramVersion[];
  readonly wasEnrolled: (holder: HolderId, at: Date) => boolean;
  /** As of when the tiers of a holder are told. */
  readonly until: (holder: HolderId) => Date;
}

/** The version that an order is judged under. */
export function versionOf(
  order: StoredOrder,
  versions: readonly ProgramVersion[],
): ProgramVersion | null {
  const { facts } = order.state;
  return facts && versionOfOrder(order, facts.processedAt, versions);
}

/** A holder's orders, and all else that its life is made of. */
export interface HolderHistory {
  readonly holderId: HolderId;
  readonly orders: readonly OrderUnder[];
  readonly history: MemberHistory;
}

/**
 * The histories of holders, of all their orders: a query or two for all of them together. Who is to
 * change anything by them has locked the holders, so that nothing of it changes meanwhile.
 */
export async function historiesOf(
  tx: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
  heard: Heard,
  { versions, wasEnrolled }: Omit<LifeTerms, "until">,
): Promise<HolderHistory[]> {
  const told = new Set(heard.orders.map(({ order }) => order.state.orderId));
  const stored = (await ordersOfHolders(tx, shop, holders))
    .filter(({ order }) => !told.has(order.state.orderId))
    .map(({ holderId, order }) => ({ holderId, one: under(order, versions) }));
  const own = heard.orders.flatMap((one) => {
    const holderId = heard.holders.get(one.order.state.orderId);
    return holderId ? [{ holderId, one }] : [];
  });
  const byHolder = Map.groupBy([...stored, ...own], ({ holderId }) => holderId);
  const hasTiers = versions.some(({ program }) => program.tiers !== null);
  const facts = hasTiers ? await tierFactsOf(tx, shop, holders) : new Map<never, never>();
  return holders.map((holderId): HolderHistory => {
    const orders = (byHolder.get(holderId) ?? []).map(({ one }) => one);
    const { pins = [], awards = [] } = facts.get(holderId) ?? {};
    const placed = orders.flatMap((one) => historyOrder(one, heard.taken) ?? []);
    const isEnrolled = (at: Date) => wasEnrolled(holderId, at);
    return { holderId, orders, history: { orders: placed, pins, awards, isEnrolled } };
  });
}

/** The lives that histories make. */
export async function livesOf(
  tx: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
  heard: Heard,
  terms: LifeTerms,
): Promise<Life[]> {
  const histories = await historiesOf(tx, shop, holders, heard, terms);
  return histories.map(({ holderId, orders, history }) => ({
    holderId,
    orders,
    history,
    timeline: memberTimeline(history, terms.versions, terms.until(holderId)),
  }));
}

export const under = (order: StoredOrder, versions: readonly ProgramVersion[]): OrderUnder => ({
  order,
  version: versionOf(order, versions),
});

/** An order as its place in a life; null while nothing is known of it. */
export function historyOrder(
  { order, version }: OrderUnder,
  taken: PointsTaken,
): HistoryOrder | null {
  const judged = judgedOrder(order, taken);
  return judged && { order: judged, version, surroundings: surroundingsFor(order) };
}

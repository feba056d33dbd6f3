import { holdsNamed, type NamedHold } from "../db/capture-queries.server.ts";
import { capturedPartsOf } from "../db/captured-parts-queries.server.ts";
import type { StoredOrder } from "../db/order-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import type { CapturedPart } from "../domain/ledger/restore.ts";
import type { HolderId, OrderId, ShopId } from "../domain/ids.ts";
import {
  capturedPoints,
  matchHold,
  type HoldTerms,
  type Taken,
} from "../domain/order/match-hold.ts";
import type { CapturedHold, OrderCapture } from "../domain/order/order-capture.ts";
import type { OrderFacts } from "../domain/order/order.ts";
import { restoration, type Restoration } from "../domain/order/restored.ts";
import { NO_POINTS, type Points } from "../domain/points.ts";

/** An order that is heard of for the first time with a hold that it was paid with. */
export interface PlannedCapture {
  readonly order: OrderWithFacts;
  readonly hold: HoldTerms;
  readonly taken: Taken;
  readonly points: Points;
}

/** Points that are to come back to whom they were taken from. */
export interface PlannedRestore {
  readonly order: OrderWithFacts;
  readonly captured: CapturedHold;
  readonly restored: Points;
  readonly restoration: Restoration;
  /** From whom by now, and from which lots; null where the capture is yet to be posted. */
  readonly from: { readonly holderId: HolderId; readonly parts: readonly CapturedPart[] } | null;
}

/** What a batch of orders takes of holds, and what comes back of what orders took. */
export interface Spending {
  /** The order that was placed first has the first right to its hold. */
  readonly captures: readonly PlannedCapture[];
  readonly restores: readonly PlannedRestore[];
  /** Orders of which even the Admin API shows no discount that is their hold's. */
  readonly unmatched: ReadonlyMap<OrderId, OrderCapture>;
  /** Orders that are to be read again before that is said of them. */
  readonly doubtful: ReadonlySet<OrderId>;
}

export type OrderWithFacts = StoredOrder & {
  readonly state: StoredOrder["state"] & { readonly facts: OrderFacts };
};

/**
 * Finds what the orders take of the holds that they name, and what comes back.
 * @param orders as they stand after what was heard of them; locked
 * @returns null where they are paid with no points, which costs no query
 */
export async function planSpending(
  tx: Tx,
  shop: ShopId,
  orders: readonly StoredOrder[],
): Promise<Spending | null> {
  const known = orders.filter(hasFacts);
  const naming = known.filter(asksForCapture);
  const returning = known.filter(mayRestore);
  if (naming.length === 0 && returning.length === 0) return null;
  const matched = await matchHolds(tx, shop, naming);
  const captures = matched.captures.sort(byPlace);
  const restores = await planRestores(tx, shop, returning);
  const atOnce = captures.flatMap(({ order, hold, taken, points }) => {
    const captured = { holdId: hold.holdId, points, ...taken };
    return restoreOf(order, captured, NO_POINTS);
  });
  return { ...matched, captures, restores: [...restores, ...atOnce] };
}

const hasFacts = (order: StoredOrder): order is OrderWithFacts => order.state.facts !== null;

/** A test order takes nothing: its hold comes back when it is left. */
function asksForCapture({ state: { facts }, capture }: OrderWithFacts): boolean {
  const isOpen = capture === null || capture.kind === "unmatched";
  return isOpen && facts.hold !== null && !facts.test;
}

function mayRestore({ capture }: OrderWithFacts): boolean {
  return capture !== null && capture.kind !== "unmatched" && capture.restored < capture.points;
}

interface Matched {
  readonly captures: PlannedCapture[];
  readonly unmatched: Map<OrderId, OrderCapture>;
  readonly doubtful: Set<OrderId>;
}

async function matchHolds(
  tx: Tx,
  shop: ShopId,
  orders: readonly OrderWithFacts[],
): Promise<Matched> {
  const matched: Matched = { captures: [], unmatched: new Map(), doubtful: new Set() };
  if (orders.length === 0) return matched;
  const named = orders.flatMap(({ state: { orderId, facts } }) =>
    facts.hold === null ? [] : [{ orderId, holdId: facts.hold, customerId: facts.customerId }],
  );
  const holds = new Map((await holdsNamed(tx, shop, named)).map((one) => [one.orderId, one]));
  for (const order of orders) place(matched, order, holds.get(order.state.orderId));
  return matched;
}

function place(
  { captures, unmatched, doubtful }: Matched,
  order: OrderWithFacts,
  named: NamedHold | undefined,
): void {
  const { facts, orderId, deletedAt, refetch } = order.state;
  const { hold: holdId } = facts;
  const taken = named ? matchHold(facts, named.hold, named.buyer) : null;
  if (named && taken) {
    const { hold } = named;
    captures.push({ order, hold, taken, points: capturedPoints(hold, taken.minor) });
    return;
  }
  // A verdict on this hold stands until the order matches; of one deleted nobody can be asked.
  if (holdId === null || order.capture?.holdId === holdId || deletedAt !== null) return;
  if (facts.source === "admin" && refetch === null)
    unmatched.set(orderId, { kind: "unmatched", holdId });
  else doubtful.add(orderId);
}

async function planRestores(
  tx: Tx,
  shop: ShopId,
  orders: readonly OrderWithFacts[],
): Promise<PlannedRestore[]> {
  const planned = orders.flatMap((order) => {
    const { capture } = order;
    if (capture === null || capture.kind === "unmatched") return [];
    return restoreOf(order, capture, capture.restored);
  });
  const ids = planned.map(({ order }) => order.state.orderId);
  const parts = new Map((await capturedPartsOf(tx, shop, ids)).map((one) => [one.orderId, one]));
  return planned.map((restore) => {
    const from = parts.get(restore.order.state.orderId);
    if (!from) throw new Error(`order ${restore.order.state.orderId} has captured nothing`);
    return { ...restore, from };
  });
}

function restoreOf(
  order: OrderWithFacts,
  captured: CapturedHold,
  restored: Points,
): PlannedRestore[] {
  const target = restoration(captured, order.state);
  // What has come back is never taken again, whatever becomes known of the order.
  if (target.points <= restored) return [];
  return [{ order, captured, restored, restoration: target, from: null }];
}

function byPlace(a: PlannedCapture, b: PlannedCapture): number {
  const placed = ({ order }: PlannedCapture) => order.state.facts.processedAt.getTime();
  return placed(a) - placed(b) || (a.order.state.orderId < b.order.state.orderId ? -1 : 1);
}

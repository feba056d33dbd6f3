import { listMarkedOrders, readMarks, type KnownMark } from "../db/refetch-queries.server.ts";
import { hasScope } from "../db/shop-life-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { OrderId, ShopId } from "../domain/ids.ts";
import type { OrderEvent } from "../domain/order/order.ts";
import { accrueOrders, type AccrueHooks } from "./accrue-orders.server.ts";
import { mergeChangedCustomers } from "./merge-changed-customers.server.ts";
import type { ShopReader, ShopReaderOf } from "./shop-reader.ts";

/** What came of one marked order. */
export type Refetched =
  /** The Admin API has decided, and the mark is cleared. */
  | { readonly kind: "settled" }
  /** Nobody was in doubt about it any more. */
  | { readonly kind: "not_marked" }
  /** Shopify no longer has it: its points are taken back. */
  | { readonly kind: "deleted" }
  /** It was marked anew while it was being read: to be read again. */
  | { readonly kind: "marked_again" }
  /** Shopify shows no order so old without read_all_orders; a person must look. */
  | { readonly kind: "out_of_reach" }
  /** Shopify, or what it answered, stood in the way: to be tried again. */
  | { readonly kind: "failed"; readonly reason: string };

// A day less than Shopify's 60: by then no answer may only mean too old.
const REACH_MS = 59 * 24 * 60 * 60 * 1000;

/**
 * Reads marked orders from the Admin API, one after the other, and lets it
 * decide. A mark made after an order was asked for stays: the answer may not
 * know of it. An order that fails does not stop the others.
 */
export async function refetchOrders(
  db: Database,
  reader: ShopReader,
  shop: ShopId,
  orders: readonly OrderId[],
  now: Date,
  options: AccrueHooks = {},
): Promise<Map<OrderId, Refetched>> {
  const outcomes = new Map<OrderId, Refetched>();
  for (const order of orders) {
    const outcome = await refetchOrder(db, reader, shop, order, now, options).catch(
      (error: unknown): Refetched => ({
        kind: "failed",
        reason: error instanceof Error ? error.message : String(error),
      }),
    );
    outcomes.set(order, outcome);
  }
  return outcomes;
}

/**
 * Reads all marked orders of a shop, or of all shops where it is null.
 * @returns how many came to which end
 */
export async function refetchMarkedOrders(
  db: Database,
  readerOf: ShopReaderOf,
  shop: ShopId | null,
  now: Date,
): Promise<Partial<Record<Refetched["kind"], number>>> {
  const counts: Partial<Record<Refetched["kind"], number>> = {};
  const byShop = new Map<ShopId, OrderId[]>();
  for (const marked of await listMarkedOrders(queryable(db.pool), shop)) {
    byShop.set(marked.shop, [...(byShop.get(marked.shop) ?? []), marked.orderId]);
  }
  for (const [one, orders] of byShop) {
    const outcomes = await refetchOrders(db, readerOf(one), one, orders, now);
    for (const { kind } of outcomes.values()) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

async function refetchOrder(
  db: Database,
  reader: ShopReader,
  shop: ShopId,
  orderId: OrderId,
  now: Date,
  options: AccrueHooks,
): Promise<Refetched> {
  const sql = queryable(db.pool);
  const [mark] = await readMarks(sql, shop, [orderId]);
  if (!mark?.refetchSince) return { kind: "not_marked" };
  // The mark was read before Shopify is asked, whatever our clocks say.
  const fetchStartedAt = now > mark.refetchSince ? now : mark.refetchSince;

  const facts = await reader.order(orderId);
  if (facts) await mergeChangedCustomers(db, reader, shop, [facts], now, options);
  else if (!(await showsOrdersOf(db, shop, mark, now))) return { kind: "out_of_reach" };
  const event: OrderEvent = facts
    ? { kind: "state", facts }
    : { kind: "deleted", orderId, at: now, source: "admin" };
  await accrueOrders(db, shop, [event], now, { ...options, fetchStartedAt });

  const [after] = await readMarks(sql, shop, [orderId]);
  if (after?.refetchSince) return { kind: "marked_again" };
  return facts ? { kind: "settled" } : { kind: "deleted" };
}

/** Whether an order of that age would be shown, so that no answer means no order. */
async function showsOrdersOf(
  db: Database,
  shop: ShopId,
  { processedAt }: KnownMark,
  now: Date,
): Promise<boolean> {
  if (processedAt !== null && processedAt.getTime() > now.getTime() - REACH_MS) return true;
  return hasScope(queryable(db.pool), shop, "read_all_orders");
}

import { advanceSyncCursor, findSyncCursor } from "../db/sync-cursor-queries.server.ts";
import { findShopLife, hasScope } from "../db/shop-life-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import type { OrderFacts } from "../domain/order/order.ts";
import { accrueOrders, type AccrueHooks } from "./accrue-orders.server.ts";
import { markOrdersToReadAgain } from "./mark-orders.server.ts";
import { mergeChangedCustomers } from "./merge-changed-customers.server.ts";
import type { ShopReader } from "./shop-reader.ts";

export interface Reconciliation {
  /** Orders read; each was compared with what is stored. */
  readonly orders: number;
  readonly transfers: number;
  /** Members that were merged because an order had changed hands. */
  readonly merges: number;
  /** Orders that changed from here on were read. */
  readonly since: Date;
  /** Set where orders before it are out of reach, for want of read_all_orders. */
  readonly outOfReachBefore: Date | null;
}

export const CURSOR = "orders";

// A change shows up in Shopify's search a little after it was made, and two
// clocks never agree; what is read twice is posted once.
const OVERLAP_MS = 15 * 60 * 1000;
const REACH_MS = 60 * 24 * 60 * 60 * 1000;

/**
 * Reads all orders that changed since the last run, less an overlap, and
 * accrues them, so that what a lost webhook should have told is told. The
 * cursor follows page by page, each after its page is committed, up to the last
 * change that was seen: an interrupted run is taken up where it stopped. An order
 * that makes no sense holds up no other; it is left to a job of its own. The
 * first run starts with the installation.
 * @param now when it is recorded; the cursor never goes beyond it
 * @returns null for a shop that is not installed
 */
export async function reconcileOrders(
  db: Database,
  reader: ShopReader,
  shop: ShopId,
  now: Date,
  options: AccrueHooks = {},
): Promise<Reconciliation | null> {
  const sql = queryable(db.pool);
  const life = await findShopLife(sql, shop);
  if (!life?.installedAt || life.uninstalledAt) return null;
  const doneTo = (await findSyncCursor(sql, shop, CURSOR)) ?? life.installedAt;
  const since = new Date(doneTo.getTime() - OVERLAP_MS);

  const done = { orders: 0, transfers: 0, merges: 0 };
  let after: string | null = null;
  do {
    const fetchStartedAt = now;
    const page = await reader.ordersUpdatedSince(since, after);
    await markOrdersToReadAgain(db, shop, page.unreadable, "unreadable", now, options);
    done.merges += await mergeChangedCustomers(db, reader, shop, page.orders, now, options);
    const events = page.orders.map((facts) => ({ kind: "state" as const, facts }));
    const accrued = await accrueOrders(db, shop, events, now, { ...options, fetchStartedAt });
    done.orders += accrued.orders;
    done.transfers += accrued.transfers;
    const seen = latestChange(page.orders);
    if (seen) await advanceSyncCursor(sql, shop, CURSOR, seen < now ? seen : now);
    after = page.next;
  } while (after !== null);

  return { ...done, since, outOfReachBefore: await outOfReach(db, shop, since, now) };
}

async function outOfReach(
  db: Database,
  shop: ShopId,
  since: Date,
  now: Date,
): Promise<Date | null> {
  const reach = new Date(now.getTime() - REACH_MS);
  if (since >= reach || (await hasScope(queryable(db.pool), shop, "read_all_orders"))) return null;
  return reach;
}

function latestChange(orders: readonly OrderFacts[]): Date | null {
  let latest: Date | null = null;
  for (const { updatedAt } of orders) if (!latest || updatedAt > latest) latest = updatedAt;
  return latest;
}

import { ordersPlacedSince } from "../db/refetch-queries.server.ts";
import { findShopLife } from "../db/shop-life-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { OrderId, ShopId } from "../domain/ids.ts";
import type { AccrueHooks } from "./accrue-orders.server.ts";
import { markOrdersToReadAgain } from "./mark-orders.server.ts";
import type { ShopReader } from "./shop-reader.ts";

export interface DeletedOrders {
  /** Orders that Shopify was asked about. */
  readonly orders: number;
  /** Those that it did not know; each is read again before its points are taken back. */
  readonly missing: number;
}

/** Older orders are shown to nobody without read_all_orders, so their absence says nothing. */
const REACH_MS = 59 * 24 * 60 * 60 * 1000;
const ORDERS_A_CALL = 250;

/**
 * Asks Shopify whether it still has the orders of the last weeks. A deletion
 * changes no order, so reconciliation never sees one whose webhook was lost.
 * @returns null for a shop that is not installed
 */
export async function findDeletedOrders(
  db: Database,
  reader: ShopReader,
  shop: ShopId,
  now: Date,
  options: AccrueHooks = {},
): Promise<DeletedOrders | null> {
  const sql = queryable(db.pool);
  const life = await findShopLife(sql, shop);
  if (!life?.installedAt || life.uninstalledAt) return null;
  const since = new Date(now.getTime() - REACH_MS);
  const found = { orders: 0, missing: 0 };
  let after: OrderId | null = null;
  for (;;) {
    const orders: OrderId[] = await ordersPlacedSince(sql, shop, since, after, ORDERS_A_CALL);
    if (orders.length === 0) return found;
    const missing = await reader.missingOrders(orders);
    await markOrdersToReadAgain(db, shop, missing, "missing", now, options);
    found.orders += orders.length;
    found.missing += missing.length;
    after = orders.at(-1) ?? null;
  }
}

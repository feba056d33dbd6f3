import type { OrderId, ShopId } from "../domain/ids.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** An order that the Admin API must still decide about. */
export interface MarkedOrder {
  readonly shop: ShopId;
  readonly orderId: OrderId;
}

/**
 * Marked orders of installed shops, longest marked first, without those for
 * which a job of the queue waits, runs or has failed for good.
 */
export function findMarkedOrders(
  db: Queryable,
  queue: string,
  limit: number,
): Promise<MarkedOrder[]> {
  return db.query<MarkedOrder>(
    `SELECT o.shop, o.order_id AS "orderId"
     FROM orders o JOIN shops s USING (shop)
     WHERE o.refetch_since IS NOT NULL AND s.uninstalled_at IS NULL
       AND NOT EXISTS (
         SELECT 1 FROM pgboss.job j
         WHERE j.name = $1 AND j.singleton_key = o.shop || '/' || o.order_id
           AND (j.state < 'completed' OR (j.state = 'failed' AND j.completed_on >= o.refetch_since)))
     ORDER BY o.refetch_since, o.shop, o.order_id
     LIMIT $2`,
    [queue, limit],
  );
}

/** Marked orders of one shop, or of all where it is null, whatever jobs there are. */
export function listMarkedOrders(db: Queryable, shop: ShopId | null): Promise<MarkedOrder[]> {
  return db.query<MarkedOrder>(
    `SELECT shop, order_id AS "orderId" FROM orders
     WHERE refetch_since IS NOT NULL AND ($1::text IS NULL OR shop = $1)
     ORDER BY shop, refetch_since, order_id`,
    [shop],
  );
}

/** What is known of orders before the Admin API is asked about them. */
export interface KnownMark {
  readonly orderId: OrderId;
  readonly processedAt: Date | null;
  readonly refetchSince: Date | null;
}

/** The marks of the orders as they stand; orders never heard of are absent. */
export function readMarks(
  db: Queryable,
  shop: ShopId,
  orders: readonly OrderId[],
): Promise<KnownMark[]> {
  return db.query<KnownMark>(
    `SELECT order_id AS "orderId", processed_at AS "processedAt", refetch_since AS "refetchSince"
     FROM orders WHERE shop = $1 AND order_id = ANY($2::text[])`,
    [shop, orders],
  );
}

/** The next orders of a shop that should still be at Shopify, in order of id. */
export async function ordersPlacedSince(
  db: Queryable,
  shop: ShopId,
  since: Date,
  after: OrderId | null,
  limit: number,
): Promise<OrderId[]> {
  const rows = await db.query<{ order_id: OrderId }>(
    `SELECT order_id FROM orders
     WHERE shop = $1 AND order_id > $2 AND processed_at >= $3
       AND deleted_at IS NULL AND refetch_since IS NULL
     ORDER BY order_id LIMIT $4`,
    [shop, after ?? "", since, limit],
  );
  return rows.map((row) => row.order_id);
}

/** Marks orders that Shopify did not know, unless they are marked already. */
export async function markMissing(
  tx: Tx,
  shop: ShopId,
  orders: readonly OrderId[],
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE orders SET refetch_reason = 'missing', refetch_since = $3
     WHERE shop = $1 AND order_id = ANY($2::text[]) AND refetch_since IS NULL`,
    [shop, orders, now],
  );
}

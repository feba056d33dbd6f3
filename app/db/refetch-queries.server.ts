import type { OrderId, ShopId } from "../domain/ids.ts";
import type { RefetchReason } from "../domain/order/order.ts";
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

/**
 * Marks orders, known or not, unless they are marked already or deleted.
 * @returns those that are marked now and were not before
 */
export async function markOrders(
  tx: Tx,
  shop: ShopId,
  orders: readonly OrderId[],
  reason: RefetchReason,
  now: Date,
): Promise<OrderId[]> {
  const rows = await tx.query<{ order_id: OrderId }>(
    `INSERT INTO orders AS o (shop, order_id, refetch_reason, refetch_since)
     SELECT $1, order_id, $3, $4 FROM unnest($2::text[]) AS wanted (order_id) ORDER BY order_id
     ON CONFLICT (shop, order_id) DO UPDATE
        SET refetch_reason = excluded.refetch_reason, refetch_since = excluded.refetch_since
      WHERE o.refetch_since IS NULL AND o.deleted_at IS NULL
     RETURNING order_id`,
    [shop, orders, reason, now],
  );
  return rows.map((row) => row.order_id);
}

import type { Queryable } from "./transaction.server.ts";

/**
 * Empties the raw bodies of up to `limit` deliveries processed before `before`.
 * @returns how many were emptied; fewer than `limit` means that none are left
 */
export async function emptyDeliveryBodies(
  db: Queryable,
  before: Date,
  limit: number,
): Promise<number> {
  const rows = await db.query(
    `UPDATE deliveries d SET body = NULL
     FROM (
       SELECT shop, delivery_id FROM deliveries
       WHERE body IS NOT NULL AND state = 'done' AND processed_at < $1
       ORDER BY shop, processed_at
       LIMIT $2
       FOR UPDATE SKIP LOCKED
     ) old
     WHERE d.shop = old.shop AND d.delivery_id = old.delivery_id
     RETURNING d.delivery_id`,
    [before, limit],
  );
  return rows.length;
}

/**
 * Empties the raw bodies of processed deliveries about orders of customers
 * whose data Shopify has had erased, however young.
 * @returns how many were emptied
 */
export async function emptyBodiesOfRedacted(db: Queryable): Promise<number> {
  const rows = await db.query(
    `UPDATE deliveries d SET body = NULL
     FROM customers c
     JOIN orders o ON o.shop = c.shop AND (o.customer_id = c.customer_id OR o.claimed_by = c.customer_id)
     WHERE c.redacted_at IS NOT NULL
       AND d.shop = o.shop AND d.order_id = o.order_id
       AND d.body IS NOT NULL AND d.state = 'done'
     RETURNING d.delivery_id`,
  );
  return rows.length;
}

/** Deletes the answers to data requests that were made before `before`. */
export async function deleteDataExports(db: Queryable, before: Date): Promise<number> {
  const rows = await db.query(
    "DELETE FROM data_exports WHERE created_at < $1 RETURNING export_id",
    [before],
  );
  return rows.length;
}

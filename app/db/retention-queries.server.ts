import { IS_DEAD, IS_QUEUED, KNOWN_BY_BODY_ALONE, NUMBERS_IN_BODY } from "./body-numbers.server.ts";
import type { Queryable } from "./transaction.server.ts";

/**
 * Empties the raw bodies of up to `limit` deliveries whose 30 days count from before `before`.
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
       SELECT shop, delivery_id FROM deliveries d
       WHERE body IS NOT NULL AND body_since < $1 AND NOT EXISTS (
         SELECT 1 FROM delivery_queue q WHERE q.shop = d.shop AND q.delivery_id = d.delivery_id)
       ORDER BY body_since
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
 * Empties the raw bodies of up to `limit` dead deliveries received before
 * `before`; the rows stay, each with its error.
 * @returns how many were emptied; fewer than `limit` means that none are left
 */
export async function emptyDeadBodies(db: Queryable, before: Date, limit: number): Promise<number> {
  const rows = await db.query(
    `UPDATE deliveries d SET body = NULL
     FROM (
       SELECT shop, delivery_id FROM delivery_queue q JOIN deliveries d USING (shop, delivery_id)
       WHERE q.due_at IS NULL AND d.body IS NOT NULL AND d.received_at < $1
       ORDER BY shop, delivery_id
       LIMIT $2
       FOR UPDATE OF d SKIP LOCKED
     ) old
     WHERE d.shop = old.shop AND d.delivery_id = old.delivery_id
     RETURNING d.delivery_id`,
    [before, limit],
  );
  return rows.length;
}

/**
 * Empties the raw bodies of deliveries about orders of customers whose data
 * Shopify has had erased, however young, but for those that still wait for the
 * worker. What has died or was refused may name its customer in its body alone.
 * @returns how many were emptied
 */
export async function emptyBodiesOfRedacted(db: Queryable): Promise<number> {
  const known = await db.query(
    `UPDATE deliveries d SET body = NULL
     FROM customers c
     JOIN orders o ON o.shop = c.shop AND (o.customer_id = c.customer_id OR o.claimed_by = c.customer_id)
     WHERE c.redacted_at IS NOT NULL
       AND d.shop = o.shop AND d.order_id = o.order_id
       AND d.body IS NOT NULL AND NOT ${IS_QUEUED}
     RETURNING d.delivery_id`,
  );
  // The numbers are read once for each body, then looked up by key.
  const named = await db.query(
    `WITH bodies AS MATERIALIZED (
       SELECT shop, delivery_id, ${NUMBERS_IN_BODY} AS numbers FROM deliveries d
       WHERE body IS NOT NULL AND ${KNOWN_BY_BODY_ALONE} AND topic <> 'customers/merge'
         AND (${IS_DEAD} OR (topic NOT LIKE 'customers/%' AND NOT ${IS_QUEUED})))
     UPDATE deliveries d SET body = NULL
     FROM bodies b
     WHERE d.shop = b.shop AND d.delivery_id = b.delivery_id
       AND EXISTS (
         SELECT 1 FROM customers c
         WHERE c.shop = b.shop AND c.customer_id = ANY(b.numbers) AND c.redacted_at IS NOT NULL)
     RETURNING d.delivery_id`,
  );
  return known.length + named.length;
}

/** Deletes the answers to data requests that were made before `before`. */
export async function deleteDataExports(db: Queryable, before: Date): Promise<number> {
  const rows = await db.query(
    "DELETE FROM data_exports WHERE created_at < $1 RETURNING export_id",
    [before],
  );
  return rows.length;
}

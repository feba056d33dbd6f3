import type { ShopId } from "../domain/ids.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** A delivery that waits to be processed. */
export interface QueuedDelivery {
  readonly shop: ShopId;
  readonly deliveryId: bigint;
  readonly topic: string;
  /** The encoded order event; null where the delivery is not about an order. */
  readonly facts: unknown;
  /** When it happened, by Shopify's clock; null where nobody said. */
  readonly triggeredAt: Date | null;
  readonly attempts: number;
}

/**
 * Takes the oldest deliveries that are due, all of one shop, so that the
 * transaction touches no other, and marks them as processed: a transaction that
 * fails puts them back. One that has failed before comes alone, because it would
 * take a whole batch down with it each time. Deliveries taken elsewhere are
 * passed over.
 * @returns at most `limit`, in the order in which they came; none when nothing is due
 */
export async function takeDeliveries(tx: Tx, now: Date, limit: number): Promise<QueuedDelivery[]> {
  const [oldest] = await tx.query<{ shop: ShopId; deliveryId: bigint; attempts: number }>(
    `SELECT shop, delivery_id AS "deliveryId", attempts FROM deliveries
      WHERE state = 'queued' AND next_attempt_at <= $1
      ORDER BY next_attempt_at, delivery_id LIMIT 1
        FOR UPDATE SKIP LOCKED`,
    [now],
  );
  if (!oldest) return [];
  if (oldest.attempts > 0) {
    const alone = await takeDelivery(tx, oldest.shop, oldest.deliveryId, now);
    return alone ? [alone] : [];
  }
  return finish(
    tx,
    `SELECT shop, delivery_id FROM deliveries
      WHERE shop = $2 AND state = 'queued' AND next_attempt_at <= $1 AND attempts = 0
      ORDER BY next_attempt_at, delivery_id LIMIT $3
        FOR UPDATE SKIP LOCKED`,
    [now, oldest.shop, limit],
  );
}

/** Takes one delivery; null when it is no longer queued or is taken elsewhere. */
export async function takeDelivery(
  tx: Tx,
  shop: ShopId,
  deliveryId: bigint,
  now: Date,
): Promise<QueuedDelivery | null> {
  const rows = await finish(
    tx,
    `SELECT shop, delivery_id FROM deliveries
      WHERE shop = $2 AND delivery_id = $3 AND state = 'queued'
        FOR UPDATE SKIP LOCKED`,
    [now, shop, deliveryId],
  );
  return rows[0] ?? null;
}

async function finish(
  tx: Tx,
  taken: string,
  values: readonly unknown[],
): Promise<QueuedDelivery[]> {
  const rows = await tx.query<QueuedDelivery>(
    `WITH taken AS MATERIALIZED (${taken})
     UPDATE deliveries d SET state = 'done', processed_at = $1, last_error = NULL, facts = NULL
       FROM taken WHERE d.shop = taken.shop AND d.delivery_id = taken.delivery_id
     RETURNING d.shop, d.delivery_id AS "deliveryId", d.topic, old.facts,
               d.triggered_at AS "triggeredAt", d.attempts`,
    values,
  );
  return rows.sort((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1));
}

/** The raw body of a delivery; null once removed. */
export async function deliveryBody(
  tx: Tx,
  shop: ShopId,
  deliveryId: bigint,
): Promise<Buffer | null> {
  const rows = await tx.query<{ body: Buffer | null }>(
    `SELECT body FROM deliveries WHERE shop = $1 AND delivery_id = $2`,
    [shop, deliveryId],
  );
  return rows[0]?.body ?? null;
}

/** Notes a failed attempt: tried again at `nextAttemptAt`, or dead where that is null. */
export async function failDelivery(
  db: Queryable,
  delivery: QueuedDelivery,
  error: string,
  nextAttemptAt: Date | null,
): Promise<void> {
  await db.query(
    `UPDATE deliveries
        SET attempts = attempts + 1, last_error = $3,
            state = CASE WHEN $4::timestamptz IS NULL THEN 'dead' ELSE 'queued' END::delivery_state,
            next_attempt_at = coalesce($4, next_attempt_at)
      WHERE shop = $1 AND delivery_id = $2 AND state = 'queued'`,
    [delivery.shop, delivery.deliveryId, error, nextAttemptAt],
  );
}

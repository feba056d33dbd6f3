import type { ShopId } from "../domain/ids.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** A delivery that waits to be processed. */
export interface QueuedDelivery {
  readonly shop: ShopId;
  readonly deliveryId: bigint;
  readonly topic: string;
  /** The encoded order event; null where the delivery is not about an order. */
  readonly facts: unknown;
  readonly attempts: number;
}

/**
 * Claims the oldest deliveries that are due, all of one shop, so that the
 * transaction touches no other. Deliveries claimed elsewhere are passed over.
 * @returns at most `limit`, the oldest first; none when nothing is due
 */
export async function claimDeliveries(tx: Tx, now: Date, limit: number): Promise<QueuedDelivery[]> {
  const [oldest] = await tx.query<{ shop: ShopId }>(
    `SELECT shop FROM deliveries
      WHERE state = 'queued' AND next_attempt_at <= $1
      ORDER BY next_attempt_at, delivery_id LIMIT 1
        FOR UPDATE SKIP LOCKED`,
    [now],
  );
  if (!oldest) return [];
  return tx.query<QueuedDelivery>(
    `SELECT shop, delivery_id AS "deliveryId", topic, facts, attempts FROM deliveries
      WHERE shop = $1 AND state = 'queued' AND next_attempt_at <= $2
      ORDER BY delivery_id LIMIT $3
        FOR UPDATE SKIP LOCKED`,
    [oldest.shop, now, limit],
  );
}

/** Claims one delivery; null when it is no longer queued or is claimed elsewhere. */
export async function claimDelivery(
  tx: Tx,
  shop: ShopId,
  deliveryId: bigint,
): Promise<QueuedDelivery | null> {
  const rows = await tx.query<QueuedDelivery>(
    `SELECT shop, delivery_id AS "deliveryId", topic, facts, attempts FROM deliveries
      WHERE shop = $1 AND delivery_id = $2 AND state = 'queued'
        FOR UPDATE SKIP LOCKED`,
    [shop, deliveryId],
  );
  return rows[0] ?? null;
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

/** Marks claimed deliveries of one shop as processed. */
export async function finishDeliveries(
  tx: Tx,
  shop: ShopId,
  deliveryIds: readonly bigint[],
  now: Date,
): Promise<void> {
  if (deliveryIds.length === 0) return;
  await tx.query(
    `UPDATE deliveries SET state = 'done', processed_at = $3, last_error = NULL
      WHERE shop = $1 AND delivery_id = ANY($2::bigint[])`,
    [shop, deliveryIds, now],
  );
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

import type { ShopId } from "../domain/ids.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** A delivery that waits to be processed. */
export interface QueuedDelivery {
  readonly shop: ShopId;
  readonly deliveryId: bigint;
  /** The encoded order event; null where the delivery is not about an order. */
  readonly facts: unknown;
  readonly attempts: number;
  readonly receivedAt: Date;
}

/** A delivery's body counts its 30 days from its arrival, unless it was processed later than this. */
const LATE_MS = 24 * 60 * 60 * 1000;

/**
 * Takes the oldest deliveries that are due, all of one shop, so that the
 * transaction touches no other, out of the queue: a transaction that fails puts
 * them back. Those that points were held for come first. One that has failed
 * before comes alone, because it would take a whole batch down with it each
 * time. Deliveries taken elsewhere are passed over.
 * @returns at most `limit`, in the order in which they came; none when nothing is due
 */
export async function takeDeliveries(tx: Tx, now: Date, limit: number): Promise<QueuedDelivery[]> {
  const [next] = await tx.query<{ shop: ShopId; deliveryId: bigint; attempts: number }>(
    `SELECT shop, delivery_id AS "deliveryId", attempts FROM delivery_queue
      WHERE due_at <= $1
      ORDER BY goes_first DESC, due_at, delivery_id LIMIT 1
        FOR UPDATE SKIP LOCKED`,
    [now],
  );
  if (!next) return [];
  if (next.attempts > 0) {
    const alone = await takeDelivery(tx, next.shop, next.deliveryId, now);
    return alone ? [alone] : [];
  }
  return take(
    tx,
    now,
    `SELECT shop, delivery_id FROM delivery_queue
      WHERE shop = $1 AND due_at <= $2 AND attempts = 0
      ORDER BY goes_first DESC, due_at, delivery_id LIMIT $3
        FOR UPDATE SKIP LOCKED`,
    [next.shop, now, limit],
  );
}

/** Takes one delivery; null when it is no longer queued or is taken elsewhere. */
export async function takeDelivery(
  tx: Tx,
  shop: ShopId,
  deliveryId: bigint,
  now: Date,
): Promise<QueuedDelivery | null> {
  const rows = await take(
    tx,
    now,
    `SELECT shop, delivery_id FROM delivery_queue
      WHERE shop = $1 AND delivery_id = $2 AND due_at IS NOT NULL
        FOR UPDATE SKIP LOCKED`,
    [shop, deliveryId],
  );
  return rows[0] ?? null;
}

async function take(
  tx: Tx,
  now: Date,
  wanted: string,
  values: readonly unknown[],
): Promise<QueuedDelivery[]> {
  const rows = await tx.query<QueuedDelivery>(
    `WITH wanted AS MATERIALIZED (${wanted})
     DELETE FROM delivery_queue q USING wanted
      WHERE q.shop = wanted.shop AND q.delivery_id = wanted.delivery_id
     RETURNING q.shop, q.delivery_id AS "deliveryId", q.facts, q.attempts,
               q.received_at AS "receivedAt"`,
    values,
  );
  await keepLonger(
    tx,
    rows.filter((row) => now.getTime() - row.receivedAt.getTime() > LATE_MS),
    now,
  );
  return rows.sort((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1));
}

/** Has the bodies' 30 days count from now. */
async function keepLonger(tx: Tx, late: readonly QueuedDelivery[], now: Date): Promise<void> {
  if (late.length === 0) return;
  await tx.query(
    `UPDATE deliveries d SET body_since = $3
       FROM unnest($1::text[], $2::bigint[]) AS late (shop, delivery_id)
      WHERE d.shop = late.shop AND d.delivery_id = late.delivery_id`,
    [late.map((one) => one.shop), late.map((one) => one.deliveryId), now],
  );
}

/** What a delivery brought, as it was received. */
export interface ReceivedDelivery {
  readonly topic: string;
  /** When it happened, by Shopify's clock; null where nobody said. */
  readonly triggeredAt: Date | null;
  /** The raw body; null once removed. */
  readonly body: Buffer | null;
}

/** @returns null for a delivery that there is not */
export async function findDelivery(
  db: Queryable,
  shop: ShopId,
  deliveryId: bigint,
): Promise<ReceivedDelivery | null> {
  const rows = await db.query<ReceivedDelivery>(
    `SELECT topic, triggered_at AS "triggeredAt", body FROM deliveries
      WHERE shop = $1 AND delivery_id = $2`,
    [shop, deliveryId],
  );
  return rows[0] ?? null;
}

/**
 * Notes a failed attempt: tried again at `dueAt`, or dead where that is null.
 * @returns the delivery's topic; null where it is no longer queued
 */
export async function failDelivery(
  db: Queryable,
  { shop, deliveryId }: QueuedDelivery,
  error: string,
  dueAt: Date | null,
): Promise<string | null> {
  const [row] = await db.query<{ topic: string }>(
    `UPDATE delivery_queue q SET attempts = attempts + 1, last_error = $3, due_at = $4
       FROM deliveries d
      WHERE q.shop = $1 AND q.delivery_id = $2 AND q.due_at IS NOT NULL
        AND d.shop = q.shop AND d.delivery_id = q.delivery_id
     RETURNING d.topic`,
    [shop, deliveryId, error, dueAt],
  );
  return row?.topic ?? null;
}

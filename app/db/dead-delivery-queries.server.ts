import type { ShopId } from "../domain/ids.ts";
import { DELIVERIES_CHANNEL } from "./delivery-insert-queries.server.ts";
import type { Queryable } from "./transaction.server.ts";

/** A delivery that was refused on arrival, or has failed for good. */
export interface DeadDelivery {
  readonly shop: ShopId;
  readonly deliveryId: bigint;
  readonly topic: string;
  readonly receivedAt: Date;
  readonly attempts: number;
  readonly error: string | null;
  /** False once nothing is left of what it said: then it cannot be processed any more. */
  readonly isReadable: boolean;
}

/** Dead deliveries of a shop, or of all where it is null, the oldest first. */
export function listDeadDeliveries(db: Queryable, shop: ShopId | null): Promise<DeadDelivery[]> {
  return db.query<DeadDelivery>(
    `SELECT shop, delivery_id AS "deliveryId", topic, d.received_at AS "receivedAt", attempts,
            last_error AS error, (facts IS NOT NULL OR body IS NOT NULL) AS "isReadable"
     FROM delivery_queue q JOIN deliveries d USING (shop, delivery_id)
     WHERE due_at IS NULL AND ($1::text IS NULL OR shop = $1)
     ORDER BY shop, delivery_id`,
    [shop],
  );
}

/**
 * Queues dead deliveries anew, with all their attempts before them, and wakes
 * the worker. Those of which nothing is left stay dead.
 * @param shop null for all shops
 * @param deliveryId null for all deliveries
 * @returns how many were queued
 */
export async function requeueDead(
  db: Queryable,
  shop: ShopId | null,
  deliveryId: bigint | null,
  now: Date,
): Promise<number> {
  const [row] = await db.query<{ queued: number }>(
    `WITH queued AS (
       UPDATE delivery_queue q SET attempts = 0, due_at = $3
         FROM deliveries d
        WHERE due_at IS NULL AND (q.facts IS NOT NULL OR d.body IS NOT NULL)
          AND d.shop = q.shop AND d.delivery_id = q.delivery_id
          AND ($1::text IS NULL OR q.shop = $1) AND ($2::bigint IS NULL OR q.delivery_id = $2)
        RETURNING 1),
     counted AS (SELECT count(*)::int AS queued FROM queued)
     SELECT queued, CASE WHEN queued > 0 THEN pg_notify('${DELIVERIES_CHANNEL}', '') END
     FROM counted`,
    [shop, deliveryId, now],
  );
  return row?.queued ?? 0;
}

import { listDeadDeliveries, requeueDead } from "../db/dead-delivery-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";

/** `not_dead`: it waits, is done, or is not there. `unreadable`: nothing is left of what it said. */
export type QueueAgainOutcome = "queued" | "not_dead" | "unreadable";

/**
 * Has a dead delivery tried again, once what it failed at is mended.
 * @param shop null for whichever shop's it is
 */
export async function queueAgain(
  db: Database,
  shop: ShopId | null,
  deliveryId: bigint,
  now: Date,
): Promise<QueueAgainOutcome> {
  const sql = queryable(db.pool);
  if ((await requeueDead(sql, shop, deliveryId, now)) > 0) return "queued";
  const dead = await listDeadDeliveries(sql, shop);
  return dead.some((one) => one.deliveryId === deliveryId) ? "unreadable" : "not_dead";
}

/**
 * Has all dead deliveries of a shop, or of all shops where it is null, tried
 * again, but for those of which nothing is left.
 * @returns how many were queued
 */
export function queueAllAgain(db: Database, shop: ShopId | null, now: Date): Promise<number> {
  return requeueDead(queryable(db.pool), shop, null, now);
}

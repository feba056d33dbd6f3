import { requeueDelivery } from "../db/delivery-queue-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";

/**
 * Has a dead delivery tried again, once what it failed at is mended.
 * @returns `not_dead` for one that waits, is done, or is not there
 */
export async function queueAgain(
  db: Database,
  shop: ShopId,
  deliveryId: bigint,
  now: Date,
): Promise<"queued" | "not_dead"> {
  const isQueued = await requeueDelivery(queryable(db.pool), shop, deliveryId, now);
  return isQueued ? "queued" : "not_dead";
}

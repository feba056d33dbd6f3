import type { Database } from "../db/pool.server.ts";
import { emptyBodiesOfRedacted, emptyDeliveryBodies } from "../db/retention-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";

/** How long the raw body of a processed delivery is kept, for those who look into a doubt. */
export const BODY_RETENTION_DAYS = 30;

const BATCH = 500;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Removes the raw bodies of deliveries processed more than 30 days before `at`,
 * and at once those of orders whose customer Shopify has had erased. Each batch
 * is committed by itself: what was removed stays removed if the run is ended.
 */
export async function removeBodies(db: Database, at: Date): Promise<{ removed: number }> {
  const sql = queryable(db.pool);
  const before = new Date(at.getTime() - BODY_RETENTION_DAYS * DAY_MS);
  let removed = await emptyBodiesOfRedacted(sql);
  for (;;) {
    const emptied = await emptyDeliveryBodies(sql, before, BATCH);
    removed += emptied;
    if (emptied < BATCH) return { removed };
  }
}

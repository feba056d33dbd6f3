import type { Database } from "../db/pool.server.ts";
import {
  emptyBodiesOfRedacted,
  emptyDeadBodies,
  emptyDeliveryBodies,
} from "../db/retention-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";

/** How long the raw body of a processed delivery is kept, for those who look into a doubt. */
export const BODY_RETENTION_DAYS = 30;

/** How long the raw body of a dead delivery waits for someone to mend what it failed at. */
export const DEAD_BODY_RETENTION_DAYS = 90;

const BATCH = 500;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Removes the raw bodies of deliveries processed more than 30 days before `at`,
 * of dead ones received more than 90 days before it, and at once those of orders
 * whose customer Shopify has had erased. Each batch is committed by itself: what
 * was removed stays removed if the run is ended.
 */
export async function removeBodies(db: Database, at: Date): Promise<{ removed: number }> {
  const sql = queryable(db.pool);
  const before = (days: number) => new Date(at.getTime() - days * DAY_MS);
  const ofRedacted = await emptyBodiesOfRedacted(sql);
  const processed = await inBatches((limit) =>
    emptyDeliveryBodies(sql, before(BODY_RETENTION_DAYS), limit),
  );
  const dead = await inBatches((limit) =>
    emptyDeadBodies(sql, before(DEAD_BODY_RETENTION_DAYS), limit),
  );
  return { removed: ofRedacted + processed + dead };
}

async function inBatches(empty: (limit: number) => Promise<number>): Promise<number> {
  for (let removed = 0; ;) {
    const emptied = await empty(BATCH);
    removed += emptied;
    if (emptied < BATCH) return removed;
  }
}

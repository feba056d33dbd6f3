import type { Job as Queued, PgBoss } from "pg-boss";
import { shopsWithHoldsToEnd } from "../db/hold-life-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { CustomerId, ShopId } from "../domain/ids.ts";
import { clearHoldsOf } from "../services/clear-holds.server.ts";
import type { OnHoldsSettled } from "../services/holds-settled.ts";
import type { RequestJob } from "../services/job-requests.ts";
import { AdminFailure } from "../shopify/admin-answer.ts";
import { holdMetafields } from "../shopify/hold-metafield.server.ts";
import type { JobContext, JobReport } from "./job.server.ts";

/** One customer whose metafield is to show what our rows say. */
export interface HoldSyncData {
  readonly shop: ShopId;
  readonly customerId: CustomerId;
}

/**
 * Its jobs are one per customer while they wait. One that runs has read the rows
 * already, so what changes meanwhile may put another in the queue.
 */
export const HOLD_QUEUE = "sync-hold-metafield";

/** Has the customers' metafields brought up to date, in the transaction that changed the rows. */
export function enqueueHolds(requestJob: RequestJob): OnHoldsSettled {
  return async (tx, shop, customers) => {
    for (const customerId of new Set(customers)) {
      const key = `${shop}/${customerId}`;
      await requestJob(tx, { name: HOLD_QUEUE, shop, key, data: { customerId } });
    }
  };
}

/** @throws AdminFailure where Shopify did not answer: pg-boss tries again */
export async function syncQueued(
  { db, adminOf, now, log }: JobContext,
  { data: { shop, customerId } }: Queued<HoldSyncData>,
): Promise<void> {
  const metafields = holdMetafields(adminOf(shop));
  const { synced, released } = await clearHoldsOf(db, metafields, shop, customerId, now());
  if (synced.kind !== "synced") throw new AdminFailure("HoldWrite", synced);
  log.debug({ job: HOLD_QUEUE, shop, released }, "job done");
}

/** Hands a job about holds out to the shops that have any to end, of which there are few. */
export async function handOutHolds(
  name: string,
  { db, now }: JobContext,
  boss: PgBoss,
): Promise<JobReport> {
  const shops = await shopsWithHoldsToEnd(queryable(db.pool), now());
  const jobs = shops.map((shop) => ({ data: { shop }, singletonKey: shop }));
  if (jobs.length > 0) await boss.insert(name, jobs);
  return { shops: shops.length };
}

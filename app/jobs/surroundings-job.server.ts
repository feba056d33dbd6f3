import type { PgBoss } from "pg-boss";
import { shopsWithWaitingOrders } from "../db/waiting-order-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { AccrueOptions } from "../services/accrue-orders.server.ts";
import type { RequestJob } from "../services/job-requests.ts";
import type { JobContext, JobReport } from "./job.server.ts";

/** Asks Shopify for what orders wait for, and has them accrued again. */
export const SURROUNDINGS_JOB = "fetch-surroundings";

/** Asks for the job in the transaction in which orders begin to wait. */
export const enqueueSurroundings =
  (requestJob: RequestJob): NonNullable<AccrueOptions["onWaiting"]> =>
  (tx, shop) =>
    requestJob(tx, { name: SURROUNDINGS_JOB, shop, key: shop });

/** Hands the job out to the shops of which any order waits: their own requests may be lost. */
export async function handOutSurroundings({ db }: JobContext, boss: PgBoss): Promise<JobReport> {
  const shops = await shopsWithWaitingOrders(queryable(db.pool));
  const jobs = shops.map((shop) => ({ data: { shop }, singletonKey: shop }));
  if (jobs.length > 0) await boss.insert(SURROUNDINGS_JOB, jobs);
  return { shops: shops.length };
}

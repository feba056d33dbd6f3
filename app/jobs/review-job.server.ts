import type { PgBoss } from "pg-boss";
import { shopsWithDueReviews } from "../db/review-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { JobContext, JobReport } from "./job.server.ts";

/** Finds whose reviews are, and gives points for them. */
export const REVIEWS_JOB = "award-reviews";

/** Hands the job out to the shops of which any review is to be looked at. */
export async function handOutReviews({ db, now }: JobContext, boss: PgBoss): Promise<JobReport> {
  const shops = await shopsWithDueReviews(queryable(db.pool), now());
  const jobs = shops.map((shop) => ({ data: { shop }, singletonKey: shop }));
  if (jobs.length > 0) await boss.insert(REVIEWS_JOB, jobs);
  return { shops: shops.length };
}

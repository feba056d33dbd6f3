import type { PgBoss } from "pg-boss";
import { shopsWithUnfinishedImports } from "../db/import-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { RUN_IMPORTS } from "../services/imports/request-import.ts";
import type { JobContext, JobReport } from "./job.server.ts";

/** Leaves a job for each shop with imports that have something left to be done. */
export async function handOutImports({ db }: JobContext, boss: PgBoss): Promise<JobReport> {
  const shops = await shopsWithUnfinishedImports(queryable(db.pool));
  const jobs = shops.map((shop) => ({ data: { shop }, singletonKey: shop }));
  if (jobs.length > 0) await boss.insert(RUN_IMPORTS, jobs);
  return { shops: shops.length };
}

import { listInstalledShops } from "../db/shop-life-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import type { Job, JobContext, JobReport } from "./job.server.ts";

/** One run of a job, for one shop or, where it is null, for all at once. */
export interface JobRun {
  readonly shop: ShopId | null;
  readonly outcome:
    | { readonly kind: "done"; readonly report: JobReport }
    | { readonly kind: "failed"; readonly error: unknown };
}

/**
 * Runs a job here and now, as of `at`, through the same service as the worker,
 * without a queue and without retries.
 * @param shop one shop; null for all. A job that is done shop by shop goes on
 *   with the next shop when one fails.
 */
export async function* runJob(
  job: Job,
  context: JobContext,
  shop: ShopId | null,
  at: Date,
): AsyncGenerator<JobRun> {
  const shops: readonly (ShopId | null)[] =
    shop === null && job.perShop ? await listInstalledShops(queryable(context.db.pool)) : [shop];
  for (const one of shops) {
    const outcome = await job.run(context, one, at).then(
      (report) => ({ kind: "done" as const, report }),
      (error: unknown) => ({ kind: "failed" as const, error }),
    );
    yield { shop: one, outcome };
  }
}

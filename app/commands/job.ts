/**
 * `npm run job -- NAME [--at TIME] [--shop SHOP]`: runs a job once, here and now, as of a
 * time, through the same service as the worker. Prints a line of JSON per run; ends with 1
 * if one of them failed.
 */
import { findShopLife } from "../db/shop-life-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { Database } from "../db/pool.server.ts";
import type { ShopId } from "../domain/ids.ts";
import { JOBS, jobNamed } from "../jobs/jobs.server.ts";
import type { Job } from "../jobs/job.server.ts";
import { openContext } from "../jobs/open-context.server.ts";
import { runJob } from "../jobs/run-job.server.ts";
import { createLogger } from "../logging.server.ts";
import { Fault, reasonOf } from "./fault.ts";
import { readArguments, readConfig, readMoment, readShopId, requireDatabase } from "./options.ts";
import { print, run } from "./run.ts";

await run(async () => {
  const { positionals, values } = readArguments({
    at: { type: "string" },
    shop: { type: "string" },
  });
  const job = readJob(positionals);
  const at = values.at === undefined ? new Date() : readMoment("at", values.at);
  const shop = values.shop === undefined ? null : readShopId(values.shop);
  const config = readConfig();
  await requireDatabase(config);

  const { context, close } = openContext(config, createLogger({ name: "job", logLevel: "warn" }));
  try {
    if (shop !== null) await requireShop(context.db, shop);
    let runs = 0;
    for await (const { shop: of, outcome } of runJob(job, context, shop, at)) {
      runs += 1;
      const about = { job: job.name, at, ...(of === null ? {} : { shop: of }) };
      if (outcome.kind === "done") {
        print(JSON.stringify({ ...about, ...outcome.report }));
      } else {
        process.exitCode = 1;
        print(JSON.stringify({ ...about, error: reasonOf(outcome.error) }), true);
      }
    }
    if (runs === 0) print(JSON.stringify({ job: job.name, at, shops: 0 }));
  } finally {
    await close();
  }
});

function readJob([name, ...more]: readonly string[]): Job {
  const names = JOBS.map((job) => job.name).join(", ");
  if (name === undefined) throw new Fault(`which job? The jobs are ${names}`);
  const job = jobNamed(name);
  if (job === undefined) throw new Fault(`there is no job "${name}"; the jobs are ${names}`);
  if (more.length > 0) throw new Fault(`one job at a time: ${[name, ...more].join(" ")}`);
  return job;
}

async function requireShop(db: Database, shop: ShopId): Promise<void> {
  if ((await findShopLife(queryable(db.pool), shop)) === null) {
    throw new Fault(`${shop} has never installed Kopilka here`);
  }
}

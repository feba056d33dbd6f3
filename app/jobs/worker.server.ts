import type { Job as Queued, JobResult, PgBoss, Queue } from "pg-boss";
import { listInstalledShops } from "../db/shop-life-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import { refetchOrders, type Refetched } from "../services/refetch-orders.server.ts";
import { hooksOf, type Job, type JobContext, type RetryPolicy } from "./job.server.ts";
import { JOBS } from "./jobs.server.ts";
import { HOLD_QUEUE, syncQueued, type HoldSyncData } from "./hold-queue.server.ts";
import { REFETCH_QUEUE, type RefetchData } from "./refetch-queue.server.ts";

/** Where jobs come to lie that have failed for good; nothing works it off by itself. */
export const DEAD_LETTERS = "dead-letters";

const DAY = 24 * 60 * 60;

// A worker that dies says nothing; its jobs are given to others once it is silent for so long,
// not only when they would have had their whole time.
const HEARTBEAT_SECONDS = 10;

// Some 25 attempts over a day: as long as Shopify itself might be out of order.
const REFETCH_RETRY: RetryPolicy = { retryLimit: 25, retryDelay: 2, retryDelayMax: 3_600 };
const REFETCH_BATCH = 50;
// Whatever is left undone is found by clear-holds, minute by minute.
const HOLD_RETRY: RetryPolicy = { retryLimit: 8, retryDelay: 2, retryDelayMax: 300 };

/** What a scheduled job carries: nothing, or the shop that this one is for. */
interface JobData {
  readonly shop?: ShopId;
}

/** Creates the queues, or brings them up to the tables above; then starts working them off. */
export async function startWorking(boss: PgBoss, context: JobContext): Promise<void> {
  await defineQueues(boss);
  for (const job of JOBS) {
    const polling = { notifyPollingIntervalSeconds: 5, localConcurrency: job.perShop ? 4 : 1 };
    await boss.work<JobData>(job.name, polling, async ([queued]) => {
      if (queued) await runQueued(boss, context, job, queued);
    });
    await boss.schedule(job.name, job.cron, {}, { tz: "UTC" });
  }
  await workRefetches(boss, context);
  // Each waits for Shopify most of its time. A shopper may look at what it changes.
  const polling = { notifyPollingIntervalSeconds: 2, localConcurrency: 4 };
  await boss.work<HoldSyncData>(HOLD_QUEUE, polling, async ([queued]) => {
    if (queued) await syncQueued(context, queued);
  });
}

/** Creates the queues of all jobs where they are not there yet, so that something can be sent. */
export async function defineQueues(boss: PgBoss): Promise<void> {
  await defineQueue(boss, DEAD_LETTERS, { retentionSeconds: 90 * DAY });
  for (const job of JOBS) {
    await defineQueue(boss, job.name, {
      ...backingOff(job.retry),
      expireInSeconds: job.expireInSeconds,
      deleteAfterSeconds: DAY,
      // One at a time for a shop, and for all: a run that takes long swallows those that follow.
      policy: job.mayWaitBehind ? "short" : "exclusive",
    });
  }
  await defineQueue(boss, REFETCH_QUEUE, {
    ...backingOff(REFETCH_RETRY),
    expireInSeconds: 900,
    policy: "exclusive",
  });
  await defineQueue(boss, HOLD_QUEUE, {
    ...backingOff(HOLD_RETRY),
    expireInSeconds: 300,
    deleteAfterSeconds: DAY,
    policy: "short",
  });
}

async function defineQueue(boss: PgBoss, name: string, options: Omit<Queue, "name">) {
  const { policy = "standard", ...given } = options;
  const worked = { ...given, deadLetter: DEAD_LETTERS, heartbeatSeconds: HEARTBEAT_SECONDS };
  const queue = name === DEAD_LETTERS ? given : worked;
  // A queue's policy is for good; everything else follows the tables.
  await boss.createQueue(name, { ...queue, policy });
  await boss.updateQueue(name, queue);
}

const backingOff = (retry: RetryPolicy) => ({ ...retry, retryBackoff: true, notify: true });

/** Does what the schedule asks for: the job itself, or handing it out by shop. */
async function runQueued(boss: PgBoss, context: JobContext, job: Job, queued: Queued<JobData>) {
  const shop = queued.data.shop ?? null;
  const { log } = context;
  try {
    const report =
      shop === null && job.onSchedule
        ? await job.onSchedule(context, boss)
        : shop === null && job.perShop
          ? await handOut(boss, context, job)
          : await job.run(context, shop, new Date());
    log.debug({ job: job.name, shop, ...report }, "job done");
  } catch (error) {
    log.warn({ job: job.name, shop, err: error }, "job failed");
    throw error;
  }
}

async function handOut(boss: PgBoss, { db }: JobContext, job: Job) {
  const shops = await listInstalledShops(queryable(db.pool));
  const jobs = shops.map((shop) => ({ data: { shop }, singletonKey: shop }));
  if (jobs.length > 0) await boss.insert(job.name, jobs);
  return { shops: shops.length };
}

async function workRefetches(boss: PgBoss, context: JobContext): Promise<void> {
  // NOTIFY tells of new jobs only; those that wait for another attempt are polled for.
  const options = {
    batchSize: REFETCH_BATCH,
    burstWhenBatchFull: true,
    notifyPollingIntervalSeconds: 2,
    perJobResults: true,
  } as const;
  await boss.work<RefetchData, unknown, typeof options>(REFETCH_QUEUE, options, async (queued) => {
    const results: JobResult[] = [];
    for (const [shop, jobs] of Map.groupBy(queued, (job) => job.data.shop)) {
      results.push(...(await refetchShop(context, shop, jobs)));
    }
    return results;
  });
}

async function refetchShop(
  context: JobContext,
  shop: ShopId,
  jobs: readonly Queued<RefetchData>[],
): Promise<JobResult[]> {
  const orders = jobs.map((job) => job.data.orderId);
  const { db, readerOf, log } = context;
  const hooks = hooksOf(context);
  const outcomes = await refetchOrders(db, readerOf(shop), shop, orders, new Date(), hooks);
  return jobs.map((job) => {
    const outcome = outcomes.get(job.data.orderId) ?? { kind: "failed", reason: "not read" };
    const status = statusOf(outcome);
    if (status !== "completed")
      log.warn({ shop, order: job.data.orderId, outcome }, "order stays marked");
    return { id: job.id, status, output: outcome };
  });
}

function statusOf({ kind }: Refetched): JobResult["status"] {
  switch (kind) {
    case "settled":
    case "not_marked":
    case "deleted":
      return "completed";
    case "marked_again":
    case "failed":
      return "failed";
    case "out_of_reach":
      return "deadletter";
  }
}

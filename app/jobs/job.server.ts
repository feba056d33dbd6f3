import type { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { Database } from "../db/pool.server.ts";
import type { ShopId } from "../domain/ids.ts";
import type { AccrueHooks } from "../services/accrue-orders.server.ts";
import type { RequestJob } from "../services/job-requests.ts";
import type { ShopReaderOf } from "../services/shop-reader.ts";
import type { AdminOf } from "../shopify/admin-client.server.ts";

/** What the jobs' services need from the process that runs them. */
export interface JobContext extends AccrueHooks {
  readonly db: Database;
  /** The Admin API of a shop; a shop without a session is refused when it is asked something. */
  readonly readerOf: ShopReaderOf;
  /** The same, for what is written there. */
  readonly adminOf: AdminOf;
  readonly log: Logger;
  /** The time at which things are recorded, whatever date a job is run as of. */
  readonly now: () => Date;
  /** Enqueues more work; absent where nothing works it off, as in a command. */
  readonly requestJob?: RequestJob;
}

/** What the worker enqueues in the transactions of services; nothing, in a command. */
export function hooksOf({ onMarked, onHoldsSettled, onWaiting }: AccrueHooks): AccrueHooks {
  return {
    ...(onMarked && { onMarked }),
    ...(onHoldsSettled && { onHoldsSettled }),
    ...(onWaiting && { onWaiting }),
  };
}

/** What a run did, in figures and words that may be logged: no personal data. */
export type JobReport = Readonly<Record<string, unknown>>;

/** How a job that failed is tried again. */
export interface RetryPolicy {
  /** Attempts after the first; then the job goes to the dead letters. */
  readonly retryLimit: number;
  /** Pause before the first retry in seconds; each later one is about twice as long. */
  readonly retryDelay: number;
  /** Longest pause in seconds. */
  readonly retryDelayMax: number;
}

/** A recurring piece of work. */
export interface Job {
  readonly name: string;
  /** When the schedule starts it, in UTC. */
  readonly cron: string;
  readonly retry: RetryPolicy;
  /** A run that takes longer is taken for lost, and tried again. */
  readonly expireInSeconds: number;
  /**
   * True where each installed shop is a job of its own, because one shop's
   * Admin API may fail while the others' answer; then `run` is never given null.
   */
  readonly perShop: boolean;
  /**
   * True for a job that is also asked for in transactions: one may wait while another runs, which
   * may not have seen what it is asked for.
   */
  readonly mayWaitBehind?: boolean;
  /**
   * Does the work for one shop, or for all where it is null, as of `at`, and
   * records it as done now. What is asked of Shopify is asked as of now.
   */
  run(context: JobContext, shop: ShopId | null, at: Date): Promise<JobReport>;
  /** What the worker does when the schedule strikes, where that is to enqueue smaller jobs. */
  onSchedule?(context: JobContext, boss: PgBoss): Promise<JobReport>;
}

import { awardDays } from "../services/awards/award-days.server.ts";
import { awardReviews } from "../services/reviews/award-reviews.server.ts";
import { clearHolds } from "../services/clear-holds.server.ts";
import { runImports } from "../services/imports/run-import.server.ts";
import { tidyImports } from "../services/imports/tidy-imports.server.ts";
import { RUN_IMPORTS } from "../services/imports/request-import.ts";
import { expireHolds } from "../services/expire-holds.server.ts";
import { expirePoints } from "../services/expire-points.server.ts";
import { fetchSurroundings } from "../services/fetch-surroundings.server.ts";
import { findDeletedOrders } from "../services/find-deleted-orders.server.ts";
import { installParts } from "../services/install-parts.server.ts";
import { maturePoints } from "../services/mature-points.server.ts";
import { reconcileOrders } from "../services/reconcile-orders.server.ts";
import { refetchMarkedOrders } from "../services/refetch-orders.server.ts";
import { removeBodies } from "../services/remove-bodies.server.ts";
import { removeDataExports } from "../services/remove-data-exports.server.ts";
import { INSTALL_JOB } from "../services/request-installation.ts";
import type { ShopId } from "../domain/ids.ts";
import { findCustomersOf } from "../shopify/find-customers.server.ts";
import { holdMetafields } from "../shopify/hold-metafield.server.ts";
import { handOutImports } from "./import-queue.server.ts";
import { handOutHolds } from "./hold-queue.server.ts";
import { handOutReviews, REVIEWS_JOB } from "./review-job.server.ts";
import { sweepMarked } from "./refetch-queue.server.ts";
import { handOutSurroundings, SURROUNDINGS_JOB } from "./surroundings-job.server.ts";
import { LEDGER_JOBS } from "./ledger-jobs.server.ts";
import { TIER_JOBS } from "./tier-jobs.server.ts";
import { hooksOf, type Job, type RetryPolicy } from "./job.server.ts";

// What only touches our own tables fails with the database alone, and the next
// run does what this one did not.
const OWN_TABLES: RetryPolicy = { retryLimit: 5, retryDelay: 5, retryDelayMax: 300 };
// What asks Shopify hears how things stand now, and which orders it shows depends on their
// age now: a date to run as of changes nothing there.
const SHOPIFY: RetryPolicy = { retryLimit: 8, retryDelay: 5, retryDelayMax: 1_800 };

// What the schedule does again a minute later needs little patience of its own.
const NEXT_MINUTE: RetryPolicy = { retryLimit: 2, retryDelay: 5, retryDelayMax: 30 };

/** Every recurring job, by the service that does it. */
export const JOBS: readonly Job[] = [
  {
    name: "mature-points",
    cron: "*/5 * * * *",
    retry: OWN_TABLES,
    expireInSeconds: 900,
    perShop: false,
    run: async ({ db, now }, shop, at) => ({ ...(await maturePoints(db, shop, at, now())) }),
  },
  {
    name: "expire-points",
    cron: "0 * * * *",
    retry: OWN_TABLES,
    expireInSeconds: 900,
    perShop: false,
    run: async ({ db, now }, shop, at) => ({ ...(await expirePoints(db, shop, at, now())) }),
  },
  ...LEDGER_JOBS,
  ...TIER_JOBS,
  {
    // Birthdays and anniversaries, soon after midnight in each shop's time zone.
    name: "award-days",
    cron: "3 * * * *",
    retry: OWN_TABLES,
    expireInSeconds: 3_600,
    perShop: true,
    run: async ({ db, now }, shop, at) => ({
      ...(await awardDays(db, named("award-days", shop), at, now())),
    }),
  },
  {
    // What review apps have told, and what waits for its purchase.
    name: REVIEWS_JOB,
    cron: "* * * * *",
    retry: SHOPIFY,
    expireInSeconds: 900,
    perShop: true,
    run: async ({ db, now, adminOf }, shop, at) => {
      const one = named(REVIEWS_JOB, shop);
      return { ...(await awardReviews(db, findCustomersOf(adminOf(one)), one, at, now())) };
    },
    onSchedule: handOutReviews,
  },
  {
    name: "expire-holds",
    cron: "* * * * *",
    retry: NEXT_MINUTE,
    expireInSeconds: 900,
    perShop: true,
    run: async (context, shop, at) => {
      const { db, now, adminOf, readerOf } = context;
      const one = named("expire-holds", shop);
      const options = hooksOf(context);
      const ends = { metafields: holdMetafields(adminOf(one)), reader: readerOf(one), options };
      return { ...(await expireHolds(db, one, ends, at, now())) };
    },
    onSchedule: (context, boss) => handOutHolds("expire-holds", context, boss),
  },
  {
    name: "clear-holds",
    cron: "* * * * *",
    retry: NEXT_MINUTE,
    expireInSeconds: 900,
    perShop: true,
    run: async ({ db, now, adminOf }, shop, at) => {
      const one = named("clear-holds", shop);
      return { ...(await clearHolds(db, holdMetafields(adminOf(one)), one, at, now())) };
    },
    onSchedule: (context, boss) => handOutHolds("clear-holds", context, boss),
  },
  {
    name: "reconcile-orders",
    cron: "*/10 * * * *",
    retry: SHOPIFY,
    expireInSeconds: 3_600,
    perShop: true,
    run: async (context, shop) => {
      const { db, now, readerOf } = context;
      const one = named("reconcile-orders", shop);
      const done = await reconcileOrders(db, readerOf(one), one, now(), hooksOf(context));
      return done ? { ...done } : { skipped: "not installed" };
    },
  },
  {
    name: "refetch-orders",
    cron: "* * * * *",
    retry: SHOPIFY,
    expireInSeconds: 900,
    perShop: false,
    run: async ({ db, now, readerOf }, shop) => ({
      ...(await refetchMarkedOrders(db, readerOf, shop, now())),
    }),
    // The worker reads each order in a job of its own, with pauses of its own.
    onSchedule: ({ db }, boss) => sweepMarked(boss, db),
  },
  {
    // Also asked for when an order begins to wait.
    name: SURROUNDINGS_JOB,
    cron: "* * * * *",
    retry: SHOPIFY,
    expireInSeconds: 900,
    perShop: true,
    mayWaitBehind: true,
    run: async (context, shop) => {
      const { db, now, readerOf } = context;
      const one = named(SURROUNDINGS_JOB, shop);
      return { ...(await fetchSurroundings(db, readerOf(one), one, now(), hooksOf(context))) };
    },
    onSchedule: handOutSurroundings,
  },
  {
    name: "find-deleted-orders",
    cron: "7 2 * * *",
    retry: SHOPIFY,
    expireInSeconds: 3_600,
    perShop: true,
    run: async (context, shop) => {
      const { db, now, readerOf } = context;
      const one = named("find-deleted-orders", shop);
      const done = await findDeletedOrders(db, readerOf(one), one, now(), hooksOf(context));
      return done ? { ...done } : { skipped: "not installed" };
    },
  },
  {
    // Also asked for when a merchant opens the app, and when a program is published.
    name: INSTALL_JOB,
    cron: "27 4 * * *",
    retry: SHOPIFY,
    expireInSeconds: 900,
    perShop: true,
    run: async ({ db, now, adminOf }, shop) => {
      const one = named(INSTALL_JOB, shop);
      const parts = await installParts(db, adminOf(one), one, now());
      if (parts === null) return { skipped: "not installed" };
      return Object.fromEntries(parts.map(({ part, problem }) => [part, problem ?? "ok"]));
    },
  },
  {
    // Also asked for when a file has been read through the API.
    name: RUN_IMPORTS,
    cron: "* * * * *",
    retry: SHOPIFY,
    expireInSeconds: 24 * 3_600,
    perShop: true,
    run: async ({ db, now, adminOf }, shop) => {
      const one = named(RUN_IMPORTS, shop);
      return { ...(await runImports(db, findCustomersOf(adminOf(one)), one, now)) };
    },
    onSchedule: handOutImports,
  },
  {
    name: "tidy-imports",
    cron: "47 3 * * *",
    retry: OWN_TABLES,
    expireInSeconds: 3_600,
    perShop: false,
    run: async ({ db }, _shop, at) => ({ ...(await tidyImports(db, at)) }),
  },
  {
    name: "remove-bodies",
    cron: "17 3 * * *",
    retry: OWN_TABLES,
    expireInSeconds: 3_600,
    perShop: false,
    run: async ({ db }, _shop, at) => ({ ...(await removeBodies(db, at)) }),
  },
  {
    name: "remove-data-exports",
    cron: "37 3 * * *",
    retry: OWN_TABLES,
    expireInSeconds: 900,
    perShop: false,
    run: async ({ db }, _shop, at) => ({ ...(await removeDataExports(db, at)) }),
  },
];

export const jobNamed = (name: string): Job | undefined => JOBS.find((job) => job.name === name);

function named(job: string, shop: ShopId | null): ShopId {
  if (shop === null) throw new Error(`${job} is done shop by shop`);
  return shop;
}

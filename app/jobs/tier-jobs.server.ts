import type { PgBoss } from "pg-boss";
import type { Database } from "../db/pool.server.ts";
import { shopsWithPerksToSync } from "../db/member-perks-queries.server.ts";
import { shopsWithTagsToSync } from "../db/tier-tag-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { moveTiers, TIERS_JOB } from "../services/move-tiers.server.ts";
import { LOOK_AGAIN_MS, PERKS_CURSOR, refreshAllPerks } from "../services/refresh-perks.server.ts";
import { syncPerks } from "../services/sync-perks.server.ts";
import { syncCustomerTags } from "../services/sync-customer-tags.server.ts";
import { customerTags } from "../shopify/customer-tags.server.ts";
import { perksMetafields } from "../shopify/perks-metafields.server.ts";
import type { Job, JobReport, RetryPolicy } from "./job.server.ts";

// What only touches our own tables fails with the database alone, and the next
// run does what this one did not.
const OWN_TABLES: RetryPolicy = { retryLimit: 5, retryDelay: 5, retryDelayMax: 300 };

// What the schedule does again a minute later needs little patience of its own.
const NEXT_MINUTE: RetryPolicy = { retryLimit: 2, retryDelay: 5, retryDelayMax: 30 };

const TAGS_JOB = "sync-customer-tags";
const PERKS_JOB = "sync-perks";

/** The jobs that keep members in their tiers, and Shopify told of them. */
export const TIER_JOBS: readonly Job[] = [
  {
    // Also asked for when a program is published.
    name: TIERS_JOB,
    cron: "*/5 * * * *",
    retry: OWN_TABLES,
    expireInSeconds: 3_600,
    perShop: false,
    run: async ({ db, now }, shop, at) => ({ ...(await moveTiers(db, shop, at, now())) }),
  },
  {
    name: TAGS_JOB,
    cron: "* * * * *",
    retry: NEXT_MINUTE,
    expireInSeconds: 3_600,
    perShop: true,
    run: async ({ db, adminOf }, shop) => {
      if (shop === null) throw new Error(`${TAGS_JOB} is done shop by shop`);
      return { ...(await syncCustomerTags(db, customerTags(adminOf(shop)), shop)) };
    },
    onSchedule: ({ db }, boss) => handOutTags(db, boss),
  },
  {
    name: PERKS_JOB,
    cron: "* * * * *",
    retry: NEXT_MINUTE,
    expireInSeconds: 3_600,
    perShop: true,
    run: async ({ db, now, adminOf }, shop) => {
      if (shop === null) throw new Error(`${PERKS_JOB} is done shop by shop`);
      await refreshAllPerks(db, shop, now());
      return { ...(await syncPerks(db, perksMetafields(adminOf(shop)), shop)) };
    },
    onSchedule: ({ db, now }, boss) => handOutPerks(db, boss, now()),
  },
];

/** Hands the job out to the shops that have anything to sync. */
async function handOutTags(db: Database, boss: PgBoss): Promise<JobReport> {
  const shops = await shopsWithTagsToSync(queryable(db.pool));
  const jobs = shops.map((shop) => ({ data: { shop }, singletonKey: shop }));
  if (jobs.length > 0) await boss.insert(TAGS_JOB, jobs);
  return { shops: shops.length };
}

/** Hands the job out to the shops whose customers' perks are to be looked at or to be written. */
async function handOutPerks(db: Database, boss: PgBoss, now: Date): Promise<JobReport> {
  const since = new Date(now.getTime() - LOOK_AGAIN_MS);
  const shops = await shopsWithPerksToSync(queryable(db.pool), PERKS_CURSOR, since);
  const jobs = shops.map((shop) => ({ data: { shop }, singletonKey: shop }));
  if (jobs.length > 0) await boss.insert(PERKS_JOB, jobs);
  return { shops: shops.length };
}

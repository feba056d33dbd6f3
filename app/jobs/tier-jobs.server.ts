import { moveTiers, TIERS_JOB } from "../services/move-tiers.server.ts";
import type { Job, RetryPolicy } from "./job.server.ts";

// What only touches our own tables fails with the database alone, and the next
// run does what this one did not.
const OWN_TABLES: RetryPolicy = { retryLimit: 5, retryDelay: 5, retryDelayMax: 300 };

/** The jobs that keep members in their tiers. */
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
];

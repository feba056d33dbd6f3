import { applyExpiry, EXPIRY_JOB } from "../services/apply-expiry.server.ts";
import { makeDigest } from "../services/make-digest.server.ts";
import { runVerification, VERIFY_JOB } from "../services/run-verification.server.ts";
import { warnOfExpiry } from "../services/warn-of-expiry.server.ts";
import type { Job, RetryPolicy } from "./job.server.ts";

// What only touches our own tables fails with the database alone, and the next
// run does what this one did not.
const OWN_TABLES: RetryPolicy = { retryLimit: 5, retryDelay: 5, retryDelayMax: 300 };

/** The jobs that keep the ledger's dates, and those that prove it. */
export const LEDGER_JOBS: readonly Job[] = [
  {
    // Also asked for when a program is published.
    name: EXPIRY_JOB,
    cron: "*/15 * * * *",
    retry: OWN_TABLES,
    expireInSeconds: 3_600,
    perShop: false,
    run: async ({ db, now }, shop) => ({ ...(await applyExpiry(db, shop, now())) }),
  },
  {
    name: "warn-of-expiry",
    cron: "23 * * * *",
    retry: OWN_TABLES,
    expireInSeconds: 3_600,
    perShop: false,
    run: async ({ db, now }, shop, at) => ({ ...(await warnOfExpiry(db, shop, at, now())) }),
  },
  {
    name: "make-digests",
    cron: "50 23 * * *",
    retry: OWN_TABLES,
    expireInSeconds: 3_600,
    perShop: true,
    run: async ({ db, now }, shop) => {
      if (shop === null) throw new Error("make-digests is done shop by shop");
      const { digest, isNew } = await makeDigest(db, shop, now());
      const { number, chains, hash } = digest;
      return { digest: number, chains: String(chains), hash, new: isNew };
    },
  },
  {
    // Also asked for by the merchant.
    name: VERIFY_JOB,
    cron: "40 1 * * *",
    retry: OWN_TABLES,
    expireInSeconds: 6 * 3_600,
    perShop: true,
    run: async ({ db, now }, shop) => {
      if (shop === null) throw new Error(`${VERIFY_JOB} is done shop by shop`);
      const verified = await runVerification(db, shop, now);
      return verified ? { ...verified } : { skipped: "verified lately" };
    },
  },
];

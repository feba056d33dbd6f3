import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import {
  beginVerification,
  endVerification,
  insertVerification,
  newestVerifications,
  removeOldVerifications,
  tellProgress,
} from "../db/verification-queries.server.ts";
import type { ShopId } from "../domain/ids.ts";
import type { RequestJob } from "./job-requests.ts";
import { inShop } from "../db/shop-transaction.server.ts";
import { newId } from "./new-id.server.ts";
import { verifyLedger, type Verified } from "./verify-ledger.server.ts";

/** The job that runs `runVerification`. */
export const VERIFY_JOB = "verify-ledger";

/** How many verifications of a shop are kept. */
const KEPT = 50;

const HOUR_MS = 60 * 60 * 1000;

/** Asks the worker to read the shop's whole ledger again, where it is not about to anyway. */
export function askForVerification(
  db: Database,
  shop: ShopId,
  requestJob: RequestJob,
  now: Date,
): Promise<void> {
  return inShop(db, shop, async (tx) => {
    const id = newId();
    await insertVerification(tx, shop, id, now);
    await requestJob(tx, { name: VERIFY_JOB, shop, key: `${shop}/${id}` });
  });
}

/**
 * Reads the whole ledger of a shop again, and keeps what came of it beside what
 * came of earlier times. Answers everybody who has asked for it until it began.
 * @returns null where nobody waits, and the last time is not an hour ago
 */
export async function runVerification(
  db: Database,
  shop: ShopId,
  clock: () => Date,
): Promise<Verified | null> {
  const sql = queryable(db.pool);
  const ids = await inShop(db, shop, async (tx) => {
    const waiting = await beginVerification(tx, shop, clock());
    if (waiting.length > 0) return waiting;
    const [last] = await newestVerifications(tx, shop, 1);
    if (last && clock().getTime() - last.askedAt.getTime() < HOUR_MS) return [];
    await insertVerification(tx, shop, newId(), clock());
    return beginVerification(tx, shop, clock());
  });
  if (ids.length === 0) return null;
  let told: Promise<void> = Promise.resolve();
  const [verified] = await verifyLedger(db, shop, (sofar) => {
    // How far it has come is worth nobody's failure: it is not waited for, and would end the process.
    told = told.then(() => tellProgress(sql, shop, ids, sofar)).catch(() => undefined);
  });
  await told;
  if (verified) await endVerification(sql, shop, ids, verified, clock());
  await removeOldVerifications(sql, shop, KEPT);
  return verified ?? null;
}

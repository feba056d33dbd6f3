import type { Database } from "../db/pool.server.ts";
import { deleteDataExports } from "../db/retention-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";

/** How long the answer to a data request is kept for the merchant to hand on. */
export const EXPORT_RETENTION_DAYS = 30;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Deletes the answers to data requests that are older than 30 days at `at`. */
export async function removeDataExports(db: Database, at: Date): Promise<{ removed: number }> {
  const before = new Date(at.getTime() - EXPORT_RETENTION_DAYS * DAY_MS);
  return { removed: await deleteDataExports(queryable(db.pool), before) };
}

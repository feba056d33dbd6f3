import { readdirSync } from "node:fs";

import type { Database } from "../db/pool.server.ts";
import { appliedMigrations } from "../db/readiness-queries.server.ts";
import { serverRefusal } from "../db/server-version.server.ts";
import { queryable } from "../db/transaction.server.ts";

/** Whether the process can do its work, and what keeps it from it. */
export type Readiness =
  { readonly kind: "ready" } | { readonly kind: "not_ready"; readonly reason: string };

/** A probe that hangs helps nobody. */
const PROBE_TIMEOUT_MS = 2_000;

/** The migrations that this code was written for: the folders below prisma/migrations. */
export function migrationsOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** The database answers, is new enough, and has been through all of `migrations`. */
export async function checkReadiness(
  db: Database,
  migrations: readonly string[],
): Promise<Readiness> {
  try {
    const sql = queryable(db.pool);
    const refusal = await within(PROBE_TIMEOUT_MS, serverRefusal(sql));
    if (refusal !== null) return notReady(refusal);
    const applied = await within(PROBE_TIMEOUT_MS, appliedMigrations(sql));
    const missing = migrations.find((name) => !applied.has(name));
    if (missing === undefined) return { kind: "ready" };
    return notReady(`migration ${missing} has not been applied; run npm run migrate`);
  } catch {
    return notReady("the database cannot be reached, or has never been migrated");
  }
}

const notReady = (reason: string): Readiness => ({ kind: "not_ready", reason });

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("timed out")), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(late));
  });
}

import type { ShopId } from "../domain/ids.ts";
import type { Database } from "./pool.server.ts";

/**
 * Runs `work` while no other process does so for the same import: a command and the worker may
 * both be at it. The lock belongs to a connection of its own, so that it also ends with a process
 * that dies.
 * @param waits whether to wait for whoever has it
 * @returns what `work` does; null where another has the lock and this one does not wait
 */
export async function withImportLock<T>(
  db: Database,
  shop: ShopId,
  importId: string,
  waits: boolean,
  work: () => Promise<T>,
): Promise<T | null> {
  const client = await db.pool.connect();
  const name = [`import/${shop}/${importId}`];
  let has = false;
  try {
    const { rows } = await client.query<{ has: boolean }>(
      waits
        ? "SELECT pg_advisory_lock(hashtextextended($1, 0)) IS NOT NULL AS has"
        : "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS has",
      name,
    );
    has = rows[0]?.has === true;
    return has ? await work() : null;
  } finally {
    const freed = has
      ? client.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", name)
      : Promise.resolve();
    await freed.then(
      () => client.release(),
      (error: unknown) => client.release(error instanceof Error ? error : true),
    );
  }
}

import type { ShopId } from "../domain/ids.ts";
import type { Database } from "./pool.server.ts";

/**
 * Runs `work` while no other process runs any for the same shop's token. The
 * lock belongs to a transaction, so that it also ends with a process that dies.
 * It holds one connection; `work` must not need a second one of the same pool.
 */
export async function withTokenLock<T>(
  db: Database,
  shop: ShopId,
  work: () => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`token/${shop}`]);
    return await work();
  } finally {
    // Nothing was written through this connection: ending the transaction frees the lock.
    await client.query("ROLLBACK").then(
      () => client.release(),
      (error: unknown) => client.release(error instanceof Error ? error : true),
    );
  }
}

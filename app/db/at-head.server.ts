import type { CustomerId, HoldId, ShopId } from "../domain/ids.ts";
import type { Database } from "./pool.server.ts";
import type { Connection } from "./prepared.server.ts";
import { inTransaction, RetryTransaction } from "./transaction.server.ts";

/** What an attempt says whose book has grown since it was read. */
export const GROWN = Symbol("the chain has grown meanwhile");

/** Whose book is posted to: found by a customer, or by a hold. */
export type BookOwner = { readonly customer: CustomerId } | { readonly hold: HoldId };

/** Attempts without a lock; under such a crowd that all of them fail, waiting in line is quicker. */
const FREE_ATTEMPTS = 3;

/**
 * Runs `attempt`, which reads a book and posts to it on the condition that it has
 * not grown meanwhile, until it has not: first freely, two round trips without a
 * transaction, then with the book locked.
 */
export async function atHead<T>(
  db: Database,
  shop: ShopId,
  owner: BookOwner,
  attempt: (connection: Connection) => Promise<T | typeof GROWN>,
): Promise<T> {
  for (let count = 0; count < FREE_ATTEMPTS; count += 1) {
    const result = await attempt(db.pool);
    if (result !== GROWN) return result;
  }
  return inTransaction(db, async (tx) => {
    await lock(tx.client, shop, owner);
    const result = await attempt(tx.client);
    // A merge has changed whose book it is since the lock was asked for.
    if (result === GROWN) throw new RetryTransaction("the book is another one by now");
    return result;
  });
}

async function lock(connection: Connection, shop: ShopId, owner: BookOwner): Promise<void> {
  const holder =
    "hold" in owner
      ? "SELECT holder_id FROM holds WHERE shop = $1 AND hold_id = $2"
      : `SELECT coalesce(h.merged_into, h.holder_id)
           FROM customers c JOIN holders h USING (shop, holder_id)
          WHERE c.shop = $1 AND c.customer_id = $2`;
  await connection.query(
    `SELECT 1 FROM balances WHERE shop = $1 AND holder_id = (${holder}) FOR NO KEY UPDATE`,
    [shop, "hold" in owner ? owner.hold : owner.customer],
  );
}

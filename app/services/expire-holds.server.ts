import { lockBooks } from "../db/book-queries.server.ts";
import { loadLots } from "../db/lot-queries.server.ts";
import { saveBooks } from "../db/save-books.server.ts";
import {
  holderOfHold,
  listExpiredHolds,
  lockExpiredHold,
  type HoldRow,
} from "../db/hold-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inTransaction, queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import { releaseHoldIn } from "./release-hold.server.ts";

const BATCH = 200;

/**
 * Gives back the points of active holds whose time was over at `at`, to the lots
 * that they were taken from, each in a transaction of its own. No hold is
 * written to Shopify yet; once one is, its metafield is to be cleared first.
 * @param shop one shop; null for all
 * @param at as of when
 * @param now when it is recorded
 */
export async function expireHolds(
  db: Database,
  shop: ShopId | null,
  at: Date,
  now: Date = at,
): Promise<{ released: number }> {
  let released = 0;
  for (;;) {
    const expired = await listExpiredHolds(queryable(db.pool), shop, at, BATCH);
    for (const hold of expired) if (await release(db, hold, at, now)) released += 1;
    if (expired.length < BATCH) return { released };
  }
}

/** @returns false where somebody else has settled the hold meanwhile */
function release(db: Database, { shop, holdId }: HoldRow, at: Date, now: Date): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    // The holder is locked before the hold, and read each time: it changes in a merge.
    const holderId = await holderOfHold(tx, shop, holdId);
    const book = holderId && (await lockBooks(tx, shop, [holderId])).get(holderId);
    const hold = await lockExpiredHold(tx, shop, holdId, at);
    if (!hold) return false;
    if (!book) throw new Error(`hold ${holdId} has a holder without a balance`);
    await loadLots(tx, shop, [book]);
    await releaseHoldIn(tx, book, hold, at, now);
    await saveBooks(tx, shop, [book]);
    return true;
  });
}

import { lockBooks } from "../db/book-queries.server.ts";
import { loadLots } from "../db/lot-queries.server.ts";
import { saveBooks } from "../db/save-books.server.ts";
import {
  holderOfHold,
  listExpiredHolds,
  lockExpiredHold,
  type ExpiredHold,
  type HoldRow,
} from "../db/hold-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inShop, ShopGone } from "../db/shop-transaction.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { LedgerError } from "../domain/ledger/book.ts";
import type { ShopId } from "../domain/ids.ts";
import { faultOf, PassedOver } from "./passed-over.server.ts";
import { releaseHoldIn } from "./release-hold.server.ts";

const BATCH = 200;

/**
 * Gives back the points of active holds whose time was over at `at`, to the lots
 * that they were taken from, each in a transaction of its own. A hold
 * that cannot be given back keeps no other waiting. No hold is written to Shopify
 * yet; once one is, its metafield is to be cleared first.
 * @param shop one shop; null for all
 * @param at as of when
 * @param now when it is recorded
 * @throws PassedOver at the end, when all others have been released
 */
export async function expireHolds(
  db: Database,
  shop: ShopId | null,
  at: Date,
  now: Date = at,
): Promise<{ released: number }> {
  let released = 0;
  const faults: Error[] = [];
  let last: ExpiredHold | null = null;
  do {
    const expired = await listExpiredHolds(queryable(db.pool), shop, at, last, BATCH);
    for (const hold of expired) {
      try {
        if (await release(db, hold, at, now)) released += 1;
      } catch (error) {
        if (error instanceof ShopGone) continue;
        faults.push(faultOf(`${hold.shop}, hold ${hold.holdId}`, error));
      }
    }
    last = expired.at(-1) ?? null;
  } while (last !== null);
  if (faults.length > 0) throw new PassedOver(`${String(released)} holds released`, faults);
  return { released };
}

/** @returns false where somebody else has settled the hold meanwhile */
function release(db: Database, { shop, holdId }: HoldRow, at: Date, now: Date): Promise<boolean> {
  return inShop(db, shop, async (tx) => {
    // The holder is locked before the hold, and read each time: it changes in a merge.
    const holderId = await holderOfHold(tx, shop, holdId);
    const book = holderId && (await lockBooks(tx, shop, [holderId])).get(holderId);
    const hold = await lockExpiredHold(tx, shop, holdId, at);
    if (!hold) return false;
    if (!book) throw new LedgerError(`hold ${holdId} has a holder without a balance`);
    await loadLots(tx, shop, [book]);
    await releaseHoldIn(tx, book, hold, at, now);
    await saveBooks(tx, shop, [book]);
    return true;
  });
}

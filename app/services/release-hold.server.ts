import { markReleased, type HoldRow } from "../db/hold-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import { transferByKey } from "../db/transfer-queries.server.ts";
import { LedgerError, type Book } from "../domain/ledger/book.ts";
import { releaseHold } from "../domain/ledger/hold.ts";

/**
 * Gives the points of a hold back to the lots that they were taken from, in the
 * caller's transaction, which has locked the hold and saves the book.
 * @param book of the hold's holder, locked, with its lots
 * @param at as of when
 * @param now when it is recorded
 */
export async function releaseHoldIn(
  tx: Tx,
  book: Book,
  { shop, holdId, points }: HoldRow,
  at: Date,
  now: Date,
): Promise<void> {
  const taken = await transferByKey(tx, shop, `hold/${holdId}`);
  if (!taken) throw new LedgerError(`hold ${holdId} stands in no chain`);
  releaseHold(book, holdId, points, taken.uses, at, now);
  await markReleased(tx, shop, holdId, now);
}

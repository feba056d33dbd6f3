import { atHead, GROWN } from "../db/at-head.server.ts";
import { markReleased, type HoldRow } from "../db/hold-queries.server.ts";
import { readAtOf } from "../db/hold-posting.server.ts";
import { bookOfHold } from "../db/member-book-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { postAtHead } from "../db/post-hold.server.ts";
import type { Connection } from "../db/prepared.server.ts";
import { takeRememberedBook, type RememberedBook } from "../db/remembered-books.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import { transferByKey } from "../db/transfer-queries.server.ts";
import { LedgerError, type Book } from "../domain/ledger/book.ts";
import type { HoldEnd } from "../domain/hold.ts";
import type { HoldId, ShopId } from "../domain/ids.ts";
import { releaseHold as postRelease } from "../domain/ledger/hold.ts";

/**
 * Gives the points of a hold back to the lots that they were taken from, in one
 * statement that goes through only if nothing was posted to the member since its
 * book was read, or since this process made the hold. Shopify must no longer show
 * the hold to anybody.
 * @param endedBy where nothing has ended the hold before
 * @param at as of when
 * @param now when it is recorded
 * @returns false where the hold is settled already, or was never there
 */
export function releaseHold(
  db: Database,
  shop: ShopId,
  hold: HoldId,
  endedBy: HoldEnd,
  at: Date,
  now: Date = at,
): Promise<boolean> {
  return atHead(db, shop, { hold }, async (connection) => {
    const found = takeRememberedBook(hold) ?? (await readBook(connection, shop, hold));
    if (!found) return false;
    const { book } = found;
    const { points, uses } = found.hold;
    const readAt = readAtOf(book);
    postRelease(book, hold, points, uses, at, now);
    const changes = { released: [hold], endedBy, taken: null, recordedAt: now };
    const posted = await postAtHead(connection, shop, { book, readAt, ...changes });
    return posted ? true : GROWN;
  });
}

async function readBook(
  connection: Connection,
  shop: ShopId,
  hold: HoldId,
): Promise<RememberedBook | null> {
  const member = await bookOfHold(connection, shop, hold);
  const open = member?.holds.find(({ holdId }) => holdId === hold);
  return member && open ? { book: member.book, hold: open } : null;
}

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
  endedBy: HoldEnd,
  at: Date,
  now: Date,
): Promise<void> {
  const taken = await transferByKey(tx, shop, `hold/${holdId}`);
  if (!taken) throw new LedgerError(`hold ${holdId} stands in no chain`);
  postRelease(book, holdId, points, taken.uses, at, now);
  await markReleased(tx, shop, holdId, endedBy, now);
}

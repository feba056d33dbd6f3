import { lockBooks } from "../db/book-queries.server.ts";
import {
  dueLotsAfter,
  shopsWithDueLots,
  type Due,
  type DueLot,
} from "../db/due-lot-queries.server.ts";
import { loadLots } from "../db/lot-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { saveBooks } from "../db/save-books.server.ts";
import { inShop, ShopGone } from "../db/shop-transaction.server.ts";
import { queryable, type Tx } from "../db/transaction.server.ts";
import { LedgerError, type Book } from "../domain/ledger/book.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import { faultOf, PassedOver } from "./passed-over.server.ts";

const LOTS_PER_TRANSACTION = 500;

/** What a run over the due lots has done. */
export interface DueLotsMoved {
  readonly holders: number;
  readonly transfers: number;
}

/** One run: what moves, and how far it has come. */
interface Run {
  readonly db: Database;
  readonly due: Due;
  readonly at: Date;
  readonly move: (book: Book) => void;
  readonly done: { holders: number; transfers: number };
  readonly faults: Error[];
}

/**
 * Applies `move` to every holder with lots that are due, some hundreds in a
 * transaction, shop by shop, in order of the lots' dates. A holder whose book
 * contradicts itself is passed over; the others are not kept waiting for it.
 * @throws PassedOver at the end, when all others have been moved
 */
export async function moveDueLots(
  db: Database,
  due: Due,
  shop: ShopId | null,
  at: Date,
  move: (book: Book) => void,
): Promise<DueLotsMoved> {
  const run: Run = { db, due, at, move, done: { holders: 0, transfers: 0 }, faults: [] };
  const shops = shop ? [shop] : await shopsWithDueLots(queryable(db.pool), due, at);
  for (const one of shops) {
    let after: DueLot | null = null;
    do after = await movePage(run, one, after);
    while (after !== null);
  }
  const { done, faults } = run;
  if (faults.length === 0) return done;
  throw new PassedOver(`${String(done.transfers)} transfers posted`, faults);
}

/** @returns the last lot of the page; null when there was nothing left */
async function movePage(run: Run, shop: ShopId, after: DueLot | null): Promise<DueLot | null> {
  let lots: DueLot[] = [];
  const holders = () => [...new Set(lots.map((lot) => lot.holderId))];
  try {
    const books = await inShop(run.db, shop, async (tx) => {
      // Asked inside it, because a holder that is merged meanwhile has no lots any more.
      lots = await dueLotsAfter(tx, run.due, shop, run.at, after, LOTS_PER_TRANSACTION);
      return moveHolders(tx, shop, holders(), run.move);
    });
    count(run, books);
  } catch (error) {
    if (error instanceof ShopGone) return null;
    faultOf(shop, error);
    for (const holder of holders()) await moveAlone(run, shop, holder);
  }
  return lots.at(-1) ?? null;
}

async function moveAlone(run: Run, shop: ShopId, holder: HolderId): Promise<void> {
  try {
    count(run, await inShop(run.db, shop, (tx) => moveHolders(tx, shop, [holder], run.move)));
  } catch (error) {
    run.faults.push(faultOf(`${shop}, holder ${holder}`, error));
  }
}

async function moveHolders(
  tx: Tx,
  shop: ShopId,
  holders: readonly HolderId[],
  move: (book: Book) => void,
): Promise<readonly Book[]> {
  const locked = await lockBooks(tx, shop, holders);
  const books = holders.map((holder) => {
    const book = locked.get(holder);
    if (!book) throw new LedgerError(`holder ${holder} has no balance row`);
    return book;
  });
  await loadLots(tx, shop, books);
  for (const book of books) move(book);
  await saveBooks(tx, shop, books);
  return books;
}

function count({ done }: Run, books: readonly Book[]): void {
  const moved = books.filter((book) => book.appended.length > 0);
  done.holders += moved.length;
  done.transfers += moved.reduce((sum, book) => sum + book.appended.length, 0);
}

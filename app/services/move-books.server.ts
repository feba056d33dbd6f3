import { lockBooks } from "../db/book-queries.server.ts";
import { loadLots } from "../db/lot-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { saveBooks } from "../db/save-books.server.ts";
import { inShop, ShopGone } from "../db/shop-transaction.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import { bookOf, type Book } from "../domain/ledger/book.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import { faultOf, PassedOver } from "./passed-over.server.ts";

/** What a run over books has done. */
export interface BooksMoved {
  readonly holders: number;
  readonly transfers: number;
}

/** Some holders of a shop, and where the next ones begin; null where these are the last. */
export interface Page<Place> {
  readonly holders: readonly HolderId[];
  readonly last: Place | null;
}

/** Which books are moved, and how. */
export interface Movement<Place> {
  /** The next holders of a shop; asked inside the transaction, because a merge may empty one. */
  readonly page: (tx: Tx, shop: ShopId, after: Place | null) => Promise<Page<Place>>;
  /** What is done to each of their books, with whatever has to be read for that. */
  readonly prepare: (
    tx: Tx,
    shop: ShopId,
    holders: readonly HolderId[],
  ) => Promise<(book: Book) => void>;
}

interface Run<Place> {
  readonly db: Database;
  readonly movement: Movement<Place>;
  readonly done: { holders: number; transfers: number };
  readonly faults: Error[];
}

/**
 * Moves the books of the given shops, a page in a transaction. A holder whose
 * book contradicts itself is passed over; the others are not kept waiting for it.
 * @throws PassedOver at the end, when all others have been moved
 */
export async function moveBooks<Place>(
  db: Database,
  shops: readonly ShopId[],
  movement: Movement<Place>,
): Promise<BooksMoved> {
  const run: Run<Place> = { db, movement, done: { holders: 0, transfers: 0 }, faults: [] };
  for (const shop of shops) {
    let after: Place | null = null;
    do after = await movePage(run, shop, after);
    while (after !== null);
  }
  const { done, faults } = run;
  if (faults.length === 0) return done;
  throw new PassedOver(`${String(done.transfers)} transfers posted`, faults);
}

async function movePage<Place>(
  run: Run<Place>,
  shop: ShopId,
  after: Place | null,
): Promise<Place | null> {
  let page: Page<Place> = { holders: [], last: null };
  try {
    const books = await inShop(run.db, shop, async (tx) => {
      page = await run.movement.page(tx, shop, after);
      return moveHolders(run, tx, shop, page.holders);
    });
    count(run, books);
  } catch (error) {
    if (error instanceof ShopGone) return null;
    faultOf(shop, error);
    for (const holder of page.holders) await moveAlone(run, shop, holder);
  }
  return page.last;
}

async function moveAlone<Place>(run: Run<Place>, shop: ShopId, holder: HolderId): Promise<void> {
  try {
    count(run, await inShop(run.db, shop, (tx) => moveHolders(run, tx, shop, [holder])));
  } catch (error) {
    run.faults.push(faultOf(`${shop}, holder ${holder}`, error));
  }
}

async function moveHolders<Place>(
  run: Run<Place>,
  tx: Tx,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<readonly Book[]> {
  if (holders.length === 0) return [];
  const locked = await lockBooks(tx, shop, holders);
  const books = holders.map((holder) => bookOf(locked, holder));
  await loadLots(tx, shop, books);
  const move = await run.movement.prepare(tx, shop, holders);
  for (const book of books) move(book);
  await saveBooks(tx, shop, books);
  return books;
}

function count<Place>({ done }: Run<Place>, books: readonly Book[]): void {
  const moved = books.filter((book) => book.appended.length > 0);
  done.holders += moved.length;
  done.transfers += moved.reduce((sum, book) => sum + book.appended.length, 0);
}

import { lockBooks } from "../db/book-queries.server.ts";
import { loadLots } from "../db/lot-queries.server.ts";
import { saveBooks } from "../db/save-books.server.ts";
import { holdersWithDueLots, type Due } from "../db/due-lot-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inTransaction } from "../db/transaction.server.ts";
import type { Book } from "../domain/ledger/book.ts";
import type { ShopId } from "../domain/ids.ts";

const HOLDERS_PER_TRANSACTION = 500;

/** What a run over the due lots has done. */
export interface DueLotsMoved {
  readonly holders: number;
  readonly transfers: number;
}

/**
 * Applies `move` to every holder with lots that are due, some hundreds in a
 * transaction. Whose lots are due is asked inside it, because a holder that is
 * merged meanwhile has none any more.
 */
export async function moveDueLots(
  db: Database,
  due: Due,
  shop: ShopId | null,
  at: Date,
  move: (book: Book) => void,
): Promise<DueLotsMoved> {
  const moved = { holders: 0, transfers: 0 };
  for (;;) {
    const books = await inTransaction(db, async (tx) => {
      const next = await holdersWithDueLots(tx, due, shop, at, HOLDERS_PER_TRANSACTION);
      if (!next) return null;
      const books = [...(await lockBooks(tx, next.shop, next.holders)).values()];
      await loadLots(tx, next.shop, books);
      for (const book of books) move(book);
      await saveBooks(tx, next.shop, books);
      return books;
    });
    if (!books) return moved;
    moved.holders += books.length;
    moved.transfers += books.reduce((sum, book) => sum + book.appended.length, 0);
  }
}

import type { Database } from "../db/pool.server.ts";
import { matureLots } from "../domain/ledger/due-lots.ts";
import type { ShopId } from "../domain/ids.ts";
import type { BooksMoved } from "./move-books.server.ts";
import { moveDueLots } from "./move-due-lots.server.ts";

/**
 * Makes spendable all pending points whose time has come.
 * @param shop one shop; null for all
 * @param at as of when
 * @param now when it is recorded
 */
export function maturePoints(
  db: Database,
  shop: ShopId | null,
  at: Date,
  now: Date = at,
): Promise<BooksMoved> {
  return moveDueLots(db, "mature", shop, at, () =>
    Promise.resolve((book) => {
      matureLots(book, at, now);
    }),
  );
}

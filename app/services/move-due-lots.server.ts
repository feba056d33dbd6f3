import {
  dueLotsAfter,
  shopsWithDueLots,
  type Due,
  type DueLot,
} from "../db/due-lot-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import { moveBooks, type BooksMoved, type Movement } from "./move-books.server.ts";

const LOTS_PER_TRANSACTION = 500;

/**
 * Moves the books of every holder with lots that are due, some hundreds in a
 * transaction, shop by shop, in order of the lots' dates.
 * @throws PassedOver at the end, when some could not be moved and all others have been
 */
export async function moveDueLots(
  db: Database,
  due: Due,
  shop: ShopId | null,
  at: Date,
  prepare: Movement<DueLot>["prepare"],
): Promise<BooksMoved> {
  const shops = shop ? [shop] : await shopsWithDueLots(queryable(db.pool), due, at);
  return moveBooks<DueLot>(db, shops, {
    page: async (tx, of, after) => {
      const lots = await dueLotsAfter(tx, due, of, at, after, LOTS_PER_TRANSACTION);
      return {
        holders: [...new Set(lots.map((lot) => lot.holderId))],
        last: lots.at(-1) ?? null,
      };
    },
    prepare,
  });
}

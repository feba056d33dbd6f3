import { liveLotsAfter, type LiveLot } from "../db/live-lot-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import { listInstalledShops } from "../db/shop-life-queries.server.ts";
import { advanceSyncCursor, findSyncCursor } from "../db/sync-cursor-queries.server.ts";
import { queryable, type Queryable } from "../db/transaction.server.ts";
import { lotExpiryNow } from "../domain/expiry.ts";
import type { Book } from "../domain/ledger/book.ts";
import type { Lot } from "../domain/ledger/lot.ts";
import { rescheduleLots } from "../domain/ledger/reschedule.ts";
import type { ShopId } from "../domain/ids.ts";
import { moveBooks, type BooksMoved } from "./move-books.server.ts";

/** The job that runs `applyExpiry`. */
export const EXPIRY_JOB = "apply-expiry";

const LOTS_PER_TRANSACTION = 2_000;
const CURSOR = "expiry-applied";
/** What was posted beside a publication, by the version before, is found within so long. */
const SETTLES_IN_MS = 60 * 60 * 1000;

/**
 * Gives the lots of every shop whose program was published lately the dates that
 * all versions together make. Whoever posts meanwhile makes the same dates, so it
 * does not matter which of them comes first.
 * @param shop one shop, whenever its program was published; null for those that need it
 */
export async function applyExpiry(
  db: Database,
  shop: ShopId | null,
  now: Date,
): Promise<BooksMoved> {
  const sql = queryable(db.pool);
  const shops = shop ? [shop] : await shopsToLookAt(sql);
  const done = await moveBooks<LiveLot>(db, shops, {
    page: async (tx, of, after) => {
      const versions = await programVersions(tx, of);
      const lots = await liveLotsAfter(tx, of, after, LOTS_PER_TRANSACTION);
      const other = lots.filter(
        ({ lot }) => lotExpiryNow(versions, lot)?.getTime() !== lot.expiresAt?.getTime(),
      );
      return {
        holders: [...new Set(other.map(({ holderId }) => holderId))],
        last: lots.at(-1) ?? null,
      };
    },
    prepare: (tx, of) => datesByPrograms(tx, of, now),
  });
  for (const one of shops) await advanceSyncCursor(sql, one, CURSOR, now);
  return done;
}

async function shopsToLookAt(sql: Queryable): Promise<ShopId[]> {
  const shops: ShopId[] = [];
  for (const shop of await listInstalledShops(sql)) {
    const newest = (await programVersions(sql, shop)).at(-1);
    const done = await findSyncCursor(sql, shop, CURSOR);
    if (newest && (!done || newest.publishedAt.getTime() > done.getTime() - SETTLES_IN_MS))
      shops.push(shop);
  }
  return shops;
}

/** Gives a book's lots the dates that the shop's versions make. */
export async function datesByPrograms(
  tx: Queryable,
  shop: ShopId,
  now: Date,
): Promise<(book: Book) => void> {
  const versions = await programVersions(tx, shop);
  const newest = versions.at(-1);
  if (!newest) return () => undefined;
  const { version, publishedAt } = newest;
  return (book) => {
    const expiryOf = (lot: Lot) => lotExpiryNow(versions, lot);
    rescheduleLots(book, { version, publishedAt, expiryOf }, now);
  };
}

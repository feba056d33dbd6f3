import type { Book } from "../domain/ledger/book.ts";
import type { Lot } from "../domain/ledger/lot.ts";
import type { HolderId, LotId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import type { Queryable } from "./transaction.server.ts";

interface LotRow {
  holder_id: HolderId;
  lot_id: LotId;
  matures_at: Date;
  expires_at: Date | null;
  pending: Points;
  available: Points;
  held: Points;
  expired: Points;
}

/** The columns of a lot but its shop. */
export const LOT_COLUMNS =
  "holder_id, lot_id, matures_at, expires_at, pending, available, held, expired";

/** Loads all lots of the given books that are not empty. */
export async function loadLots(tx: Queryable, shop: ShopId, books: readonly Book[]): Promise<void> {
  if (books.length === 0) return;
  const rows = await tx.query<LotRow>(
    `SELECT ${LOT_COLUMNS} FROM lots
      WHERE shop = $1 AND holder_id = ANY($2::uuid[])
        AND (pending > 0 OR available > 0 OR held > 0 OR expired > 0)`,
    [shop, books.map((book) => book.holderId)],
  );
  addLots(books, rows);
}

/** Loads every lot of the given books, empty or not. */
export async function loadAllLots(
  db: Queryable,
  shop: ShopId,
  books: readonly Book[],
): Promise<void> {
  const rows = await db.query<LotRow>(
    `SELECT ${LOT_COLUMNS} FROM lots WHERE shop = $1 AND holder_id = ANY($2::uuid[])`,
    [shop, books.map((book) => book.holderId)],
  );
  addLots(books, rows);
}

/** Loads the named lots, empty or not. */
export async function loadNamedLots(
  tx: Queryable,
  shop: ShopId,
  books: readonly Book[],
  names: readonly { holderId: HolderId; lotId: LotId }[],
): Promise<void> {
  if (names.length === 0) return;
  const rows = await tx.query<LotRow>(
    `SELECT lot.* FROM unnest($2::uuid[], $3::text[]) AS named (holder_id, lot_id)
      CROSS JOIN LATERAL (
        SELECT ${LOT_COLUMNS} FROM lots
         WHERE shop = $1 AND holder_id = named.holder_id AND lot_id = named.lot_id
         LIMIT 1) AS lot`,
    [shop, names.map((name) => name.holderId), names.map((name) => name.lotId)],
  );
  addLots(books, rows);
}

function addLots(books: readonly Book[], rows: readonly LotRow[]): void {
  const byHolder = new Map(books.map((book) => [book.holderId, book]));
  for (const { holder_id, lot_id, matures_at, expires_at, ...amounts } of rows) {
    const { pending, available, held, expired } = amounts;
    const lot: Lot = {
      lotId: lot_id,
      maturesAt: matures_at,
      expiresAt: expires_at,
      pending,
      available,
      held,
      expired,
    };
    byHolder.get(holder_id)?.lots.set(lot_id, lot);
  }
}

import type { HolderId, ShopId } from "../domain/ids.ts";
import { arrayOf } from "./array-parameter.server.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** A row that was posted, as an undo needs it. */
export interface RowToUndo {
  readonly importId: string;
  readonly row: number;
  /** Whom it was posted to; merges are followed from there. */
  readonly holderId: HolderId;
  readonly points: bigint | null;
  readonly taken: bigint;
}

/** Rows after one that were posted, undone meanwhile or not, in order. */
export const rowsToUndo = (
  db: Queryable,
  shop: ShopId,
  importId: string,
  after: number,
  limit: number,
): Promise<RowToUndo[]> =>
  db.query<RowToUndo>(
    `SELECT r.import_id AS "importId", r.row, r.holder_id AS "holderId", r.points,
            coalesce(r.taken, 0) AS taken
       FROM import_rows r
      WHERE r.shop = $1 AND r.import_id = $2 AND r.row > $3
        AND (r.state = 'posted' OR r.state = 'undone' AND r.taken IS NOT NULL)
      ORDER BY r.row LIMIT $4`,
    [shop, importId, after, limit],
  );

/** What an undo took back of a row, and whether a checkout still holds some of it. */
export interface UndoneRow {
  readonly row: number;
  readonly taken: bigint;
  readonly isHeld: boolean;
}

/** Writes down what was taken back. A row that is undone may be imported again. */
export async function saveUndone(
  tx: Tx,
  shop: ShopId,
  importId: string,
  rows: readonly UndoneRow[],
): Promise<void> {
  await tx.query(
    `INSERT INTO import_rows AS r (shop, import_id, row, state, taken)
     SELECT $1, $2, place, CASE WHEN held THEN 'posted' ELSE 'undone' END, taken
       FROM unnest($3::int[], $4::bigint[], $5::bool[]) AS new (place, taken, held)
     ON CONFLICT (shop, import_id, row) DO UPDATE
        SET taken = excluded.taken, state = excluded.state,
            scope = CASE WHEN excluded.state = 'posted' THEN r.scope END`,
    [
      shop,
      importId,
      arrayOf(rows.map(({ row }) => row)),
      arrayOf(rows.map(({ taken }) => taken)),
      rows.map(({ isHeld }) => isHeld),
    ],
  );
}

/**
 * Ends what an import has not posted yet; what was personal in it goes.
 * @returns how many rows
 */
export async function endUnposted(tx: Tx, shop: ShopId, importId: string): Promise<number> {
  const { rowCount } = await tx.client.query(
    `UPDATE import_rows SET state = 'undone', email = NULL, email_hash = NULL, facts = NULL,
            scope = NULL
      WHERE shop = $1 AND import_id = $2 AND state IN ('read', 'matched', 'waiting')`,
    [shop, importId],
  );
  return rowCount ?? 0;
}

/** Takes everything personal out of rows that wait under an address: its customer demands it. */
export async function eraseImportedRows(
  db: Queryable,
  shop: ShopId,
  emailHash: string,
): Promise<void> {
  await db.query(
    `UPDATE import_rows SET state = 'erased', email = NULL, email_hash = NULL, facts = NULL
      WHERE shop = $1 AND (state = 'waiting' AND email_hash = $2 OR state = 'read' AND email_hash = $2)`,
    [shop, emailHash],
  );
}

/** What waits under an address, as it is held. What was posted stands in the ledger. */
export async function exportImportedRows(
  db: Queryable,
  shop: ShopId,
  emailHash: string | null,
): Promise<Record<string, unknown>[]> {
  if (emailHash === null) return [];
  const rows = await db.query<{ row: Record<string, unknown> }>(
    `SELECT to_jsonb(r) - 'shop' - 'row_key' - 'content' - 'scope' - 'email_hash' AS row
       FROM import_rows r
      WHERE shop = $1 AND (state = 'waiting' AND email_hash = $2 OR state = 'read' AND email_hash = $2)
      ORDER BY import_id, r.row`,
    [shop, emailHash],
  );
  return rows.map(({ row }) => row);
}

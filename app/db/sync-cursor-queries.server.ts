import type { ShopId } from "../domain/ids.ts";
import type { Queryable } from "./transaction.server.ts";

/** How far the recurring read called `name` has come in a shop; null before its first page. */
export async function findSyncCursor(
  db: Queryable,
  shop: ShopId,
  name: string,
): Promise<Date | null> {
  const [row] = await db.query<{ done_to: Date }>(
    "SELECT done_to FROM sync_cursors WHERE shop = $1 AND name = $2",
    [shop, name],
  );
  return row?.done_to ?? null;
}

/**
 * Moves the cursor to `doneTo`, never back: two readers at once may finish in any
 * order. Of a shop that was erased meanwhile, none stays behind.
 */
export async function advanceSyncCursor(
  db: Queryable,
  shop: ShopId,
  name: string,
  doneTo: Date,
): Promise<void> {
  await db.query(
    `INSERT INTO sync_cursors (shop, name, done_to)
     SELECT shop, $2, $3::timestamptz FROM shops WHERE shop = $1 FOR KEY SHARE
     ON CONFLICT (shop, name) DO UPDATE SET done_to = excluded.done_to
     WHERE sync_cursors.done_to < excluded.done_to`,
    [shop, name, doneTo],
  );
}

import { findImport, type ImportRecord } from "../../db/import-queries.server.ts";
import { refusedRows, type RefusedRow } from "../../db/import-row-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { queryable } from "../../db/transaction.server.ts";
import type { ShopId } from "../../domain/ids.ts";

export interface ImportView {
  readonly one: ImportRecord;
  /** The first refused rows. */
  readonly refused: readonly RefusedRow[];
}

/** An import with its first refused rows; null where there is none. */
export async function viewImport(
  db: Database,
  shop: ShopId,
  importId: string,
  mostRefused: number,
): Promise<ImportView | null> {
  const sql = queryable(db.pool);
  const one = await findImport(sql, shop, importId);
  if (!one) return null;
  const refused = mostRefused === 0 ? [] : await refusedRows(sql, shop, importId, 0, mostRefused);
  return { one, refused };
}

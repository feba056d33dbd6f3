import type { ShopId } from "../domain/ids.ts";
import type { Queryable } from "./transaction.server.ts";

export interface NewDataExport {
  readonly shop: ShopId;
  readonly exportId: string;
  /** Empty for a guest, who has no customer id. */
  readonly customerId: string;
  readonly document: unknown;
  readonly createdAt: Date;
}

/** Stores the answer to a data request for the merchant to hand on. */
export async function insertDataExport(db: Queryable, made: NewDataExport): Promise<void> {
  await db.query(
    `INSERT INTO data_exports (shop, export_id, customer_id, document, created_at)
     VALUES ($1, $2, $3, $4, $5)`,
    [made.shop, made.exportId, made.customerId, JSON.stringify(made.document), made.createdAt],
  );
}

/** The stored answers of a shop, or of all where it is null, the oldest first, without what they say. */
export function listDataExports(
  db: Queryable,
  shop: ShopId | null,
): Promise<Omit<NewDataExport, "document">[]> {
  return db.query(
    `SELECT shop, export_id AS "exportId", customer_id AS "customerId", created_at AS "createdAt"
     FROM data_exports WHERE $1::text IS NULL OR shop = $1 ORDER BY created_at, export_id`,
    [shop],
  );
}

/**
 * The document of a stored answer; null for one that there is not, or no longer.
 * @param exportId a UUID
 * @param shop null for whichever shop's it is
 */
export async function findDataExport(
  db: Queryable,
  shop: ShopId | null,
  exportId: string,
): Promise<unknown> {
  const [row] = await db.query<{ document: unknown }>(
    `SELECT document FROM data_exports
     WHERE export_id = $2 AND ($1::text IS NULL OR shop = $1)`,
    [shop, exportId],
  );
  return row?.document ?? null;
}

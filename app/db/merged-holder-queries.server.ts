import type { HolderId, ShopId } from "../domain/ids.ts";
import type { Queryable } from "./transaction.server.ts";

/** The holders that were merged into one, in order of id. */
export async function holdersMergedInto(
  db: Queryable,
  shop: ShopId,
  holder: HolderId,
): Promise<HolderId[]> {
  const rows = await db.query<{ holder_id: HolderId }>(
    "SELECT holder_id FROM holders WHERE shop = $1 AND merged_into = $2 ORDER BY holder_id",
    [shop, holder],
  );
  return rows.map((row) => row.holder_id);
}

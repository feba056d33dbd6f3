import type { HolderId, ShopId } from "../domain/ids.ts";
import type { Queryable } from "./transaction.server.ts";

/** The tiers that the holders have now, by their ids; who has none is left out. */
export async function tiersHeld(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<Map<HolderId, string>> {
  const rows = await db.query<{ holder_id: HolderId; tier: string }>(
    `SELECT holder_id, tier FROM member_tiers
      WHERE shop = $1 AND holder_id = ANY($2::uuid[]) AND tier IS NOT NULL`,
    [shop, holders],
  );
  return new Map(rows.map((row) => [row.holder_id, row.tier]));
}

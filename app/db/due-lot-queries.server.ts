import type { HolderId, ShopId } from "../domain/ids.ts";
import type { Queryable } from "./transaction.server.ts";

/** What becomes due in a lot. */
export type Due = "mature" | "expire";

const CONDITION: Record<Due, string> = {
  mature: "pending > 0 AND matures_at <= $1",
  expire: "available > 0 AND expires_at IS NOT NULL AND expires_at <= $1",
};

export interface DueHolders {
  readonly shop: ShopId;
  readonly holders: readonly HolderId[];
}

/**
 * Up to `limit` holders of one shop with lots that are due by `at`.
 * @param shop the shop to look at; null for any
 * @returns null when nothing is due
 */
export async function holdersWithDueLots(
  db: Queryable,
  due: Due,
  shop: ShopId | null,
  at: Date,
  limit: number,
): Promise<DueHolders | null> {
  const [first] = await db.query<{ shop: ShopId }>(
    `SELECT shop FROM lots WHERE ${CONDITION[due]} AND ($2::text IS NULL OR shop = $2) LIMIT 1`,
    [at, shop],
  );
  if (!first) return null;
  const rows = await db.query<{ holder_id: HolderId }>(
    `SELECT DISTINCT holder_id FROM lots WHERE ${CONDITION[due]} AND shop = $2
      ORDER BY holder_id LIMIT $3`,
    [at, first.shop, limit],
  );
  return { shop: first.shop, holders: rows.map((row) => row.holder_id) };
}

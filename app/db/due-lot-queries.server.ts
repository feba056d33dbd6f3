import type { HolderId, ShopId } from "../domain/ids.ts";
import { MAY_EXPIRE } from "./expiry-pause.server.ts";
import type { Queryable } from "./transaction.server.ts";

/** What becomes due in a lot. */
export type Due = "mature" | "expire";

const DUE: Record<Due, { readonly date: string; readonly condition: string }> = {
  mature: { date: "matures_at", condition: "pending > 0 AND matures_at <= $1" },
  expire: {
    date: "expires_at",
    condition: "available > 0 AND expires_at IS NOT NULL AND expires_at <= $1",
  },
};

/** A lot that is due, as a place in the order of their dates. */
export interface DueLot {
  readonly dueAt: Date;
  readonly holderId: HolderId;
}

/** The shops that have lots due by `at`, in order. */
export async function shopsWithDueLots(db: Queryable, due: Due, at: Date): Promise<ShopId[]> {
  const rows = await db.query<{ shop: ShopId }>(
    `SELECT shop FROM shops s
      WHERE EXISTS (SELECT 1 FROM lots l WHERE l.shop = s.shop AND ${DUE[due].condition})
      ORDER BY shop`,
    [at],
  );
  return rows.map((row) => row.shop);
}

/** The next lots of a shop that are due by `at`, the earliest first, after one of them. */
export function dueLotsAfter(
  db: Queryable,
  due: Due,
  shop: ShopId,
  at: Date,
  after: DueLot | null,
  limit: number,
): Promise<DueLot[]> {
  const { date, condition } = DUE[due];
  const spared = due === "expire" ? `AND ${MAY_EXPIRE("lots.shop", "lots.holder_id", "$1")}` : "";
  const place = after ? `AND (${date}, holder_id) > ($4::timestamptz, $5::uuid)` : "";
  return db.query<DueLot>(
    `SELECT ${date} AS "dueAt", holder_id AS "holderId" FROM lots
      WHERE shop = $2 AND ${condition} ${place} ${spared}
      ORDER BY ${date}, holder_id LIMIT $3`,
    [at, shop, limit, ...(after ? [after.dueAt, after.holderId] : [])],
  );
}

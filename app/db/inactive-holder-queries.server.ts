import type { HolderId, ShopId } from "../domain/ids.ts";
import { MAY_EXPIRE } from "./expiry-pause.server.ts";
import type { Queryable } from "./transaction.server.ts";

/** A holder with points to lose, and when it, or who was merged into it, last earned or spent. */
export interface InactiveHolder {
  readonly holderId: HolderId;
  /** Null: never. */
  readonly activeAt: Date | null;
}

/** The shops whose newest program lets the points of who is inactive expire, in order. */
export async function shopsWithInactivity(db: Queryable): Promise<ShopId[]> {
  const rows = await db.query<{ shop: ShopId }>(
    `SELECT shop FROM (SELECT DISTINCT ON (shop) shop, document FROM program_versions
                        ORDER BY shop, version DESC) AS newest
      WHERE document->'expiry'->>'kind' = 'inactivity' ORDER BY shop`,
  );
  return rows.map((row) => row.shop);
}

const ACTIVITY = `
  CROSS JOIN LATERAL (
    SELECT greatest(b.active_at, max(m.active_at)) AS active_at
      FROM holders h JOIN balances m USING (shop, holder_id)
     WHERE h.shop = b.shop AND h.merged_into = b.holder_id) AS last`;

/** The next holders with available points who have not been active since `since`, in order of id. */
export function holdersInactiveSince(
  db: Queryable,
  shop: ShopId,
  { since, at }: { readonly since: Date; readonly at: Date },
  after: HolderId | null,
  limit: number,
): Promise<InactiveHolder[]> {
  return db.query<InactiveHolder>(
    `SELECT b.holder_id AS "holderId", last.active_at AS "activeAt"
       FROM balances b ${ACTIVITY}
      WHERE b.shop = $1 AND b.available > 0
        AND (b.active_at IS NULL OR b.active_at <= $2)
        AND (last.active_at IS NULL OR last.active_at <= $2)
        AND ($3::uuid IS NULL OR b.holder_id > $3)
        AND ${MAY_EXPIRE("b.shop", "b.holder_id", "$5")}
      ORDER BY b.holder_id LIMIT $4`,
    [shop, since, after, limit, at],
  );
}

/** What inactivity is counted from, for given holders. */
export interface LastSigns extends InactiveHolder {
  /** When points last came back from an order; null: never. */
  readonly restoredAt: Date | null;
}

/** When the holders, or who was merged into them, were last active, and last got points back. */
export function lastSignsOf(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<LastSigns[]> {
  return db.query<LastSigns>(
    `SELECT b.holder_id AS "holderId", last.active_at AS "activeAt",
            -- One chain after the other: with an OR, all of the shop's would be read.
            (SELECT max(restored.at)
               FROM (SELECT b.holder_id
                      UNION ALL
                     SELECT h.holder_id FROM holders h
                      WHERE h.shop = b.shop AND h.merged_into = b.holder_id) AS self
              CROSS JOIN LATERAL (
                SELECT max(t.recorded_at) AS at FROM transfers t
                 WHERE t.shop = b.shop AND t.holder_id = self.holder_id
                   AND t.code = 'restore') AS restored)
              AS "restoredAt"
       FROM balances b ${ACTIVITY}
      WHERE b.shop = $1 AND b.holder_id = ANY($2::uuid[])`,
    [shop, holders],
  );
}

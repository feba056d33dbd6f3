import type { ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import type { Queryable } from "./transaction.server.ts";

/** A shop's programme in figures. */
export interface ShopFigures {
  readonly name: string | null;
  /** People in the programme; who was merged into another counts once. */
  readonly members: bigint;
  /** Points that members have, pending and held ones too, less those that they owe. */
  readonly outstanding: bigint;
  readonly pending: Points;
}

/** The shop's figures as they stand; null for a shop never heard of. */
export async function findShopFigures(db: Queryable, shop: ShopId): Promise<ShopFigures | null> {
  const [row] = await db.query<ShopFigures>(
    `SELECT s.name, b.outstanding, b.pending,
            (SELECT count(*) FROM members m
               JOIN holders h ON h.shop = m.shop AND h.holder_id = m.holder_id
              WHERE m.shop = s.shop AND h.merged_into IS NULL) AS members
       FROM shops s
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(pending + available + held - owed), 0)::bigint AS outstanding,
               coalesce(sum(pending), 0)::bigint AS pending
          FROM balances WHERE shop = s.shop) AS b
      WHERE s.shop = $1`,
    [shop],
  );
  return row ?? null;
}

/** What moved in a while. Either may be below 0: refunds may be of orders from before. */
export interface Movement {
  /** Points earned, less those taken back. */
  readonly earned: bigint;
  /** Points spent, less those that came back with what was returned. */
  readonly spent: bigint;
}

/**
 * What the shop's members have earned and spent since a moment. Nothing is written
 * down before it happens, and transfers lie in the order in which they were: so
 * few of them are read, without an index that has a row for each.
 */
export async function movementSince(db: Queryable, shop: ShopId, since: Date): Promise<Movement> {
  const [row] = await db.query<Movement>(
    `SELECT (coalesce(sum(amount) FILTER (WHERE debit IN ('issued', 'reversed')), 0)
             - coalesce(sum(amount) FILTER (WHERE credit = 'reversed'), 0))::bigint AS earned,
            (coalesce(sum(amount) FILTER (WHERE credit = 'redeemed'), 0)
             - coalesce(sum(amount) FILTER (WHERE debit = 'redeemed'), 0))::bigint AS spent
       FROM transfers WHERE shop = $1 AND recorded_at >= $2 AND event_at >= $2`,
    [shop, since],
  );
  if (row === undefined) throw new Error("summing returned no row");
  return row;
}

/** Who published the newest program version; null before the first. */
export async function publisherOfProgram(db: Queryable, shop: ShopId): Promise<string | null> {
  const [row] = await db.query<{ by: string }>(
    `SELECT published_by AS by FROM program_versions WHERE shop = $1
      ORDER BY version DESC LIMIT 1`,
    [shop],
  );
  return row?.by ?? null;
}

import type { HoldState } from "../domain/hold.ts";
import type { CustomerId, HoldId, HolderId, LotId, ShopId } from "../domain/ids.ts";
import type { CurrencyCode, Minor } from "../domain/money.ts";
import type { Points } from "../domain/points.ts";
import type { Queryable } from "./transaction.server.ts";

/** Points that are left of what was credited together. */
export interface LotRow {
  readonly lotId: LotId;
  /** The order that it was credited for, by Shopify's name for it; null for others. */
  readonly orderName: string | null;
  readonly maturesAt: Date;
  /** Null: never. */
  readonly expiresAt: Date | null;
  readonly pending: Points;
  readonly available: Points;
  readonly held: Points;
}

/** A member's lots that are not empty, in the order in which they are spent. */
export function lotsOfMember(
  db: Queryable,
  shop: ShopId,
  holder: HolderId,
  limit: number,
): Promise<LotRow[]> {
  return db.query<LotRow>(
    `SELECT l.lot_id AS "lotId", o.name AS "orderName", l.matures_at AS "maturesAt",
            l.expires_at AS "expiresAt", l.pending, l.available, l.held
       FROM lots l
       LEFT JOIN orders o ON o.shop = l.shop AND 'order/' || o.order_id = l.lot_id
             AND o.order_id = substr(l.lot_id, 7)
      WHERE l.shop = $1 AND l.holder_id = $2
        AND (l.pending > 0 OR l.available > 0 OR l.held > 0)
      ORDER BY l.expires_at NULLS LAST, l.matures_at, l.lot_id LIMIT $3`,
    [shop, holder, limit],
  );
}

/** Points that a checkout has set aside. */
export interface OpenHoldRow {
  readonly holdId: HoldId;
  readonly code: string;
  readonly state: Extract<HoldState, "active" | "clearing">;
  readonly points: Points;
  readonly moneyMinor: Minor;
  readonly currency: CurrencyCode;
  readonly expiresAt: Date;
}

/** A member's holds that are not settled: one active at most, and those being cleared. */
export function openHoldsOfMember(
  db: Queryable,
  shop: ShopId,
  holder: HolderId,
): Promise<OpenHoldRow[]> {
  return db.query<OpenHoldRow>(
    `SELECT hold_id AS "holdId", code, state, points, money_minor AS "moneyMinor", currency,
            expires_at AS "expiresAt"
       FROM holds WHERE shop = $1 AND holder_id = $2 AND state IN ('active', 'clearing')
      ORDER BY state, created_at DESC`,
    [shop, holder],
  );
}

/** Shopify's ids of a member, of those merged into it too: the living ones first. */
export async function customersOfMember(
  db: Queryable,
  shop: ShopId,
  holder: HolderId,
): Promise<CustomerId[]> {
  const rows = await db.query<{ customerId: CustomerId }>(
    `SELECT c.customer_id AS "customerId"
       FROM holders h JOIN customers c ON c.shop = h.shop AND c.holder_id = h.holder_id
      WHERE h.shop = $1 AND (h.holder_id = $2 OR h.merged_into = $2)
      ORDER BY c.deleted_at IS NOT NULL, h.holder_id <> $2, c.customer_id`,
    [shop, holder],
  );
  return rows.map((row) => row.customerId);
}

import type { Account } from "../domain/ledger/accounts.ts";
import type { Movement } from "../domain/ledger/takings.ts";
import type { HolderId, LotId, OrderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import type { Tx } from "./transaction.server.ts";

/** What an order has posted to one holder and to all that were merged into it. */
export interface Posted {
  readonly orderId: OrderId;
  /** A living one. */
  readonly holderId: HolderId;
  readonly points: Points;
  /** Whether any of it was ever taken back. */
  readonly clawedBack: boolean;
}

/** What orders have posted, by holder. The orders are locked by the caller. */
export async function postedByOrder(
  tx: Tx,
  shop: ShopId,
  orders: readonly OrderId[],
): Promise<Posted[]> {
  if (orders.length === 0) return [];
  return tx.query<Posted>(
    `SELECT p.order_id AS "orderId", h.living AS "holderId", sum(p.posted)::bigint AS points,
            bool_or(p.clawed_back) AS "clawedBack"
       FROM unnest($2::text[]) AS wanted (order_id)
      CROSS JOIN LATERAL (
        SELECT order_id, holder_id,
               sum(CASE WHEN debit IN ('issued', 'reversed') THEN amount
                        WHEN credit = 'reversed' THEN -amount ELSE 0 END) AS posted,
               bool_or(credit = 'reversed') AS clawed_back
          FROM transfers WHERE shop = $1 AND order_id = wanted.order_id
         GROUP BY order_id, holder_id) AS p
      CROSS JOIN LATERAL (
        SELECT coalesce(merged_into, holder_id) AS living FROM holders
         WHERE shop = $1 AND holder_id = p.holder_id LIMIT 1) AS h
      GROUP BY p.order_id, h.living
      ORDER BY p.order_id, h.living`,
    [shop, orders],
  );
}

/** A movement of an order's points, and whose chain it counts for by now. */
export interface OrderMovement extends Movement {
  readonly orderId: OrderId;
  /** A living one. */
  readonly holderId: HolderId;
}

interface MovementRow {
  order_id: OrderId;
  living: HolderId;
  debit: Account;
  credit: Account;
  amount: Points;
  lot_id: LotId | null;
  matures_at: Date | null;
  expires_at: Date | null;
}

/** What clawbacks of these orders took, lot by lot, and what was given back, chain by chain. */
export async function reversalsOfOrders(
  tx: Tx,
  shop: ShopId,
  orders: readonly OrderId[],
): Promise<OrderMovement[]> {
  if (orders.length === 0) return [];
  const rows = await tx.query<MovementRow>(
    `SELECT t.order_id, coalesce(h.merged_into, h.holder_id) AS living, t.debit, t.credit,
            coalesce(u.amount, t.amount) AS amount, l.lot_id, l.matures_at, l.expires_at
       FROM transfers t
       JOIN holders h USING (shop, holder_id)
       LEFT JOIN lot_uses u USING (shop, holder_id, seq)
       LEFT JOIN lots l ON (l.shop, l.holder_id, l.lot_id)
                         = (t.shop, t.holder_id, coalesce(u.lot_id, t.lot_id))
      WHERE t.shop = $1 AND t.order_id = ANY($2::text[]) AND 'reversed' IN (t.debit, t.credit)
      ORDER BY t.holder_id, t.seq, u.line`,
    [shop, orders],
  );
  return rows.map((row) => ({
    orderId: row.order_id,
    holderId: row.living,
    debit: row.debit,
    credit: row.credit,
    amount: row.amount,
    lot:
      row.lot_id !== null && row.matures_at !== null
        ? { lotId: row.lot_id, maturesAt: row.matures_at, expiresAt: row.expires_at }
        : null,
  }));
}

import type { CustomerId, HolderId, OrderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import type { Queryable } from "./transaction.server.ts";

/** What an order has earned and cost its member, as far as its webhooks tell. */
export interface OrderPointsRow {
  /** Whose order it is, merges followed; null for nobody's. */
  readonly owner: HolderId | null;
  /** False while only a refund of it is known. */
  readonly told: boolean;
  /** What it has earned as it stands; null where no program was in force. */
  readonly target: Points | null;
  /** What it will earn once it is paid. */
  readonly award: Points | null;
  /** What of that cannot be spent yet. */
  readonly pending: Points;
  readonly maturesAt: Date | null;
  readonly spent: Points;
  readonly restored: Points;
  /** The living member of the customer who asks; null for one who is none. */
  readonly asking: HolderId | null;
}

/** An order's points, and whose they are; null for an order that nobody has told of. */
export async function orderPoints(
  db: Queryable,
  shop: ShopId,
  order: OrderId,
  customer: CustomerId,
): Promise<OrderPointsRow | null> {
  const [row] = await db.query<OrderPointsRow>(
    `SELECT owner.living AS owner, o.facts IS NOT NULL AS told, o.target, o.award,
            coalesce(l.pending, 0) AS pending, l.matures_at AS "maturesAt",
            coalesce(o.captured_points, 0) AS spent, coalesce(o.restored_points, 0) AS restored,
            asking.living AS asking
       FROM orders o
       LEFT JOIN LATERAL (
         SELECT coalesce(h.merged_into, h.holder_id) AS living
           FROM customers c JOIN holders h USING (shop, holder_id)
          WHERE c.shop = o.shop AND c.customer_id = coalesce(o.customer_id, o.claimed_by)
       ) AS owner ON true
       LEFT JOIN LATERAL (
         SELECT coalesce(h.merged_into, h.holder_id) AS living
           FROM customers c JOIN holders h USING (shop, holder_id)
          WHERE c.shop = o.shop AND c.customer_id = $3
       ) AS asking ON true
       LEFT JOIN lots l ON l.shop = o.shop AND l.holder_id = owner.living
                       AND l.lot_id = 'order/' || o.order_id
      WHERE o.shop = $1 AND o.order_id = $2`,
    [shop, order, customer],
  );
  return row ?? null;
}

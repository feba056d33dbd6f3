import type { HoldId, HolderId, OrderId, ShopId } from "../domain/ids.ts";
import type { Queryable } from "./transaction.server.ts";

/** A holder whose held points are not those of its open holds. */
export interface HeldDifference {
  readonly holderId: HolderId;
  readonly held: bigint;
  readonly holds: bigint;
}

/** The first holder whose held points are not those of its open holds; null where there is none. */
export async function heldOffHolds(db: Queryable, shop: ShopId): Promise<HeldDifference | null> {
  const [row] = await db.query<HeldDifference>(
    `WITH open AS (
       SELECT holder_id, sum(points)::bigint AS points FROM holds
        WHERE shop = $1 AND state IN ('active', 'clearing') GROUP BY holder_id
     )
     SELECT b.holder_id AS "holderId", b.held, coalesce(o.points, 0) AS holds
       FROM balances b LEFT JOIN open o USING (holder_id)
      WHERE b.shop = $1 AND b.held <> coalesce(o.points, 0)
      ORDER BY b.holder_id LIMIT 1`,
    [shop],
  );
  return row ?? null;
}

/** What an order is said to have taken and given back, and what its transfers moved. */
export interface CaptureDifference {
  readonly orderId: OrderId;
  readonly captured: bigint;
  readonly capturedByTransfers: bigint;
  readonly restored: bigint;
  readonly restoredByTransfers: bigint;
}

/** The first order whose captured or restored points its transfers do not make; null for none. */
export async function orderOffCapture(
  db: Queryable,
  shop: ShopId,
): Promise<CaptureDifference | null> {
  const [row] = await db.query<CaptureDifference>(
    `WITH moved AS (
       SELECT order_id,
              coalesce(sum(amount) FILTER (WHERE code = 'capture'), 0)::bigint AS captured,
              coalesce(sum(amount) FILTER (WHERE code = 'restore'), 0)::bigint AS restored
         FROM transfers WHERE shop = $1 AND code IN ('capture', 'restore') GROUP BY order_id
     ), told AS (
       SELECT order_id, captured_points AS captured, restored_points AS restored
         FROM orders WHERE shop = $1 AND captured_points IS NOT NULL
     ), compared AS (
       SELECT order_id, coalesce(told.captured, 0) AS captured,
              coalesce(moved.captured, 0) AS moved_captured,
              coalesce(told.restored, 0) AS restored, coalesce(moved.restored, 0) AS moved_restored
         FROM told FULL JOIN moved USING (order_id)
     )
     SELECT order_id AS "orderId", captured, moved_captured AS "capturedByTransfers", restored,
            moved_restored AS "restoredByTransfers"
       FROM compared WHERE (captured, restored) <> (moved_captured, moved_restored)
      ORDER BY order_id LIMIT 1`,
    [shop],
  );
  return row ?? null;
}

/** The first hold that is captured and no order says so, or the other way round; null for none. */
export async function holdOffOrder(db: Queryable, shop: ShopId): Promise<HoldId | null> {
  const [row] = await db.query<{ hold_id: HoldId }>(
    `SELECT hold_id
       FROM (SELECT hold_id, order_id, captured_points FROM holds
              WHERE shop = $1 AND state = 'captured') AS h
       FULL JOIN (SELECT hold_id, order_id, captured_points FROM orders
                   WHERE shop = $1 AND capture = 'captured') AS o USING (hold_id, order_id)
      WHERE h.captured_points IS DISTINCT FROM o.captured_points
      ORDER BY hold_id LIMIT 1`,
    [shop],
  );
  return row?.hold_id ?? null;
}

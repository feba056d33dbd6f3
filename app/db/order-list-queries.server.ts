import type { CustomerId, HolderId, OrderId, ShopId } from "../domain/ids.ts";
import type { OrderStanding } from "../domain/order/standing.ts";
import type { Points } from "../domain/points.ts";
import type { Edge } from "./keyset.server.ts";
import type { Queryable } from "./transaction.server.ts";

/** An order's place in the list: when it was placed, and its id. */
export interface OrderPlace {
  readonly processedAt: Date;
  readonly orderId: OrderId;
}

/** An order as a line of a list. */
export interface OrderListRow extends OrderPlace {
  readonly name: string | null;
  /** Who gets the points; null for a guest's order that nobody has claimed. */
  readonly customerId: CustomerId | null;
  /** The member as it stands, merges followed; null with `customerId`. */
  readonly holderId: HolderId | null;
  readonly standing: OrderStanding;
  /** What it earns when nothing is refunded; null before any program. */
  readonly award: Points | null;
  /** What it has earned as it stands; a guest's has earned nobody anything, until it is claimed. */
  readonly target: Points | null;
  /** What of that is not spendable yet, and from when it is. */
  readonly pending: Points;
  readonly maturesAt: Date | null;
  /** Points that it was paid with, and how many of them have come back; null where it was not. */
  readonly capturedPoints: Points | null;
  readonly restoredPoints: Points | null;
}

// Deleted counts as cancelled: either takes all points back. A refund that is an
// edit's removal is none.
const STANDING = `
CASE WHEN o.cancelled_at IS NOT NULL OR o.deleted_at IS NOT NULL THEN 'cancelled'
     WHEN o.facts ->> 'test' = 'true' THEN 'test'
     WHEN o.paid_at IS NULL THEN 'will_earn'
     WHEN EXISTS (SELECT FROM json_array_elements(o.refunds) AS refund
                   WHERE refund ->> 'edit' = 'false') THEN 'refunded'
     ELSE 'paid' END`;

// The orders first, then what belongs to each of them: by keys, a page's worth of times.
const withMembers = (orders: string) => `
SELECT o.order_id AS "orderId", o.processed_at AS "processedAt", o.name,
       o.customer_id AS "customerId", h.holder_id AS "holderId", o.standing, o.award, o.target,
       coalesce(l.pending, 0) AS pending, l.matures_at AS "maturesAt",
       o.captured_points AS "capturedPoints", o.restored_points AS "restoredPoints"
  FROM (${orders}) AS o
  LEFT JOIN LATERAL (
    SELECT coalesce(h.merged_into, h.holder_id) AS holder_id
      FROM customers c JOIN holders h ON h.shop = c.shop AND h.holder_id = c.holder_id
     WHERE c.shop = $1 AND c.customer_id = o.customer_id LIMIT 1) AS h ON true
  LEFT JOIN LATERAL (
    SELECT pending, matures_at FROM lots
     WHERE shop = $1 AND holder_id = h.holder_id AND lot_id = 'order/' || o.order_id
     LIMIT 1) AS l ON true`;

/**
 * A shop's orders beyond an edge, those next to it first. Orders of which only a
 * refund or a deletion was heard have no time, and are not among them.
 * @param standing only orders that stand so; a rare one may be looked for through the whole shop
 */
export function listOrders(
  db: Queryable,
  shop: ShopId,
  standing: OrderStanding | null,
  edge: Edge<OrderPlace> | null,
  limit: number,
): Promise<OrderListRow[]> {
  const goesUp = edge?.side === "newer";
  const direction = goesUp ? "ASC" : "DESC";
  const order = (of: string) => `${of}processed_at ${direction}, ${of}order_id ${direction}`;
  const values: unknown[] = [shop, limit];
  const conditions = ["o.shop = $1", "o.processed_at IS NOT NULL"];
  if (edge !== null) {
    values.push(edge.place.processedAt, edge.place.orderId);
    conditions.push(`(o.processed_at, o.order_id) ${goesUp ? ">" : "<"} ($3::timestamptz, $4)`);
  }
  if (standing !== null) {
    values.push(standing);
    conditions.push(`${STANDING} = $${values.length}`);
  }
  const page = `
    SELECT o.order_id, o.processed_at, o.name, coalesce(o.customer_id, o.claimed_by) AS customer_id,
           ${STANDING} AS standing, o.award,
           CASE WHEN coalesce(o.customer_id, o.claimed_by) IS NULL THEN 0 ELSE o.target END AS target,
           o.captured_points, o.restored_points
      FROM orders o WHERE ${conditions.join(" AND ")}
     ORDER BY ${order("o.")} LIMIT $2`;
  return db.query<OrderListRow>(`${withMembers(page)} ORDER BY ${order("o.")}`, values);
}

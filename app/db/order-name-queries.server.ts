import type { OrderId, ShopId } from "../domain/ids.ts";
import type { Queryable } from "./transaction.server.ts";

/** What the shop calls the given orders, such as `#1001`; those that have no name are left out. */
export async function orderNames(
  db: Queryable,
  shop: ShopId,
  orders: readonly OrderId[],
): Promise<Map<OrderId, string>> {
  if (orders.length === 0) return new Map();
  const rows = await db.query<{ order_id: OrderId; name: string }>(
    `SELECT order_id, name FROM orders
      WHERE shop = $1 AND order_id = ANY($2::text[]) AND name IS NOT NULL`,
    [shop, orders],
  );
  return new Map(rows.map((row) => [row.order_id, row.name]));
}

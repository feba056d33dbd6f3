import { keysetPage, type Edge } from "../db/keyset.server.ts";
import { listOrders, type OrderListRow, type OrderPlace } from "../db/order-list-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { OrderStanding } from "../domain/order/standing.ts";
import type { AdminClient } from "../shopify/admin-client.server.ts";
import { customerNames } from "../shopify/customer-names.server.ts";

/** An order as a line of a list; the customer's name is Shopify's, null where it tells none. */
export type NamedOrder = OrderListRow & { readonly customerName: string | null };

export interface OrderPage {
  readonly orders: readonly NamedOrder[];
  readonly older: OrderPlace | null;
  readonly newer: OrderPlace | null;
}

const PAGE_SIZE = 50;

/** One page of a shop's orders, the newest first, with the names of who placed them. */
export async function orderPage(
  db: Database,
  admin: AdminClient,
  standing: OrderStanding | null,
  edge: Edge<OrderPlace> | null,
  size = PAGE_SIZE,
): Promise<OrderPage> {
  const read = queryable(db.pool);
  const { rows, ...places } = await keysetPage(
    edge,
    size,
    ({ processedAt, orderId }: OrderListRow) => ({ processedAt, orderId }),
    (from, limit) => listOrders(read, admin.shop, standing, from, limit),
  );
  const customers = rows.flatMap((row) => row.customerId ?? []);
  const names = await customerNames(admin, [...new Set(customers)]);
  const orders = rows.map((row) => ({
    ...row,
    customerName: (row.customerId === null ? undefined : names.get(row.customerId)) ?? null,
  }));
  return { orders, ...places };
}

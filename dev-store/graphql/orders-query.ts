import { GraphQLError } from "graphql";
import type { Store } from "../store.ts";
import type { OrderSort } from "../storage/orders.ts";
import type { Condition } from "../storage/pages.ts";
import { pageConnection, type ConnectionArgs } from "./connection.ts";
import type { Node } from "./fields.ts";
import { orderNode } from "./order-node.ts";
import { searchConditions, type SearchField } from "./search.ts";

const FIELDS: Readonly<Record<string, SearchField>> = {
  updated_at: { column: "updated_at", kind: "time" },
  created_at: { column: "created_at", kind: "time" },
  processed_at: { column: "processed_at", kind: "time" },
  id: { column: "id", kind: "id" },
  customer_id: { column: "customer_id", kind: "id" },
  name: { column: "name", kind: "text" },
  email: { column: "email", kind: "text" },
  financial_status: { column: "status", kind: "text" },
};

const SORTS: Readonly<Record<string, OrderSort>> = {
  ID: "id",
  CREATED_AT: "created_at",
  PROCESSED_AT: "processed_at",
  UPDATED_AT: "updated_at",
};

const SIXTY_DAYS_MS = 60 * 86_400_000;

/** Orders older than 60 days are seen only with the scope `read_all_orders`. */
export function visibleOrders(store: Store): Condition[] {
  if (store.scopes().includes("read_all_orders")) return [];
  return [{ sql: "created_at >= ?", values: [store.now().getTime() - SIXTY_DAYS_MS] }];
}

/** `orders` of the shop or of a customer. */
export function ordersConnection(
  store: Store,
  args: ConnectionArgs & { query?: string | null; sortKey?: string | null },
  conditions: readonly Condition[] = [],
): Node {
  // The schema's default is PROCESSED_AT for the shop's orders and ID for a customer's.
  const sort = SORTS[args.sortKey ?? "ID"];
  if (sort === undefined) {
    throw new GraphQLError(`The dev store does not sort orders by ${args.sortKey}`, {
      extensions: { code: "NOT_IMPLEMENTED_BY_DEV_STORE" },
    });
  }
  const all = [...conditions, ...visibleOrders(store), ...searchConditions(args.query, FIELDS)];
  return pageConnection(
    args,
    (page) => store.orders.page(sort, all, page),
    (order) => orderNode(store, order),
  );
}

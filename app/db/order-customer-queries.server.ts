import type { CustomerId, OrderId, ShopId } from "../domain/ids.ts";
import type { Queryable } from "./transaction.server.ts";

export interface ChangedCustomer {
  readonly earlier: CustomerId;
  readonly later: CustomerId;
}

/**
 * Customers to whom an order belonged, or in whose chain it has points, and whose
 * member is not that of the customer to whom it belongs now. Customers that are
 * known to be deleted, merged or erased are left alone: why Shopify no longer has
 * them is known.
 * @param orders with their customers as they are now
 */
export function earlierCustomers(
  db: Queryable,
  shop: ShopId,
  orders: readonly { readonly orderId: OrderId; readonly customerId: CustomerId }[],
): Promise<ChangedCustomer[]> {
  return db.query<ChangedCustomer>(
    `WITH now AS (
       SELECT * FROM unnest($2::text[], $3::text[]) AS n (order_id, customer_id)
     ), earlier AS (
       SELECT n.customer_id AS later, o.customer_id AS earlier
       FROM now n JOIN orders o ON o.shop = $1 AND o.order_id = n.order_id
       WHERE o.customer_id <> n.customer_id
       UNION
       SELECT n.customer_id, c.customer_id
       FROM now n
       CROSS JOIN LATERAL (
         SELECT holder_id FROM transfers t WHERE t.shop = $1 AND t.order_id = n.order_id
         GROUP BY holder_id
         HAVING sum(CASE WHEN debit IN ('issued', 'reversed') THEN amount
                         WHEN credit = 'reversed' THEN -amount ELSE 0 END) > 0) AS t
       JOIN customers c ON c.shop = $1 AND c.holder_id = t.holder_id
       WHERE c.customer_id <> n.customer_id
     )
     SELECT e.earlier, e.later FROM earlier e
     JOIN customers was ON was.shop = $1 AND was.customer_id = e.earlier
     JOIN holders old ON old.shop = $1 AND old.holder_id = was.holder_id
     LEFT JOIN customers is_now ON is_now.shop = $1 AND is_now.customer_id = e.later
     LEFT JOIN holders new ON new.shop = $1 AND new.holder_id = is_now.holder_id
     WHERE was.redacted_at IS NULL AND was.deleted_at IS NULL
       AND coalesce(old.merged_into, old.holder_id)
           IS DISTINCT FROM coalesce(new.merged_into, new.holder_id)
     ORDER BY e.earlier, e.later`,
    [shop, orders.map((order) => order.orderId), orders.map((order) => order.customerId)],
  );
}

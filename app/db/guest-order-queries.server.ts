import { decodeFacts } from "../domain/order/codec.ts";
import type { CustomerId, ShopId } from "../domain/ids.ts";
import type { OrderFacts } from "../domain/order/order.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** Whether any guest order of the shop waits to be claimed. */
export async function guestOrdersWait(db: Queryable, shop: ShopId): Promise<boolean> {
  const rows = await db.query(
    `SELECT 1 FROM orders
     WHERE shop = $1 AND guest_hash IS NOT NULL AND customer_id IS NULL AND claimed_by IS NULL
     LIMIT 1`,
    [shop],
  );
  return rows.length > 0;
}

/**
 * Gives the guest orders that wait under an address to a customer.
 * @param emailHash keyed hash of an address that the customer has proven by a login
 * @returns the orders' facts, by id; none when nothing waits
 */
export async function claimGuestOrderRows(
  tx: Tx,
  shop: ShopId,
  customer: CustomerId,
  emailHash: string,
): Promise<OrderFacts[]> {
  const rows = await tx.query<{ facts: unknown }>(
    `WITH waiting AS (
       SELECT order_id FROM orders
       WHERE shop = $1 AND guest_hash = $3 AND customer_id IS NULL AND claimed_by IS NULL
       ORDER BY order_id FOR NO KEY UPDATE
     )
     UPDATE orders o SET claimed_by = $2 FROM waiting w
     WHERE o.shop = $1 AND o.order_id = w.order_id AND o.facts IS NOT NULL
     RETURNING o.facts`,
    [shop, customer, emailHash],
  );
  return rows.map(({ facts }) => decodeFacts(facts));
}

import { earlierCustomers } from "../db/order-customer-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inShop } from "../db/shop-transaction.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { CustomerId, ShopId } from "../domain/ids.ts";
import type { OrderFacts } from "../domain/order/order.ts";
import { customersMerged } from "./customer-topics.server.ts";
import type { MergeOptions } from "./merge-members.server.ts";
import type { ShopReader } from "./shop-reader.ts";

/**
 * The merge check: an order that has passed from one customer to another may
 * tell of a merge whose webhook was lost. Where Shopify no longer knows the
 * earlier customer, or takes its id for the later one, the two are one. Where
 * it still knows both, the order alone has changed hands.
 * @param orders as the Admin API has them now; to be checked before they are accrued
 * @returns how many members were merged
 */
export async function mergeChangedCustomers(
  db: Database,
  reader: ShopReader,
  shop: ShopId,
  orders: readonly OrderFacts[],
  now: Date,
  options: MergeOptions = {},
): Promise<number> {
  const suspects = await earlierCustomers(
    queryable(db.pool),
    shop,
    orders.flatMap(({ orderId, customerId }) => (customerId ? [{ orderId, customerId }] : [])),
  );
  let merges = 0;
  for (const { earlier, later } of suspects) {
    if (!(await isGone(reader, earlier, later))) continue;
    const merge = { deleted: earlier, kept: later, completed: true };
    await inShop(db, shop, (tx) => customersMerged(tx, shop, merge, now, options));
    merges += 1;
  }
  return merges;
}

async function isGone(
  reader: ShopReader,
  earlier: CustomerId,
  later: CustomerId,
): Promise<boolean> {
  const found = await reader.customer(earlier);
  return found === null || found.customerId === later;
}

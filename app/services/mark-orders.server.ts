import { markOrders } from "../db/refetch-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inShop } from "../db/shop-transaction.server.ts";
import type { OrderId, ShopId } from "../domain/ids.ts";
import type { RefetchReason } from "../domain/order/order.ts";
import type { AccrueOptions } from "./accrue-orders.server.ts";

/**
 * Marks orders that the Admin API has said something strange of, to be read
 * again one by one. Those that are marked already, or deleted, are left as they are.
 */
export async function markOrdersToReadAgain(
  db: Database,
  shop: ShopId,
  orders: readonly OrderId[],
  reason: RefetchReason,
  now: Date,
  { onMarked }: Pick<AccrueOptions, "onMarked"> = {},
): Promise<void> {
  if (orders.length === 0) return;
  await inShop(db, shop, async (tx) => {
    const marked = await markOrders(tx, shop, orders, reason, now);
    if (marked.length > 0) await onMarked?.(tx, shop, marked);
  });
}

import type { Database } from "../db/pool.server.ts";
import type { OrderId, ShopId } from "../domain/ids.ts";
import type { RefetchReason } from "../domain/order/order.ts";
import type { AccrueHooks } from "./accrue-orders.server.ts";
import { markOrdersToReadAgain } from "./mark-orders.server.ts";
import { refetchOrders, type Refetched } from "./refetch-orders.server.ts";
import type { ShopReader } from "./shop-reader.ts";

/**
 * Reads one order from the Admin API at once, because a person wants to see what comes of it.
 * @param reason why it is read, where nobody has marked it yet
 */
export async function readOrderAgain(
  db: Database,
  reader: ShopReader,
  shop: ShopId,
  order: OrderId,
  reason: RefetchReason,
  now: Date,
  hooks: AccrueHooks = {},
): Promise<Refetched> {
  await markOrdersToReadAgain(db, shop, [order], reason, now);
  const outcomes = await refetchOrders(db, reader, shop, [order], now, hooks);
  return outcomes.get(order) ?? { kind: "not_marked" };
}

import { forgetEmptyDelivery, markCaptureSeen } from "../db/attention-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inShop } from "../db/shop-transaction.server.ts";
import type { OrderId, ShopId } from "../domain/ids.ts";

/** Takes an order's odd capture off the attention list: somebody has looked at it. */
export function dismissCapture(
  db: Database,
  shop: ShopId,
  order: OrderId,
  now: Date,
): Promise<boolean> {
  return inShop(db, shop, (tx) => markCaptureSeen(tx, shop, order, now));
}

/** Takes a dead delivery off the list of which nothing is left to run again. */
export function dismissDelivery(db: Database, shop: ShopId, deliveryId: bigint): Promise<boolean> {
  return inShop(db, shop, (tx) => forgetEmptyDelivery(tx, shop, deliveryId));
}

import type { Queryable } from "../db/transaction.server.ts";
import {
  heldOffHolds,
  holdOffOrder,
  orderOffCapture,
} from "../db/verify-spending-queries.server.ts";
import type { ShopId } from "../domain/ids.ts";

/**
 * The first difference between holds, the orders that took them and the ledger,
 * in a sentence; null where there is none.
 */
export async function spendingDifference(db: Queryable, shop: ShopId): Promise<string | null> {
  const held = await heldOffHolds(db, shop);
  if (held)
    return `holder ${held.holderId} has ${String(held.held)} points held where its open holds come to ${String(held.holds)}`;
  const order = await orderOffCapture(db, shop);
  if (order) {
    const said = `${String(order.captured)} points captured and ${String(order.restored)} restored`;
    const made = `${String(order.capturedByTransfers)} and ${String(order.restoredByTransfers)}`;
    return `order ${order.orderId} has ${said} where its transfers make ${made}`;
  }
  const hold = await holdOffOrder(db, shop);
  return hold && `hold ${hold} and the order that took it contradict each other`;
}

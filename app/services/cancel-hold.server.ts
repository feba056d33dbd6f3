import { customersOfHold, findHold, startClearing } from "../db/hold-life-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { Hold } from "../domain/hold.ts";
import type { CustomerId, HoldId, ShopId } from "../domain/ids.ts";
import type { HoldMetafields } from "../shopify/hold-metafield.server.ts";
import { clearHoldsOf } from "./clear-holds.server.ts";

/**
 * Takes back a hold that its shopper no longer wants: first out of the metafield,
 * then its points. Where Shopify does not answer, the hold stays `clearing` and
 * `clear-holds` goes on with it. Again, or after an order has taken it: nothing.
 * @returns the hold as it is then; null for one that is not the customer's
 */
export async function cancelHold(
  db: Database,
  metafields: HoldMetafields,
  { shop, customerId, holdId }: { shop: ShopId; customerId: CustomerId; holdId: HoldId },
  now: Date,
): Promise<Hold | null> {
  const sql = queryable(db.pool);
  const hold = await findHold(sql, shop, holdId);
  if (!hold || !(await customersOfHold(sql, shop, holdId)).includes(customerId)) return null;
  if (hold.state === "active") await startClearing(sql, shop, holdId, "shopper", now);
  if (hold.state === "active" || hold.state === "clearing")
    await clearHoldsOf(db, metafields, shop, hold.customerId, now);
  return findHold(sql, shop, holdId);
}

import { deleteShop } from "../db/redact-shop-queries.server.ts";
import { cameBackAfter, lockShop } from "../db/shop-life-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";

/**
 * Shopify demands that everything of the shop be erased, 48 hours after it
 * removed Kopilka: ledger, orders, deliveries (the demand among them), tokens,
 * sessions and jobs. A shop that installs again afterwards starts clean. The same
 * demand once more, or one told of late, does not touch a shop that has come back
 * since: the demand's own delivery is gone, so nothing else would tell.
 * @param at when Shopify demanded it
 * @returns rows deleted per table
 */
export async function redactShop(tx: Tx, shop: ShopId, at: Date): Promise<Record<string, number>> {
  await lockShop(tx, shop);
  return (await cameBackAfter(tx, shop, at)) ? {} : deleteShop(tx, shop);
}

import { deleteShop } from "../db/redact-shop-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";

/**
 * Shopify demands that everything of the shop be erased, 48 hours after it
 * removed Kopilka: ledger, orders, deliveries (the demand among them), tokens,
 * sessions and jobs. A shop that installs again afterwards starts clean.
 * @returns rows deleted per table
 */
export function redactShop(tx: Tx, shop: ShopId): Promise<Record<string, number>> {
  return deleteShop(tx, shop);
}

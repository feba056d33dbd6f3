import { forgetPerksGiven } from "../db/member-perks-queries.server.ts";
import { deleteSessions, markUninstalled } from "../db/shop-life-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";

/**
 * The shop has removed Kopilka: its sessions go, because their tokens are worth
 * nothing now; its ledger stays until Shopify demands `shop/redact`, so that a
 * shop which comes back before that finds its balances, and has its customers' perks written
 * anew. Told of late, after the
 * shop has come back, it changes nothing.
 * @param at when the shop removed it
 */
export async function uninstallShop(tx: Tx, shop: ShopId, at: Date): Promise<void> {
  if (!(await markUninstalled(tx, shop, at))) return;
  await deleteSessions(tx, shop);
  await forgetPerksGiven(tx, shop);
}

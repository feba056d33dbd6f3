import { lookAtTiersAgain } from "../db/member-tier-queries.server.ts";
import { deleteTierPins, insertTierPins, type NewTierPin } from "../db/tier-pin-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";

/**
 * Gives holders tiers otherwise than by their orders, as an import does: each is kept to the end of
 * the window as if its threshold had been reached at that time, and may be exceeded. A pin of a
 * source that has one already is none. `move-tiers` does the rest.
 */
export async function pinTiers(tx: Tx, shop: ShopId, pins: readonly NewTierPin[]): Promise<void> {
  const holders = await insertTierPins(tx, shop, pins);
  if (holders.length > 0) await lookAtTiersAgain(tx, shop, holders);
}

/**
 * Takes back what `pinTiers` gave under these sources, for an import that is undone.
 * @returns whose they were
 */
export async function unpinTiers(
  tx: Tx,
  shop: ShopId,
  sources: readonly string[],
): Promise<HolderId[]> {
  const holders = await deleteTierPins(tx, shop, sources);
  if (holders.length > 0) await lookAtTiersAgain(tx, shop, holders);
  return holders;
}

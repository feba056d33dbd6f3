import type { Tx } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import { stampsOf } from "../domain/stamps.ts";
import type { Life } from "./accrual/lives.server.ts";
import { refreshPerks } from "./refresh-perks.server.ts";

/**
 * Stores what holders have on stamp cards, for their customers' metafields. Nothing, without a
 * query, where the newest version has no cards.
 * @param lives of locked holders
 */
export async function saveStamps(
  tx: Tx,
  shop: ShopId,
  lives: readonly Pick<Life, "holderId" | "history">[],
  versions: readonly ProgramVersion[],
): Promise<void> {
  const cards = versions.at(-1)?.program.stampCards ?? [];
  if (cards.length === 0 || lives.length === 0) return;
  const stamps = new Map(lives.map((one) => [one.holderId, stampsOf(one.history, cards)]));
  await refreshPerks(tx, shop, [...stamps.keys()], versions, stamps);
}

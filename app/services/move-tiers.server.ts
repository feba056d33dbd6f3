import { livingHolders } from "../db/holder-queries.server.ts";
import {
  holdersNotUnder,
  holdersToCheck,
  shopsWithTiers,
  type TierCheck,
} from "../db/member-tier-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import { inShop, ShopGone } from "../db/shop-transaction.server.ts";
import { advanceSyncCursor, findSyncCursor } from "../db/sync-cursor-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { tiersSince } from "../domain/tiers/tiers-version.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import { reviseMembers } from "./accrual/revise-members.server.ts";
import { faultOf, PassedOver } from "./passed-over.server.ts";

/** The name of the job, also asked for when a program is published. */
export const TIERS_JOB = "move-tiers";

const HOLDERS_PER_TRANSACTION = 200;

/** What a run has done. */
export interface TiersMoved {
  readonly holders: number;
  readonly transfers: number;
}

interface Run {
  readonly db: Database;
  readonly at: Date;
  readonly now: Date;
  readonly done: { holders: number; transfers: number };
  readonly faults: Error[];
}

/**
 * Moves members up and down whose time has come, and warns those that will fall; after a publication
 * that changes the tiers, looks at everybody once. Some hundreds in a transaction. A holder whose
 * book contradicts itself is passed over.
 * @param shop one shop; null for all
 * @throws PassedOver at the end, when all others have been looked at
 */
export async function moveTiers(
  db: Database,
  shop: ShopId | null,
  at: Date,
  now: Date = at,
): Promise<TiersMoved> {
  const run: Run = { db, at, now, done: { holders: 0, transfers: 0 }, faults: [] };
  const shops = shop ? [shop] : await shopsWithTiers(queryable(db.pool));
  for (const one of shops) await moveShop(run, one);
  const { done, faults } = run;
  if (faults.length === 0) return done;
  throw new PassedOver(`${String(done.holders)} holders looked at`, faults);
}

async function moveShop(run: Run, shop: ShopId): Promise<void> {
  try {
    await lookAtEverybody(run, shop);
    await lookAtDue(run, shop);
  } catch (error) {
    if (!(error instanceof ShopGone)) throw error;
  }
}

/** Once after each publication that changes the tiers. */
async function lookAtEverybody(run: Run, shop: ShopId): Promise<void> {
  const db = queryable(run.db.pool);
  const version = tiersSince(await programVersions(db, shop));
  if (version === null) return;
  const cursor = `tiers/${String(version)}`;
  if (await findSyncCursor(db, shop, cursor)) return;
  let after: HolderId | null = null;
  do {
    const holders: HolderId[] = await holdersNotUnder(
      db,
      shop,
      version,
      after,
      HOLDERS_PER_TRANSACTION,
    );
    await look(run, shop, holders);
    after = holders.at(-1) ?? null;
  } while (after !== null);
  await advanceSyncCursor(db, shop, cursor, run.now);
}

async function lookAtDue(run: Run, shop: ShopId): Promise<void> {
  let after: TierCheck | null = null;
  do {
    const due: TierCheck[] = await holdersToCheck(
      queryable(run.db.pool),
      shop,
      run.at,
      after,
      HOLDERS_PER_TRANSACTION,
    );
    await look(
      run,
      shop,
      due.map(({ holderId }) => holderId),
    );
    after = due.at(-1) ?? null;
  } while (after !== null);
}

async function look(run: Run, shop: ShopId, holders: readonly HolderId[]): Promise<void> {
  if (holders.length === 0) return;
  try {
    await revise(run, shop, holders);
  } catch (error) {
    if (error instanceof ShopGone) throw error;
    faultOf(shop, error);
    for (const holder of holders) await lookAlone(run, shop, holder);
  }
}

async function lookAlone(run: Run, shop: ShopId, holder: HolderId): Promise<void> {
  try {
    await revise(run, shop, [holder]);
  } catch (error) {
    run.faults.push(faultOf(`${shop}, holder ${holder}`, error));
  }
}

async function revise({ db, at, now, done }: Run, shop: ShopId, holders: readonly HolderId[]) {
  const transfers = await inShop(db, shop, async (tx) => {
    // Whoever was merged meanwhile is looked at with the one that lives on.
    const living = new Set((await livingHolders(tx, shop, holders)).values());
    return reviseMembers(tx, shop, [...living], await programVersions(tx, shop), at, now);
  });
  done.holders += holders.length;
  done.transfers += transfers;
}

import {
  addToBackfill,
  findBackfill,
  insertBackfill,
  lockBackfill,
  moveBackfill,
  unfinishedBackfill,
  type BackfilledOrder,
  type BackfillRecord,
} from "../../db/backfill-queries.server.ts";
import { inShop } from "../../db/shop-transaction.server.ts";
import { queryable } from "../../db/transaction.server.ts";
import type { AccrueHooks } from "../accrue-orders.server.ts";
import { markOrdersToReadAgain } from "../mark-orders.server.ts";
import { newId } from "../new-id.server.ts";
import { bringOrders } from "./bring-orders.server.ts";
import { backfillPages, type BackfillRead } from "./read-pages.server.ts";

/** How far a back-fill has come. */
export interface BackfillSofar {
  readonly orders: number;
  /** Orders that it has brought in. */
  readonly adopted: number;
  readonly points: bigint;
  /** Orders that an import's history had brought before. */
  readonly imported: number;
  /** Orders from before the first version, which earn nothing where no version was chosen. */
  readonly beforeFirst: number;
  /** Orders that wait for what Shopify has yet to say around them. */
  readonly waiting: number;
}

export const NOTHING_YET: BackfillSofar = {
  orders: 0,
  adopted: 0,
  points: 0n,
  imported: 0,
  beforeFirst: 0,
  waiting: 0,
};

/** What a run of a back-fill came to. */
export interface BackfillDone {
  readonly record: BackfillRecord;
  /** Of this run alone: one that was taken up again tells what was left. */
  readonly sofar: BackfillSofar;
}

/** Thrown where a back-fill was undone while it ran: what it has yet to read stays as it is. */
export class BackfillEnded extends Error {
  override name = "BackfillEnded";
}

// A change shows up in Shopify's search a little after it was made; what is read twice is posted once.
const OVERLAP_MS = 15 * 60 * 1000;

/**
 * Reads the orders placed since a day and posts what they earn: under the version that was in force
 * when each was placed, and those from before the first under the version chosen. Broken off and
 * run again with the same day and version, it goes on where it stopped, page by page.
 * @param onProgress told after each page
 * @throws BackfillEnded where it is undone meanwhile
 */
export async function runBackfill(
  read: BackfillRead,
  now: () => Date,
  hooks: AccrueHooks = {},
  onProgress: (sofar: BackfillSofar) => void = () => undefined,
): Promise<BackfillDone> {
  const { db, shop, since, programVersion } = read;
  const { backfillId, doneTo } = await beginOrGoOn(read, now());
  const from = doneTo === null ? since : new Date(doneTo.getTime() - OVERLAP_MS);
  let sofar = NOTHING_YET;
  for await (const page of backfillPages(read, from > since ? from : since, now())) {
    const at = now();
    await markOrdersToReadAgain(db, shop, page.unreadable, "unreadable", at, hooks);
    const brought = await inShop(db, shop, async (tx) => {
      if ((await lockBackfill(tx, shop, backfillId)) !== "running")
        throw new BackfillEnded(`back-fill ${backfillId} was undone meanwhile`);
      const orders = await bringOrders(tx, shop, backfillId, programVersion, page, at, hooks);
      const more = counted(orders, page.orders.length, page.imported);
      await addToBackfill(tx, shop, backfillId, { ...more, doneTo: page.seenTo });
      return more;
    });
    sofar = add(sofar, brought);
    onProgress(sofar);
  }
  const sql = queryable(db.pool);
  await moveBackfill(sql, shop, backfillId, ["running"], "done", now());
  const record = await findBackfill(sql, shop, backfillId);
  if (!record) throw new Error(`back-fill ${backfillId} is gone`);
  return { record, sofar };
}

async function beginOrGoOn(
  { db, shop, since, programVersion }: BackfillRead,
  now: Date,
): Promise<{ backfillId: string; doneTo: Date | null }> {
  const known = await unfinishedBackfill(queryable(db.pool), shop, since, programVersion);
  if (known) return known;
  const backfillId = newId();
  await inShop(db, shop, (tx) =>
    insertBackfill(tx, shop, { backfillId, since, programVersion }, now),
  );
  return { backfillId, doneTo: null };
}

/** What a page comes to. */
export function counted(
  adopted: readonly BackfilledOrder[],
  orders: number,
  imported: number,
): BackfillSofar {
  return {
    orders,
    adopted: adopted.length,
    points: adopted.reduce((sum, { target }) => sum + (target ?? 0n), 0n),
    imported,
    beforeFirst: adopted.filter(({ programVersion, waits }) => programVersion === null && !waits)
      .length,
    waiting: adopted.filter(({ waits }) => waits).length,
  };
}

export const add = (a: BackfillSofar, b: BackfillSofar): BackfillSofar => ({
  orders: a.orders + b.orders,
  adopted: a.adopted + b.adopted,
  points: a.points + b.points,
  imported: a.imported + b.imported,
  beforeFirst: a.beforeFirst + b.beforeFirst,
  waiting: a.waiting + b.waiting,
});

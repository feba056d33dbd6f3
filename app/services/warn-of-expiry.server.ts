import { readBooks } from "../db/book-queries.server.ts";
import { recordEvents } from "../db/event-queries.server.ts";
import { recordLotWarnings } from "../db/expiry-warning-queries.server.ts";
import { loadLots } from "../db/lot-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import { listInstalledShops } from "../db/shop-life-queries.server.ts";
import { inShop, ShopGone } from "../db/shop-transaction.server.ts";
import { queryable, type Tx } from "../db/transaction.server.ts";
import { daysAfter } from "../domain/days.ts";
import type { HolderEvent } from "../domain/events.ts";
import { expiryWarnings } from "../domain/expiry-warnings.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import type { Program } from "../domain/program.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import { applyExpiry } from "./apply-expiry.server.ts";
import { inactiveAfter, inactivityOfHolders } from "./expire-inactive.server.ts";

export interface Warned {
  /** Warnings that were new. */
  readonly warnings: number;
}

/**
 * Records as events which points will expire soon: for each holder and day of the
 * shop, once for each number of days ahead that the program names; the smallest is
 * the last chance.
 * @param shop one shop; null for all
 * @param at as of when
 * @param now when it is recorded
 */
export async function warnOfExpiry(
  db: Database,
  shop: ShopId | null,
  at: Date,
  now: Date = at,
): Promise<Warned> {
  // Who is warned of a date that a publication has changed already is misled.
  await applyExpiry(db, shop, now);
  let warnings = 0;
  const shops = shop ? [shop] : await listInstalledShops(queryable(db.pool));
  for (const one of shops) {
    let after: HolderId | null = null;
    do {
      const page: WarnedPage = await warnPage(db, one, after, at, now);
      warnings += page.warnings;
      after = page.last;
    } while (after !== null);
  }
  return { warnings };
}

interface WarnedPage {
  readonly warnings: number;
  readonly last: HolderId | null;
}

async function warnPage(
  db: Database,
  shop: ShopId,
  after: HolderId | null,
  at: Date,
  now: Date,
): Promise<WarnedPage> {
  try {
    return await inShop(db, shop, async (tx) => {
      const versions = await programVersions(tx, shop);
      const program = versions.at(-1)?.program;
      if (!program || program.expiry.kind === "never" || program.expiry.warnDays.length === 0)
        return { warnings: 0, last: null };
      if (program.expiry.kind === "inactivity")
        return warnInactive(tx, shop, { versions, program }, after, at, now);
      const warning = { zone: program.timeZone, days: program.expiry.warnDays, at, now };
      return { warnings: await recordLotWarnings(tx, shop, warning), last: null };
    });
  } catch (error) {
    if (error instanceof ShopGone) return { warnings: 0, last: null };
    throw error;
  }
}

async function warnInactive(
  tx: Tx,
  shop: ShopId,
  { versions, program }: { versions: readonly ProgramVersion[]; program: Program },
  after: HolderId | null,
  at: Date,
  now: Date,
): Promise<WarnedPage> {
  if (program.expiry.kind !== "inactivity") return { warnings: 0, last: null };
  const { warnDays } = program.expiry;
  const soon = daysAfter(at, warnDays[0] ?? 0);
  const seen = await inactiveAfter(tx, shop, versions, soon, after);
  const holders = seen.map((one) => one.holderId);
  const books = await readBooks(tx, shop, holders);
  await loadLots(tx, shop, [...books.values()]);
  const inactivityOf = await inactivityOfHolders(tx, shop, holders);
  const events = [...books.values()].flatMap((book) => {
    const expiring = [...book.lots.values()].flatMap((lot) => {
      const end = lot.available > 0n ? inactivityOf(book.holderId, lot)?.end : null;
      return end ? [{ expiresAt: end, points: lot.available }] : [];
    });
    return expiryWarnings(expiring, warnDays, program.timeZone, at).map((warning): HolderEvent => ({
      key: `expiry/${book.holderId}/${warning.day}/${String(warning.days)}`,
      holderId: book.holderId,
      type: "points/about_to_expire",
      at,
      data: {
        points: Number(warning.points),
        expires_at: warning.expiresAt.toISOString(),
        days: warning.days,
        last_chance: warning.isLastChance,
        because: "inactivity",
      },
    }));
  });
  const recorded = await recordEvents(tx, shop, events, now);
  return { warnings: recorded.length, last: holders.at(-1) ?? null };
}

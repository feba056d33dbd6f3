import {
  holdersInactiveSince,
  lastSignsOf,
  shopsWithInactivity,
  type InactiveHolder,
} from "../db/inactive-holder-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import { queryable, type Queryable } from "../db/transaction.server.ts";
import { daysAfter } from "../domain/days.ts";
import { GRACE_DAYS, inactivityEnd } from "../domain/expiry.ts";
import { expireInactive, type Inactivity } from "../domain/ledger/due-lots.ts";
import type { Lot } from "../domain/ledger/lot.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import { moveBooks, type BooksMoved } from "./move-books.server.ts";

const HOLDERS_PER_TRANSACTION = 500;

/** Expires what holders can spend who have neither earned nor spent for too long by `at`. */
export async function expireInactivePoints(
  db: Database,
  shop: ShopId | null,
  at: Date,
  now: Date,
): Promise<BooksMoved> {
  const shops = shop ? [shop] : await shopsWithInactivity(queryable(db.pool));
  return moveBooks<HolderId>(db, shops, {
    page: async (tx, of, after) => {
      const versions = await programVersions(tx, of);
      const seen = await inactiveAfter(tx, of, versions, at, after);
      const due = seen.filter(({ activeAt }) => {
        const end = activeAt && inactivityEnd(versions, activeAt);
        return !end || end <= at;
      });
      return { holders: due.map((one) => one.holderId), last: seen.at(-1)?.holderId ?? null };
    },
    prepare: async (tx, of, holders) => {
      const inactivityOf = await inactivityOfHolders(tx, of, holders);
      return (book) => {
        expireInactive(book, (lot) => inactivityOf(book.holderId, lot), at, now);
      };
    },
  });
}

/** The next holders whose points the newest program lets expire by `at`, as far as their activity goes. */
export async function inactiveAfter(
  db: Queryable,
  shop: ShopId,
  versions: readonly ProgramVersion[],
  at: Date,
  after: HolderId | null,
): Promise<InactiveHolder[]> {
  const expiry = versions.at(-1)?.program.expiry;
  if (expiry?.kind !== "inactivity") return [];
  const since = daysAfter(at, -expiry.days);
  return holdersInactiveSince(db, shop, { since, at }, after, HOLDERS_PER_TRANSACTION);
}

/**
 * Lots with the dates on which they expire as things stand: a lot without a date of
 * its own has that of the holder's inactivity, where the program counts that.
 */
export async function withInactivity<One extends Pick<Lot, "maturesAt" | "expiresAt">>(
  db: Queryable,
  shop: ShopId,
  holder: HolderId,
  lots: readonly One[],
): Promise<One[]> {
  const inactivityOf = await inactivityOfHolders(db, shop, [holder]);
  return lots.map((lot) => ({
    ...lot,
    expiresAt: lot.expiresAt ?? inactivityOf(holder, lot)?.end ?? null,
  }));
}

/**
 * For each of the holders, when a lot is lost by inactivity: counted from the last
 * activity, or from the lot's maturity where that is later. What has come back from
 * an order lately can be spent for some days more.
 */
export async function inactivityOfHolders(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<(holder: HolderId, lot: Pick<Lot, "maturesAt">) => Inactivity | null> {
  const versions = await programVersions(db, shop);
  const signs = new Map((await lastSignsOf(db, shop, holders)).map((one) => [one.holderId, one]));
  return (holder, lot) => {
    const { activeAt = null, restoredAt = null } = signs.get(holder) ?? {};
    const since = activeAt && activeAt > lot.maturesAt ? activeAt : lot.maturesAt;
    const end = inactivityEnd(versions, since);
    if (!end) return null;
    const grace = restoredAt && daysAfter(restoredAt, GRACE_DAYS);
    return { since, end: grace && grace > end ? grace : end };
  };
}

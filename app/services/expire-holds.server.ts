import {
  customersOfHold,
  holdsOver,
  holdsWaitedFor,
  startExpiry,
} from "../db/hold-life-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { findShopLife } from "../db/shop-life-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { Hold } from "../domain/hold.ts";
import type { HoldId, ShopId } from "../domain/ids.ts";
import { AdminFailure } from "../shopify/admin-answer.ts";
import type { HoldMetafields } from "../shopify/hold-metafield.server.ts";
import { accrueOrders, type AccrueHooks } from "./accrue-orders.server.ts";
import { clearHolds } from "./clear-holds.server.ts";
import { markOrdersToReadAgain } from "./mark-orders.server.ts";
import { faultOf, PassedOver } from "./passed-over.server.ts";
import { releaseHold } from "./release-hold.server.ts";
import type { ShopReader } from "./shop-reader.ts";

/** A shop's Admin API, as far as the end of a hold needs it. */
export interface HoldEnds {
  readonly metafields: HoldMetafields;
  readonly reader: ShopReader;
  readonly options?: AccrueHooks;
}

export interface HoldsExpired {
  /** Whose time was over now. */
  readonly expired: number;
  /** Whose points came back, those of earlier runs among them. */
  readonly released: number;
}

const BATCH = 200;
/** A payment that was under way when the hold was taken away has succeeded or failed by then. */
const PAYMENTS_IN_FLIGHT_MS = 60 * 60 * 1000;
/** Shopify's times have whole seconds, by another clock than ours. */
const CLOCKS_DIFFER_MS = 60 * 1000;

/**
 * Ends the holds of a shop whose time was over at `at`, step by step, so that no
 * order can be discounted by points that are free again. First a hold is taken
 * out of its customer's metafield; then an hour passes for payments under way;
 * then Shopify is asked for the customer's orders since the hold, which may
 * capture it; only then its points come back. A run does for each hold as much
 * as is due, and one that fails keeps no other waiting. In a shop that has
 * removed Kopilka there is no discount any more: its holds come back at once.
 * @param at as of when
 * @param now when it is recorded
 * @throws PassedOver at the end, when all others are done
 */
export async function expireHolds(
  db: Database,
  shop: ShopId,
  { metafields, reader, options = {} }: HoldEnds,
  at: Date,
  now: Date = at,
): Promise<HoldsExpired> {
  const sql = queryable(db.pool);
  const life = await findShopLife(sql, shop);
  if (!life?.installedAt || life.uninstalledAt) {
    return { expired: 0, released: await releaseAll(db, shop, at, now) };
  }
  const expired = await startExpiry(sql, shop, at, now);
  const faults: Error[] = [];
  let released = 0;
  if (expired > 0) {
    try {
      released += (await clearHolds(db, metafields, shop, at, now)).released;
    } catch (error) {
      if (!(error instanceof PassedOver)) throw error;
      faults.push(...error.faults);
    }
  }
  const before = new Date(at.getTime() - PAYMENTS_IN_FLIGHT_MS);
  let last: HoldId | null = null;
  do {
    const waited: Hold[] = await holdsWaitedFor(sql, shop, before, last, BATCH);
    for (const hold of waited) {
      try {
        await accrueOrdersSince(db, reader, hold, now, options);
        if (await releaseHold(db, shop, hold.holdId, "expiry", at, now)) released += 1;
      } catch (error) {
        const what = `hold ${hold.holdId}`;
        faults.push(error instanceof AdminFailure ? error : faultOf(what, error));
      }
    }
    last = waited.at(-1)?.holdId ?? null;
  } while (last !== null);
  if (faults.length > 0) throw new PassedOver(`${String(released)} holds released`, faults);
  return { expired, released };
}

/** Hears of every order that the hold may have paid for, whose webhook may be lost or late. */
async function accrueOrdersSince(
  db: Database,
  reader: ShopReader,
  { shop, holdId, createdAt }: Hold,
  now: Date,
  options: AccrueHooks,
): Promise<void> {
  const since = new Date(createdAt.getTime() - CLOCKS_DIFFER_MS);
  for (const customer of await customersOfHold(queryable(db.pool), shop, holdId)) {
    let after: string | null = null;
    do {
      const page = await reader.ordersOfCustomer(customer, since, after);
      await markOrdersToReadAgain(db, shop, page.unreadable, "unreadable", now, options);
      const events = page.orders.map((facts) => ({ kind: "state" as const, facts }));
      if (events.length > 0)
        await accrueOrders(db, shop, events, now, { ...options, fetchStartedAt: now });
      after = page.next;
    } while (after !== null);
  }
}

async function releaseAll(db: Database, shop: ShopId, at: Date, now: Date): Promise<number> {
  const faults: Error[] = [];
  let released = 0;
  let last: HoldId | null = null;
  do {
    const over: Hold[] = await holdsOver(queryable(db.pool), shop, at, last, BATCH);
    for (const { holdId } of over) {
      try {
        if (await releaseHold(db, shop, holdId, "expiry", at, now)) released += 1;
      } catch (error) {
        faults.push(faultOf(`hold ${holdId}`, error));
      }
    }
    last = over.at(-1)?.holdId ?? null;
  } while (last !== null);
  if (faults.length > 0) throw new PassedOver(`${String(released)} holds released`, faults);
  return released;
}

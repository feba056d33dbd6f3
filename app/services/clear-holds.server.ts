import { customersToClear, holdsToRelease } from "../db/hold-life-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { ShopGone } from "../db/shop-transaction.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { CustomerId, ShopId } from "../domain/ids.ts";
import { AdminFailure } from "../shopify/admin-answer.ts";
import type { HoldMetafields } from "../shopify/hold-metafield.server.ts";
import { faultOf, PassedOver } from "./passed-over.server.ts";
import { releaseHold } from "./release-hold.server.ts";
import { syncHoldMetafield, type Synced } from "./sync-hold-metafield.server.ts";

const BATCH = 200;

/** What was done for one customer. */
export interface Cleared {
  readonly synced: Synced;
  /** Holds whose points came back. */
  readonly released: number;
}

/**
 * Takes a customer's hold that is over out of its metafield, and gives its points
 * back once Shopify no longer shows it. What has expired waits on: see
 * `expire-holds`. Where Shopify does not answer, all stays as it is.
 * @param at as of when
 * @param now when it is recorded
 */
export async function clearHoldsOf(
  db: Database,
  metafields: HoldMetafields,
  shop: ShopId,
  customer: CustomerId,
  at: Date,
  now: Date = at,
): Promise<Cleared> {
  const synced = await syncHoldMetafield(db, metafields, shop, customer, now, { at });
  let released = 0;
  for (const hold of await holdsToRelease(queryable(db.pool), shop, customer)) {
    if (await releaseHold(db, shop, hold.holdId, "shopper", at, now)) released += 1;
  }
  return { synced, released };
}

/**
 * The same for every customer of a shop whose metafield may still show a hold
 * that is over: what was cancelled, captured, replaced or left without an answer.
 * One customer whose turn fails keeps nobody else waiting.
 * @throws PassedOver at the end, naming them
 */
export async function clearHolds(
  db: Database,
  metafields: HoldMetafields,
  shop: ShopId,
  at: Date,
  now: Date = at,
): Promise<{ customers: number; released: number }> {
  const done = { customers: 0, released: 0 };
  const faults: Error[] = [];
  let after: CustomerId | null = null;
  do {
    const customers: CustomerId[] = await customersToClear(queryable(db.pool), shop, after, BATCH);
    for (const customer of customers) {
      try {
        const { synced, released } = await clearHoldsOf(db, metafields, shop, customer, at, now);
        done.released += released;
        if (synced.kind === "synced") done.customers += 1;
        else faults.push(new AdminFailure(`hold of customer ${customer}`, synced));
      } catch (error) {
        if (error instanceof ShopGone) break;
        faults.push(faultOf(`${shop}, customer ${customer}`, error));
      }
    }
    after = customers.at(-1) ?? null;
  } while (after !== null);
  const said = `${String(done.customers)} cleared`;
  if (faults.length > 0) throw new PassedOver(said, faults);
  return done;
}

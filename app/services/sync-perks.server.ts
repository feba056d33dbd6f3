import {
  markPerksGiven,
  markPerksUnknown,
  perksToWrite,
  type PerksToWrite,
} from "../db/member-perks-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import { AdminFailure } from "../shopify/admin-answer.ts";
import {
  MOST_METAFIELDS,
  type PerksMetafield,
  type PerksMetafields,
} from "../shopify/perks-metafields.server.ts";
import { faultOf, PassedOver } from "./passed-over.server.ts";

/** What a metafield says of a customer without perks; it stays, because only a write can be tied to what was there. */
const NO_PERKS = "{}";

const MOST_FAULTS = 50;

/** What a run has done. */
export interface PerksSynced {
  readonly holders: number;
}

/**
 * Writes into customers' metafields which perks they have now, some holders at a time. Before it,
 * what they say is noted as unknown, so that a run that dies is done again; every write is tied to
 * what was there, so that one that Shopify carries out late changes nothing. A customer that
 * Shopify does not know any more keeps nobody waiting.
 * @throws PassedOver at the end, naming those that Shopify did not write
 */
export async function syncPerks(
  db: Database,
  metafields: PerksMetafields,
  shop: ShopId,
): Promise<PerksSynced> {
  const faults: Error[] = [];
  let holders = 0;
  let after: HolderId | null = null;
  do {
    const page: PerksToWrite[] = await perksToWrite(
      queryable(db.pool),
      shop,
      after,
      MOST_METAFIELDS,
    );
    try {
      holders += await writePage(db, metafields, shop, page, faults);
    } catch (error) {
      faults.push(faultOf(`${shop}, perks`, error));
    }
    after = page.at(-1)?.holderId ?? null;
    // Where Shopify does not answer, asking on would only take longer.
  } while (after !== null && faults.length < MOST_FAULTS);
  if (faults.length > 0) throw new PassedOver(`${String(holders)} holders synced`, faults);
  return { holders };
}

/** @returns how many holders' customers are as they should be by now */
async function writePage(
  db: Database,
  metafields: PerksMetafields,
  shop: ShopId,
  page: readonly PerksToWrite[],
  faults: Error[],
): Promise<number> {
  if (page.length === 0) return 0;
  const sql = queryable(db.pool);
  await markPerksUnknown(
    sql,
    shop,
    page.map(({ holderId }) => holderId),
  );
  const customers = page.flatMap((one) => one.customers);
  const digests = await metafields.digests(customers);
  const entries = page.flatMap(({ holderId, wanted, customers }) =>
    customers.flatMap((customer): Entry[] => {
      const digest = digests.get(customer);
      if (digest === undefined) return [];
      return [{ holderId, metafield: { customer, value: wanted ?? NO_PERKS, digest } }];
    }),
  );
  const left = new Set<HolderId>();
  for (let place = 0; place < entries.length; place += MOST_METAFIELDS) {
    const some = entries.slice(place, place + MOST_METAFIELDS);
    for (const holder of await writeEntries(metafields, some, faults)) left.add(holder);
  }
  const given = page.filter(({ holderId }) => !left.has(holderId));
  await markPerksGiven(sql, shop, given);
  return given.length;
}

interface Entry {
  readonly holderId: HolderId;
  readonly metafield: PerksMetafield;
}

/** @returns the holders whose metafields were not written, and are left to the next run */
async function writeEntries(
  metafields: PerksMetafields,
  entries: readonly Entry[],
  faults: Error[],
): Promise<HolderId[]> {
  const written = await metafields.write(entries.map(({ metafield }) => metafield));
  if (written.kind === "ok") return [];
  if (written.kind === "unavailable") throw new AdminFailure("perks of customers", written);
  if (entries.length === 1) {
    if (written.kind === "refused") faults.push(new AdminFailure("perks of a customer", written));
    return entries.map(({ holderId }) => holderId);
  }
  // One of them stands in the way of all: each by itself.
  const left: HolderId[] = [];
  for (const entry of entries) left.push(...(await writeEntries(metafields, [entry], faults)));
  return left;
}

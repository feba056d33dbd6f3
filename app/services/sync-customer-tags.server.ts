import { markTagsGiven, tagsToSync, type TagToSync } from "../db/tier-tag-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import { AdminFailure } from "../shopify/admin-answer.ts";
import type { CustomerTags, TagsChanged } from "../shopify/customer-tags.server.ts";
import { PassedOver } from "./passed-over.server.ts";

const BATCH = 200;

/** What a run has done. */
export interface TagsSynced {
  readonly holders: number;
}

/**
 * Gives customers at Shopify the tag of the tier that they have, and takes those of other tiers
 * that they were given before; what the merchant has given stays. What is to be given is written
 * down first, so that a run that dies leaves nothing behind that the next one does not take away.
 * A customer that Shopify does not know any more keeps nobody waiting.
 * @throws PassedOver at the end, naming those that Shopify did not answer for
 */
export async function syncCustomerTags(
  db: Database,
  tags: CustomerTags,
  shop: ShopId,
): Promise<TagsSynced> {
  const faults: Error[] = [];
  let holders = 0;
  let after: HolderId | null = null;
  do {
    const page: TagToSync[] = await tagsToSync(queryable(db.pool), shop, after, BATCH);
    for (const one of page) {
      const fault = await syncOne(db, tags, shop, one);
      if (fault) faults.push(fault);
      else holders += 1;
    }
    after = page.at(-1)?.holderId ?? null;
    // Where Shopify does not answer, asking on would only take longer.
  } while (after !== null && faults.length < BATCH);
  if (faults.length > 0) throw new PassedOver(`${String(holders)} holders synced`, faults);
  return { holders };
}

/** @returns what stood in the way */
async function syncOne(
  db: Database,
  tags: CustomerTags,
  shop: ShopId,
  { holderId, tag, given, customers }: TagToSync,
): Promise<Error | null> {
  const sql = queryable(db.pool);
  const wanted = tag === null ? [] : [tag];
  const others = given.filter((one) => one !== tag);
  const noted = [...new Set([...given, ...wanted])].sort();
  // Another tier since it was read: the next run sees to it.
  if (!(await markTagsGiven(sql, shop, holderId, { before: given, after: noted }))) return null;
  for (const customer of customers) {
    const added = wanted.length > 0 ? await tags.add(customer, wanted) : OK;
    const removed = others.length > 0 ? await tags.remove(customer, others) : OK;
    const failed = [added, removed].find(isFailure);
    if (failed) return new AdminFailure(`tags of customer ${customer}`, failed);
  }
  await markTagsGiven(sql, shop, holderId, { before: noted, after: wanted });
  return null;
}

const OK = { kind: "ok" } as const;

/** What Shopify finds wrong with the customer or the tag it finds wrong for ever. */
const isFailure = (change: TagsChanged): change is Exclude<TagsChanged, { kind: "ok" }> =>
  change.kind === "unavailable" || (change.kind === "refused" && change.code !== "USER_ERROR");

import type { Database } from "../db/pool.server.ts";
import { latestProgram } from "../db/program-queries.server.ts";
import { nameOfShop, timezoneOfShop } from "../db/shop-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import { describeProgram } from "../domain/program-words/describe.ts";
import { resourcesIn } from "../domain/program-words/resources.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import type { AdminClient } from "../shopify/admin-client.server.ts";
import { resourceTitles, titleKey } from "../shopify/resource-titles.server.ts";

/** What the rules page of a shop is written from. */
export interface RulesView {
  readonly name: string | null;
  /** The shop's, as the IANA database names it. */
  readonly timeZone: string;
  /** Null before the first publication. */
  readonly current: ProgramVersion | null;
  /** What Shopify calls a product or a collection; null where it is not known. */
  readonly titleOf: (of: "product" | "collection", id: string) => string | null;
}

/**
 * The rules that shoppers are subject to now, with the names of the goods that they name.
 * @param admin who knows the names; without it, ids stand there
 */
export async function viewRules(
  db: Database,
  shop: ShopId,
  admin: AdminClient | null,
  now: Date,
): Promise<RulesView> {
  const sql = queryable(db.pool);
  const current = await latestProgram(sql, shop);
  const titles =
    current === null || admin === null
      ? new Map<string, string>()
      : await titlesFor(admin, shop, current, now);
  return {
    name: await nameOfShop(sql, shop),
    timeZone: await timezoneOfShop(sql, shop),
    current,
    titleOf: (of, id) => titles.get(titleKey({ of, id })) ?? null,
  };
}

interface Kept {
  readonly until: number;
  readonly titles: Promise<Map<string, string>>;
}

const KEPT_MS = 10 * 60_000;
const MOST_KEPT = 1_000;
/** Names change seldom, and the page may be asked for often. */
const kept = new Map<string, Kept>();

function titlesFor(
  admin: AdminClient,
  shop: ShopId,
  { version, publishedAt, program }: ProgramVersion,
  now: Date,
): Promise<Map<string, string>> {
  const resources = resourcesIn(describeProgram(program));
  if (resources.length === 0) return Promise.resolve(new Map<string, string>());
  const key = `${shop}/${String(version)}/${publishedAt.toISOString()}`;
  const known = kept.get(key);
  if (known && known.until > now.getTime()) return known.titles;
  if (kept.size >= MOST_KEPT) kept.clear();
  const titles = resourceTitles(admin, resources);
  kept.set(key, { until: now.getTime() + KEPT_MS, titles });
  // What Shopify did not tell in time is asked for again by the next page.
  void titles.then((found) => {
    if (found.size === 0) kept.delete(key);
  });
  return titles;
}

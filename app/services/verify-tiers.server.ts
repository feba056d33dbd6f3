import { heldAs } from "../db/member-history-queries.server.ts";
import { memberTiersAfter, type MemberTier } from "../db/member-tier-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import { inSnapshot, type Queryable } from "../db/transaction.server.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import type { Timeline } from "../domain/tiers/timeline.ts";
import { livesOf, NOTHING_HEARD } from "./accrual/lives.server.ts";
import { enrolmentsOf } from "./accrual/owners.server.ts";

const HOLDERS_PER_PAGE = 250;

/**
 * Tells anew where each holder stood among the tiers when it was last looked at, from its orders
 * alone, and names the first that is stored otherwise; null where there is none. Whom
 * something else has changed since, `move-tiers` will look at.
 */
export async function tierDifference(db: Database, shop: ShopId): Promise<string | null> {
  let after: HolderId | null = null;
  for (;;) {
    const page: Page = await inSnapshot(db, (tx) => readPage(tx, shop, after));
    if (page.difference !== null || page.last === null) return page.difference;
    after = page.last;
  }
}

interface Page {
  readonly difference: string | null;
  readonly last: HolderId | null;
}

async function readPage(tx: Queryable, shop: ShopId, after: HolderId | null): Promise<Page> {
  const rows = await memberTiersAfter(tx, shop, after, HOLDERS_PER_PAGE);
  const settled = new Map(
    rows
      .filter(({ checkAt, asOf }) => checkAt === null || checkAt > asOf)
      .map((row) => [row.holderId, row]),
  );
  const holders = [...settled.keys()];
  const versions = await programVersions(tx, shop);
  const { decided, companies } = await heldAs(tx, shop, holders);
  const enrolled = await enrolmentsOf(tx, shop, decided, versions);
  const lives = await livesOf(tx, shop, holders, NOTHING_HEARD, {
    versions,
    wasEnrolled: (holder, at) => companies.includes(holder) || enrolled(holder, at),
    until: (holder) => settled.get(holder)?.asOf ?? new Date(0),
  });
  const difference = lives
    .map(({ holderId, timeline }) => differenceOf(settled.get(holderId), timeline))
    .find((one) => one !== null);
  const last = rows.length < HOLDERS_PER_PAGE ? null : (rows.at(-1)?.holderId ?? null);
  return { difference: difference ?? null, last };
}

function differenceOf(row: MemberTier | undefined, { standing, figure }: Timeline): string | null {
  if (!row) return null;
  const differs = (what: string, is: unknown, should: unknown) =>
    `holder ${row.holderId} has ${what} ${String(is)} where its orders make ${String(should)}`;
  if (row.tier !== standing.tier) return differs("tier", row.tier, standing.tier);
  if (row.figure !== figure) return differs("progress", row.figure, figure);
  const [fallsAt, shouldFall] = [row.fallsAt, standing.below?.fallsAt ?? null];
  if (fallsAt?.getTime() === shouldFall?.getTime()) return null;
  return differs("a fall at", fallsAt?.toISOString(), shouldFall?.toISOString());
}

import type { Database } from "../db/pool.server.ts";
import { latestProgram } from "../db/program-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { listVersions, type AuthoredVersion } from "../db/version-list-queries.server.ts";
import type { ShopId } from "../domain/ids.ts";
import { compareSections, type SectionDifferences } from "../domain/program-words/compare.ts";
import { describeProgram } from "../domain/program-words/describe.ts";
import type { Section } from "../domain/program-words/statement.ts";

/** A version with what it has changed. */
export interface VersionView {
  readonly version: number;
  readonly publishedAt: Date;
  readonly publishedBy: string;
  readonly tokenName: string | null;
  readonly isInForce: boolean;
  /** The version before; null for the first. */
  readonly before: number | null;
  /** Where it differs from the one before. */
  readonly differences: readonly SectionDifferences[];
}

/** A version with everything that it says. */
export interface WholeVersionView extends VersionView {
  readonly sections: readonly Section[];
}

const VERSIONS_A_PAGE = 25;

/**
 * A page of the shop's versions, the newest first.
 * @param before the last version of the page before; null for the first page
 */
export async function viewVersions(
  db: Database,
  shop: ShopId,
  before: number | null,
): Promise<{ versions: VersionView[]; older: number | null }> {
  const sql = queryable(db.pool);
  const inForce = (await latestProgram(sql, shop))?.version ?? 0;
  // One more than is shown, because the last one too is compared with the one before it.
  const found = await listVersions(sql, shop, before, VERSIONS_A_PAGE + 1);
  const views = found.map((one, n) => viewOf(one, found[n + 1], inForce));
  const versions = views.slice(0, VERSIONS_A_PAGE);
  const hasMore = found.length > VERSIONS_A_PAGE;
  return { versions, older: hasMore ? (versions.at(-1)?.version ?? null) : null };
}

/** One version; null where there is none of that number. */
export async function viewVersion(
  db: Database,
  shop: ShopId,
  version: number,
): Promise<WholeVersionView | null> {
  const sql = queryable(db.pool);
  const inForce = (await latestProgram(sql, shop))?.version ?? 0;
  const [found, before] = await listVersions(sql, shop, version + 1, 2);
  if (found?.version !== version) return null;
  return { ...viewOf(found, before, inForce), sections: describeProgram(found.program) };
}

function viewOf(
  { program, ...version }: AuthoredVersion,
  previous: AuthoredVersion | undefined,
  inForce: number,
): VersionView {
  return {
    ...version,
    isInForce: version.version === inForce,
    before: previous?.version ?? null,
    differences: previous
      ? compareSections(describeProgram(previous.program), describeProgram(program))
      : [],
  };
}

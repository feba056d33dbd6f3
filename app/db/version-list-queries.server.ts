import type { ShopId } from "../domain/ids.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import { versionOf, type VersionRow } from "./program-queries.server.ts";
import type { Queryable } from "./transaction.server.ts";

/** A version with whoever has published it. */
export interface AuthoredVersion extends ProgramVersion {
  /** `install`, `staff:ID`, `api:TOKEN`, or a name. */
  readonly publishedBy: string;
  /** Of the API token that has published it; null where it was none. */
  readonly tokenName: string | null;
}

interface AuthoredRow extends VersionRow {
  published_by: string;
  token_name: string | null;
}

/**
 * A shop's versions, the newest first.
 * @param before only those of a smaller number; null for all
 */
export async function listVersions(
  db: Queryable,
  shop: ShopId,
  before: number | null,
  limit: number,
): Promise<AuthoredVersion[]> {
  const rows = await db.query<AuthoredRow>(
    `SELECT v.version, v.published_at, v.document, v.published_by, t.name AS token_name
     FROM program_versions v
     LEFT JOIN api_tokens t ON t.shop = v.shop AND 'api:' || t.token_id = v.published_by
     WHERE v.shop = $1 AND ($2::int IS NULL OR v.version < $2)
     ORDER BY v.version DESC LIMIT $3`,
    [shop, before, limit],
  );
  return rows.map((row) => ({
    ...versionOf(row),
    publishedBy: row.published_by,
    tokenName: row.token_name,
  }));
}

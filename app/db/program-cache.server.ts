import type { ShopId } from "../domain/ids.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import { prepared, type Connection } from "./prepared.server.ts";
import { latestProgram } from "./program-queries.server.ts";
import { queryable } from "./transaction.server.ts";

const MOST_KEPT = 1_000;
/** Versions never change; the moment of publication tells those of a shop that was erased. */
const kept = new Map<string, ProgramVersion>();

/**
 * The newest version of a shop, whose document is read and checked once per
 * process; null before the first publication.
 */
export async function newestProgram(
  connection: Connection,
  shop: ShopId,
): Promise<ProgramVersion | null> {
  const [newest] = await prepared<{ version: number; published_at: Date }>(
    connection,
    "newest_program",
    `SELECT version, published_at FROM program_versions
      WHERE shop = $1 ORDER BY version DESC LIMIT 1`,
    [shop],
  );
  if (!newest) return null;
  const key = `${shop}/${String(newest.version)}/${newest.published_at.toISOString()}`;
  const known = kept.get(key);
  if (known) return known;
  const read = await latestProgram(queryable(connection), shop);
  if (kept.size >= MOST_KEPT) kept.clear();
  if (read) kept.set(`${shop}/${String(read.version)}/${read.publishedAt.toISOString()}`, read);
  return read;
}

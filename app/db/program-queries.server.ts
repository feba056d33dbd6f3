import { encodeProgram, parseProgram, type Program } from "../domain/program.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import type { ShopId } from "../domain/ids.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** A version as it is stored. */
export interface VersionRow {
  version: number;
  published_at: Date;
  document: unknown;
}

/** All versions of a shop, the oldest first. */
export async function programVersions(db: Queryable, shop: ShopId): Promise<ProgramVersion[]> {
  const rows = await db.query<VersionRow & { document: string }>(
    `SELECT version, published_at, document::text AS document FROM program_versions
      WHERE shop = $1 ORDER BY version`,
    [shop],
  );
  return rows.map((row) => ({
    version: row.version,
    publishedAt: row.published_at,
    program: programRead(row),
  }));
}

const MOST_READ = 1_000;
/** Programs by their document's text: every batch of orders asks for all versions of its shop. */
const read = new Map<string, Program>();

function programRead(row: VersionRow & { document: string }): Program {
  const known = read.get(row.document);
  if (known) return known;
  const { program } = versionOf({ ...row, document: JSON.parse(row.document) as unknown });
  if (read.size >= MOST_READ) read.clear();
  read.set(row.document, program);
  return program;
}

/** The newest version of a shop; null before the first. */
export async function latestProgram(db: Queryable, shop: ShopId): Promise<ProgramVersion | null> {
  const rows = await db.query<VersionRow>(
    `SELECT version, published_at, document FROM program_versions
      WHERE shop = $1 ORDER BY version DESC LIMIT 1`,
    [shop],
  );
  return rows[0] ? versionOf(rows[0]) : null;
}

/** One version of a shop; null where there is none of that number. */
export async function programVersion(
  db: Queryable,
  shop: ShopId,
  version: number,
): Promise<ProgramVersion | null> {
  const rows = await db.query<VersionRow>(
    `SELECT version, published_at, document FROM program_versions
      WHERE shop = $1 AND version = $2`,
    [shop, version],
  );
  return rows[0] ? versionOf(rows[0]) : null;
}

/** Adds a version. @returns false when the version exists already */
export async function insertProgramVersion(
  tx: Tx,
  shop: ShopId,
  version: ProgramVersion,
  by: string,
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO program_versions (shop, version, document, published_at, published_by)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING 1`,
    [
      shop,
      version.version,
      JSON.stringify(encodeProgram(version.program)),
      version.publishedAt,
      by,
    ],
  );
  return rows.length > 0;
}

/** @throws Error for a document that is none: nothing else is ever stored */
export function versionOf(row: VersionRow): ProgramVersion {
  const parsed = parseProgram(row.document);
  if (parsed.kind !== "ok")
    throw new Error(`program version ${String(row.version)} as stored is not a program`);
  return { version: row.version, publishedAt: row.published_at, program: parsed.program };
}

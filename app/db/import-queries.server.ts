import type { ImportFormat } from "../domain/imports/columns.ts";
import type { ShopId } from "../domain/ids.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

export type ImportState = "reading" | "matching" | "posting" | "done" | "undoing" | "undone";

/** How a file is read, as its caller asked. */
export interface ImportOptions {
  readonly format: ImportFormat | null;
  readonly thousands: "," | "." | null;
  readonly delimiter: string | null;
  readonly encoding: string | null;
}

/** An import as it is stored. */
export interface ImportRecord {
  readonly importId: string;
  readonly sourceKey: string;
  readonly preview: boolean;
  readonly state: ImportState;
  readonly format: ImportFormat | null;
  readonly options: ImportOptions;
  /** Columns of the file that mean nothing here. */
  readonly unused: readonly string[];
  readonly createdBy: string;
  readonly rowsRead: number;
  readonly refused: number;
  readonly repeated: number;
  readonly waiting: number;
  readonly posted: number;
  readonly pointsPosted: bigint;
  readonly pointsTaken: bigint;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const COLUMNS = `import_id AS "importId", source_key AS "sourceKey", preview, state, format, options,
  unused, created_by AS "createdBy", rows_read AS "rowsRead", refused, repeated, waiting, posted,
  points_posted AS "pointsPosted", points_taken AS "pointsTaken", created_at AS "createdAt",
  finished_at AS "finishedAt"`;

export type NewImport = Pick<
  ImportRecord,
  "importId" | "sourceKey" | "preview" | "options" | "createdBy"
>;

/** Stores an import; where the same source was begun before, that one stays and comes back. */
export async function startOrFindImport(
  tx: Tx,
  shop: ShopId,
  made: NewImport,
  now: Date,
): Promise<ImportRecord> {
  const [inserted] = await tx.query<ImportRecord>(
    `INSERT INTO imports (shop, import_id, source_key, preview, state, options, created_by, created_at)
     VALUES ($1, $2, $3, $4, 'reading', $5, $6, $7)
     ON CONFLICT (shop, source_key) WHERE NOT preview AND state <> 'undone'::text DO NOTHING
     RETURNING ${COLUMNS}`,
    [
      shop,
      made.importId,
      made.sourceKey,
      made.preview,
      JSON.stringify(made.options),
      made.createdBy,
      now,
    ],
  );
  if (inserted) return inserted;
  const [known] = await tx.query<ImportRecord>(
    `SELECT ${COLUMNS} FROM imports
      WHERE shop = $1 AND source_key = $2 AND NOT preview AND state <> 'undone'`,
    [shop, made.sourceKey],
  );
  if (!known) throw new Error("an import of this source is neither new nor there");
  return known;
}

/** @param importId a UUID */
export async function findImport(
  db: Queryable,
  shop: ShopId,
  importId: string,
): Promise<ImportRecord | null> {
  const [row] = await db.query<ImportRecord>(
    `SELECT ${COLUMNS} FROM imports WHERE shop = $1 AND import_id = $2`,
    [shop, importId],
  );
  return row ?? null;
}

/** A shop's imports, the newest first. */
export const listImports = (db: Queryable, shop: ShopId, limit: number): Promise<ImportRecord[]> =>
  db.query<ImportRecord>(
    `SELECT ${COLUMNS} FROM imports WHERE shop = $1 ORDER BY created_at DESC, import_id DESC LIMIT $2`,
    [shop, limit],
  );

/** Imports of a shop that have something left to be done by a job. */
export async function unfinishedImports(db: Queryable, shop: ShopId): Promise<string[]> {
  const rows = await db.query<{ importId: string }>(
    `SELECT import_id AS "importId" FROM imports
      WHERE shop = $1 AND state IN ('matching', 'posting', 'undoing') ORDER BY created_at, import_id`,
    [shop],
  );
  return rows.map(({ importId }) => importId);
}

/** The shops with imports that have something left to be done by a job. */
export async function shopsWithUnfinishedImports(db: Queryable): Promise<ShopId[]> {
  const rows = await db.query<{ shop: ShopId }>(
    `SELECT DISTINCT shop FROM imports
      WHERE state IN ('matching', 'posting', 'undoing') ORDER BY shop`,
  );
  return rows.map(({ shop }) => shop);
}

/**
 * The import, locked against everybody else who works on it until the transaction ends; null
 * where there is none.
 */
export async function lockImport(
  tx: Tx,
  shop: ShopId,
  importId: string,
): Promise<ImportRecord | null> {
  const [row] = await tx.query<ImportRecord>(
    `SELECT ${COLUMNS} FROM imports WHERE shop = $1 AND import_id = $2 FOR UPDATE`,
    [shop, importId],
  );
  return row ?? null;
}

/** What is known once the header has been read. */
export async function saveImportHeader(
  tx: Tx,
  shop: ShopId,
  importId: string,
  { format, unused }: Pick<ImportRecord, "unused"> & { readonly format: ImportFormat },
): Promise<void> {
  await tx.query("UPDATE imports SET format = $3, unused = $4 WHERE shop = $1 AND import_id = $2", [
    shop,
    importId,
    format,
    JSON.stringify(unused),
  ]);
}

/** What a step adds to an import's figures. */
export type ImportProgress = Partial<
  Record<"rowsRead" | "refused" | "repeated" | "waiting" | "posted", number> &
    Record<"pointsPosted" | "pointsTaken", bigint>
>;

/** Adds to an import's figures. */
export async function addToImport(
  tx: Tx,
  shop: ShopId,
  importId: string,
  more: ImportProgress,
): Promise<void> {
  await tx.query(
    `UPDATE imports SET rows_read = rows_read + $3, refused = refused + $4,
            repeated = repeated + $5, waiting = waiting + $6, posted = posted + $7,
            points_posted = points_posted + $8, points_taken = points_taken + $9
      WHERE shop = $1 AND import_id = $2`,
    [
      shop,
      importId,
      more.rowsRead ?? 0,
      more.refused ?? 0,
      more.repeated ?? 0,
      more.waiting ?? 0,
      more.posted ?? 0,
      more.pointsPosted ?? 0n,
      more.pointsTaken ?? 0n,
    ],
  );
}

/** Moves an import from one state to the next; false where it is in another by now. */
export async function moveImport(
  tx: Queryable,
  shop: ShopId,
  importId: string,
  from: readonly ImportState[],
  to: ImportState,
  finishedAt: Date | null = null,
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE imports SET state = $4, finished_at = coalesce($5, finished_at)
      WHERE shop = $1 AND import_id = $2 AND state = ANY($3::text[]) RETURNING 1`,
    [shop, importId, from, to, finishedAt],
  );
  return rows.length > 0;
}

/** Gives up the source of an import that was undone: another may have been begun of it since. */
export async function leaveSource(tx: Tx, shop: ShopId, importId: string): Promise<void> {
  await tx.query(
    `UPDATE imports SET source_key = 'undone/' || import_id
      WHERE shop = $1 AND import_id = $2 AND state = 'undone'`,
    [shop, importId],
  );
}

/** Begins the estimate of a preview anew: what it has counted so far is forgotten. */
export async function forgetEstimate(tx: Tx, shop: ShopId, importId: string): Promise<void> {
  await tx.query(
    "UPDATE imports SET posted = 0, points_posted = 0 WHERE shop = $1 AND import_id = $2",
    [shop, importId],
  );
}

/** An import of any shop. */
export interface ImportName {
  readonly shop: ShopId;
  readonly importId: string;
}

/** Previews, or readings that were broken off, that began before a time. */
export const importsFromBefore = (
  db: Queryable,
  what: "preview" | "reading",
  before: Date,
): Promise<ImportName[]> =>
  db.query<ImportName>(
    `SELECT shop, import_id AS "importId" FROM imports
      WHERE created_at < $2 AND CASE $1 WHEN 'preview' THEN preview ELSE state = 'reading' END
      ORDER BY shop, import_id`,
    [what, before],
  );

/** Removes a preview and what was refused of it. */
export async function deletePreview(tx: Tx, shop: ShopId, importId: string): Promise<void> {
  await tx.query("DELETE FROM import_rows WHERE shop = $1 AND import_id = $2", [shop, importId]);
  await tx.query("DELETE FROM imports WHERE shop = $1 AND import_id = $2 AND preview", [
    shop,
    importId,
  ]);
}

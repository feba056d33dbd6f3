import {
  addToImport,
  lockImport,
  moveImport,
  saveImportHeader,
  type ImportRecord,
} from "../../db/import-queries.server.ts";
import {
  keyOwners,
  LIVE,
  occurrencesOf,
  setRowsAside,
  stageRows,
  type KeyOwner,
  type SetAsideRow,
  type StagedRow,
} from "../../db/import-row-queries.server.ts";
import { endUnposted } from "../../db/import-undo-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { latestProgram } from "../../db/program-queries.server.ts";
import { inShop } from "../../db/shop-transaction.server.ts";
import { planBlindly, queryable, type Tx } from "../../db/transaction.server.ts";
import { readColumns, type ColumnsOutcome } from "../../domain/imports/columns.ts";
import type { ImportProblem } from "../../domain/imports/problem.ts";
import { canonicalRow, encodeRowFacts } from "../../domain/imports/row-codec.ts";
import { readRow, type ImportRow, type RowTerms } from "../../domain/imports/row.ts";
import type { ShopId } from "../../domain/ids.ts";
import type { Program } from "../../domain/program.ts";
import { FileProblem } from "./csv/file-problem.ts";
import { readCsv, type CsvRow } from "./csv/read-csv.ts";
import type { ImportHashes } from "./import-hashes.server.ts";

/** Rows in one transaction, and so many are in memory at once. */
const BATCH = 1_000;

/** Thrown where two readers are at one import, or where it was undone meanwhile. */
export class ImportTaken extends Error {
  override name = "ImportTaken";
}

/**
 * Stages a file's rows, batch by batch; rows that an earlier, broken off reading has staged are
 * passed over. Afterwards the import is ready to be matched.
 * @param onProgress told how many rows have been read
 * @throws FileProblem where the file cannot be read; nothing of it is kept then
 */
export async function readImport(
  db: Database,
  hashes: ImportHashes,
  shop: ShopId,
  one: ImportRecord,
  bytes: AsyncIterable<Uint8Array>,
  now: Date,
  onProgress: (rows: number) => void = () => undefined,
): Promise<void> {
  try {
    await stageAll(db, hashes, shop, one, bytes, now, onProgress);
  } catch (error) {
    // The file has to be mended, and is another then: its rows must not be taken for imported.
    if (error instanceof FileProblem) await abandon(db, shop, one, now);
    throw error;
  }
}

function abandon(db: Database, shop: ShopId, { importId }: ImportRecord, now: Date): Promise<void> {
  return inShop(db, shop, async (tx) => {
    await moveImport(tx, shop, importId, ["reading"], "undone", now);
    await endUnposted(tx, shop, importId);
  });
}

async function stageAll(
  db: Database,
  hashes: ImportHashes,
  shop: ShopId,
  one: ImportRecord,
  bytes: AsyncIterable<Uint8Array>,
  now: Date,
  onProgress: (rows: number) => void,
): Promise<void> {
  const program = (await latestProgram(queryable(db.pool), shop))?.program ?? null;
  const reading: Reading = { db, hashes, shop, one, terms: null, program, now, staged: 0 };
  // Numbers of rows count blank lines and the header; batches count rows as the file has them.
  let batch: CsvRow[] = [];
  for await (const row of readCsv(bytes, one.options)) {
    if (reading.terms === null) {
      reading.terms = await begin(reading, row);
      if (!reading.terms.columns.headless) continue;
    }
    batch.push(row);
    if (batch.length < BATCH) continue;
    await stage(reading, batch);
    batch = [];
    onProgress(reading.staged);
  }
  if (reading.terms === null) throw new FileProblem("empty_file", "The file has no rows");
  await stage(reading, batch);
  onProgress(reading.staged);
  await moveImport(queryable(db.pool), shop, one.importId, ["reading"], "matching");
}

interface Reading {
  readonly db: Database;
  readonly hashes: ImportHashes;
  readonly shop: ShopId;
  readonly one: ImportRecord;
  readonly program: Program | null;
  readonly now: Date;
  terms: RowTerms | null;
  /** Rows of the file so far. */
  staged: number;
}

async function begin(reading: Reading, header: CsvRow): Promise<RowTerms> {
  const { db, shop, one, program, now } = reading;
  const found = readColumns(header.cells, one.options.format);
  if (found.kind !== "ok") throw wrongHeader(found);
  const tiers = tiersOf(program);
  const unused = [...found.columns.unused];
  if (tiers === null && found.columns.places.has("tier")) unused.push("tier");
  await inShop(db, shop, (tx) =>
    saveImportHeader(tx, shop, one.importId, { format: found.columns.format, unused }),
  );
  const timeZone = program?.timeZone ?? "UTC";
  return { columns: found.columns, timeZone, thousands: one.options.thousands, tiers, now };
}

function wrongHeader(found: Exclude<ColumnsOutcome, { kind: "ok" }>): FileProblem {
  if (found.kind === "twice") {
    return new FileProblem(
      "column_twice",
      `Two columns both say ${found.field}. Remove or rename one of them`,
    );
  }
  const seen = found.found.map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name));
  const names = `The first row has ${seen.slice(0, 20).join(", ")}`;
  return found.kind === "nobody"
    ? new FileProblem(
        "no_member_column",
        `No column says who the members are: email or customer_id. ${names}`,
      )
    : new FileProblem(
        "no_points_column",
        `No column says what to import: points, points_amount, birthday or tier. ${names}`,
      );
}

/** Tiers by id and by name in every language, in small letters. */
function tiersOf(program: Program | null): ReadonlyMap<string, string> | null {
  if (!program?.tiers) return null;
  return new Map(
    program.tiers.levels.flatMap(({ id, name }) =>
      [id, name.en, name.ru].flatMap((word) => (word ? [[word.toLowerCase(), id] as const] : [])),
    ),
  );
}

async function stage(reading: Reading, batch: readonly CsvRow[]): Promise<void> {
  const { db, shop, one, terms } = reading;
  if (batch.length === 0 || terms === null) return;
  const from = reading.staged;
  await inShop(db, shop, async (tx) => {
    await planBlindly(tx);
    const now = await lockImport(tx, shop, one.importId);
    if (now?.state !== "reading") throw new ImportTaken("the import is not being read any more");
    if (now.rowsRead !== Math.max(one.rowsRead, from))
      throw new ImportTaken("another process is reading the same file");
    // What an earlier reading has staged.
    const fresh = batch.slice(Math.max(0, now.rowsRead - from));
    if (fresh.length === 0) return;
    const read = fresh.map((row) => ({ row: row.row, outcome: readRow(row.cells, terms) }));
    const staged = await stageUnderstood(tx, reading, read.flatMap(understood));
    const refused = read.flatMap(({ row, outcome }) =>
      outcome.kind === "refused" ? [setAside(row, outcome.problem)] : [],
    );
    const aside = [...staged.aside, ...refused];
    await setRowsAside(tx, shop, one.importId, aside);
    const repeated = aside.filter(({ problem }) => problem === null).length;
    const more = { rowsRead: fresh.length, repeated, refused: aside.length - repeated };
    await addToImport(tx, shop, one.importId, more);
  });
  reading.staged += batch.length;
}

interface Understood {
  readonly row: number;
  readonly said: ImportRow;
}

const understood = (one: { row: number; outcome: ReturnType<typeof readRow> }): Understood[] =>
  one.outcome.kind === "ok" ? [{ row: one.row, said: one.outcome.row }] : [];

const setAside = (row: number, problem: ImportProblem): SetAsideRow => ({
  row,
  key: null,
  occurrence: 1,
  problem,
});

/** Stages rows that were understood. @returns those that were not: imported before, or an id used twice */
async function stageUnderstood(
  tx: Tx,
  reading: Reading,
  rows: readonly Understood[],
): Promise<{ aside: SetAsideRow[] }> {
  const { shop, one } = reading;
  const named = await withOccurrences(tx, reading, rows);
  // A preview must not take keys; what a real import has taken it is told.
  const before = one.preview ? await keyOwners(tx, shop, LIVE, named) : new Map<string, KeyOwner>();
  const free = named.filter((row) => !before.has(nameOf(row)));
  const scope = one.preview ? one.importId : LIVE;
  const staged = await stageRows(tx, shop, one.importId, scope, free);
  const taken = named.filter(({ row }) => !staged.has(row));
  if (taken.length === 0) return { aside: [] };
  const owners = new Map([...(await keyOwners(tx, shop, scope, taken)), ...before]);
  return { aside: taken.map((row) => verdict(row, owners.get(nameOf(row)), one.importId)) };
}

function verdict(row: StagedRow, owner: KeyOwner | undefined, importId: string): SetAsideRow {
  const { key, occurrence } = row;
  const content = row.content && hex(row.content);
  if (!owner || owner.content === content) return { row: row.row, key, occurrence, problem: null };
  const figures = {
    row: owner.row,
    ...(owner.importId === importId ? {} : { import: owner.importId }),
  };
  const problem = { code: "external_id_reused", field: "external_id", figures } as const;
  return setAside(row.row, problem);
}

/** Which of the rows of the same content each is; those with an external id are the only ones. */
async function withOccurrences(
  tx: Tx,
  { hashes, shop, one }: Reading,
  rows: readonly Understood[],
): Promise<StagedRow[]> {
  const keyed = rows.map(({ row, said }) => {
    const content = hashes.row(shop, "content", canonicalRow(said));
    const { externalId } = said;
    const key = externalId === null ? content : hashes.row(shop, "external", externalId);
    return { row, said, key, content: externalId === null ? null : content };
  });
  const unnamed = keyed.filter(({ content }) => content === null).map(({ key }) => key);
  const seen = await occurrencesOf(tx, shop, one.importId, unnamed);
  return keyed.map(({ row, said, key, content }) => {
    const occurrence = content === null ? (seen.get(hex(key)) ?? 0) + 1 : 1;
    if (content === null) seen.set(hex(key), occurrence);
    const { customerId, email, points, orderId, facts } = said;
    const emailHash = email === null ? null : hashes.email(email);
    const whose = { customerId, email, emailHash };
    return {
      row,
      key,
      occurrence,
      content,
      ...whose,
      points,
      orderId,
      facts: encodeRowFacts(facts),
    };
  });
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const nameOf = ({ key, occurrence }: Pick<StagedRow, "key" | "occurrence">): string =>
  `${hex(key)}/${String(occurrence)}`;

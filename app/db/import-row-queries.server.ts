import { decodeRowFacts } from "../domain/imports/row-codec.ts";
import type { ImportProblem } from "../domain/imports/problem.ts";
import type { RowFacts } from "../domain/imports/row.ts";
import type { CustomerId, HolderId, OrderId, ShopId } from "../domain/ids.ts";
import { arrayOf } from "./array-parameter.server.ts";
import { JSON_LINE, jsonLines } from "./json-lines.server.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** The scope of rows that count as imported. */
export const LIVE = "00000000-0000-0000-0000-000000000000";

/** A row that was understood, as it is staged. */
export interface StagedRow {
  readonly row: number;
  readonly key: Uint8Array;
  readonly occurrence: number;
  /** Null where the key is of the whole content. */
  readonly content: Uint8Array | null;
  readonly customerId: CustomerId | null;
  readonly email: string | null;
  readonly emailHash: string | null;
  readonly points: bigint | null;
  readonly orderId: OrderId | null;
  /** Encoded by the domain's codec. */
  readonly facts: unknown;
}

/**
 * Stages rows; those whose key is taken are left out.
 * @param scope `LIVE`, or a preview's own id
 * @returns the numbers of the rows that were staged
 */
export async function stageRows(
  tx: Tx,
  shop: ShopId,
  importId: string,
  scope: string,
  rows: readonly StagedRow[],
): Promise<Set<number>> {
  if (rows.length === 0) return new Set();
  const staged = await tx.query<{ row: number }>(
    `INSERT INTO import_rows (shop, import_id, row, state, row_key, occurrence, scope, content,
            customer_id, email, email_hash, points, order_id, facts)
     SELECT $1, $2, new.place, 'read', new.key, new.occurrence, $3, new.content, new.customer,
            new.email, new.hash, new.points, new.order_id, new.facts
       FROM unnest($4::int[], $5::bytea[], $6::int[], $7::bytea[], $8::text[], $9::text[],
            $10::text[], $11::bigint[], $12::text[], ${jsonLines(13)}::json[])
         AS new (place, key, occurrence, content, customer, email, hash, points, order_id, facts)
     ON CONFLICT (shop, row_key, occurrence, scope) DO NOTHING RETURNING import_rows.row`,
    [
      shop,
      importId,
      scope,
      arrayOf(rows.map(({ row }) => row)),
      arrayOf(rows.map(({ key }) => key)),
      arrayOf(rows.map(({ occurrence }) => occurrence)),
      arrayOf(rows.map(({ content }) => content)),
      arrayOf(rows.map(({ customerId }) => customerId)),
      arrayOf(rows.map(({ email }) => email)),
      arrayOf(rows.map(({ emailHash }) => emailHash)),
      arrayOf(rows.map(({ points }) => points)),
      arrayOf(rows.map(({ orderId }) => orderId)),
      jsonTexts(rows.map(({ facts }) => facts)),
    ],
  );
  return new Set(staged.map(({ row }) => row));
}

/** A row that is not imported: it was before, or it is refused. */
export interface SetAsideRow {
  readonly row: number;
  /** Kept of a repeated row, so that the next of its kind is told from it. */
  readonly key: Uint8Array | null;
  readonly occurrence: number;
  /** Null: it was imported before. */
  readonly problem: ImportProblem | null;
}

/** Writes down rows that are not imported, and why. */
export async function setRowsAside(
  tx: Tx,
  shop: ShopId,
  importId: string,
  rows: readonly SetAsideRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO import_rows (shop, import_id, row, state, row_key, occurrence, problem)
     SELECT $1, $2, place, CASE WHEN problem IS NULL THEN 'repeated' ELSE 'refused' END,
            key, occurrence, problem
       FROM unnest($3::int[], $4::bytea[], $5::int[], ${jsonLines(6)}::json[])
         AS new (place, key, occurrence, problem)`,
    [
      shop,
      importId,
      arrayOf(rows.map(({ row }) => row)),
      arrayOf(rows.map(({ key }) => key)),
      arrayOf(rows.map(({ occurrence }) => occurrence)),
      jsonTexts(rows.map(({ problem }) => problem)),
    ],
  );
}

/** How often rows of the given keys stand in an import so far; keys in hexadecimal. */
export async function occurrencesOf(
  tx: Tx,
  shop: ShopId,
  importId: string,
  keys: readonly Uint8Array[],
): Promise<Map<string, number>> {
  const rows = await tx.query<{ key: string; most: number }>(
    // The import is asked for outside, so that it is the key by which rows are looked up.
    `SELECT encode(wanted.key, 'hex') AS key, max(r.occurrence) AS most
       FROM unnest($3::bytea[]) AS wanted (key)
      CROSS JOIN LATERAL (
        SELECT import_id, occurrence FROM import_rows
         WHERE shop = $1 AND row_key = wanted.key OFFSET 0) AS r
      WHERE r.import_id = $2 GROUP BY 1`,
    [shop, importId, arrayOf(keys)],
  );
  return new Map(rows.map(({ key, most }) => [key, most]));
}

/** A row that has a key already. */
export interface KeyOwner {
  /** In hexadecimal, with the occurrence: `<hex>/<n>`. */
  readonly name: string;
  readonly importId: string;
  readonly row: number;
  readonly content: string | null;
}

/** Who has the given keys in a scope, by their names. */
export async function keyOwners(
  tx: Tx,
  shop: ShopId,
  scope: string,
  rows: readonly StagedRow[],
): Promise<Map<string, KeyOwner>> {
  const found = await tx.query<KeyOwner>(
    `SELECT encode(wanted.key, 'hex') || '/' || wanted.occurrence AS name,
            r.import_id AS "importId", r.row, encode(r.content, 'hex') AS content
       FROM unnest($3::bytea[], $4::int[]) AS wanted (key, occurrence)
      CROSS JOIN LATERAL (
        SELECT import_id, row, content FROM import_rows
         WHERE shop = $1 AND row_key = wanted.key AND occurrence = wanted.occurrence
           AND scope = $2 LIMIT 1) AS r`,
    [
      shop,
      scope,
      arrayOf(rows.map(({ key }) => key)),
      arrayOf(rows.map(({ occurrence }) => occurrence)),
    ],
  );
  return new Map(found.map((owner) => [owner.name, owner]));
}

/** A staged row whose customer is yet to be found. */
export interface RowToMatch {
  readonly row: number;
  readonly customerId: CustomerId | null;
  readonly email: string | null;
}

/** The next rows after one whose customers are yet to be found. */
export const rowsToMatch = (
  db: Queryable,
  shop: ShopId,
  importId: string,
  after: number,
  limit: number,
): Promise<RowToMatch[]> =>
  db.query<RowToMatch>(
    `SELECT r.row, r.customer_id AS "customerId", r.email FROM import_rows r
      WHERE r.shop = $1 AND r.import_id = $2 AND r.state = 'read' AND r.row > $3
      ORDER BY r.row LIMIT $4`,
    [shop, importId, after, limit],
  );

/** Whose a row is: a customer's, nobody's yet, or nobody's for good. */
export interface Match {
  readonly row: number;
  readonly customerId: CustomerId | null;
  /** Set where the row is refused. */
  readonly problem: ImportProblem | null;
}

/**
 * Writes down whose rows are. Addresses go, their keyed hashes stay where a row waits.
 * @returns the states of the rows that were still to be matched
 */
export async function saveMatches(
  tx: Tx,
  shop: ShopId,
  importId: string,
  matches: readonly Match[],
): Promise<string[]> {
  // ON CONFLICT finds the rows by their key whatever the statistics say.
  const saved = await tx.query<{ state: string }>(
    `INSERT INTO import_rows AS r (shop, import_id, row, state, customer_id, problem)
     SELECT $1, $2, * FROM unnest($3::int[], $4::text[], $5::text[], ${jsonLines(6)}::json[])
     ON CONFLICT (shop, import_id, row) DO UPDATE
        SET state = excluded.state, customer_id = excluded.customer_id, email = NULL,
            email_hash = CASE excluded.state WHEN 'waiting' THEN r.email_hash END,
            scope = CASE excluded.state WHEN 'refused' THEN NULL ELSE r.scope END,
            facts = CASE excluded.state WHEN 'refused' THEN NULL ELSE r.facts END,
            problem = excluded.problem
      WHERE r.state = 'read'
      RETURNING r.state`,
    [
      shop,
      importId,
      arrayOf(matches.map(({ row }) => row)),
      arrayOf(matches.map(stateOf)),
      arrayOf(matches.map(({ customerId }) => customerId)),
      jsonTexts(matches.map(({ problem }) => problem)),
    ],
  );
  return saved.map(({ state }) => state);
}

const stateOf = ({ customerId, problem }: Match): "refused" | "matched" | "waiting" =>
  problem ? "refused" : customerId === null ? "waiting" : "matched";

/** A row whose customer is known. */
export interface RowToPost {
  readonly importId: string;
  readonly row: number;
  readonly customerId: CustomerId;
  readonly points: bigint | null;
  readonly orderId: OrderId | null;
  readonly facts: RowFacts;
}

type RowToPostRecord = Omit<RowToPost, "facts"> & { readonly facts: unknown };

const TO_POST = `r.import_id AS "importId", r.row, r.customer_id AS "customerId", r.points,
  r.order_id AS "orderId", r.facts`;

const decoded = (rows: readonly RowToPostRecord[]): RowToPost[] =>
  rows.map((row) => ({ ...row, facts: decodeRowFacts(row.facts) }));

/**
 * Whole customers' rows, the next in order of the customers' ids and of the file, about so many.
 * @param after the last customer of the page before
 */
export async function rowsToPost(
  tx: Queryable,
  shop: ShopId,
  importId: string,
  after: CustomerId | null,
  about: number,
): Promise<RowToPost[]> {
  const rows = await tx.query<RowToPostRecord>(
    `SELECT ${TO_POST} FROM import_rows r
      WHERE r.shop = $1 AND r.import_id = $2 AND r.state = 'matched' AND r.customer_id > $3
      ORDER BY r.customer_id, r.row LIMIT $4`,
    [shop, importId, after ?? "", about],
  );
  const last = rows.at(-1);
  if (rows.length < about || !last) return decoded(rows);
  // The last customer's rows may go on beyond the limit.
  const whole = rows.filter(({ customerId }) => customerId !== last.customerId);
  if (whole.length > 0) return decoded(whole);
  return decoded(
    await tx.query<RowToPostRecord>(
      `SELECT ${TO_POST} FROM import_rows r
        WHERE r.shop = $1 AND r.import_id = $2 AND r.state = 'matched' AND r.customer_id = $3
        ORDER BY r.customer_id, r.row`,
      [shop, importId, last.customerId],
    ),
  );
}

/** Locks the rows that wait under an address, for a customer who has proven it. */
export async function lockWaitingRows(
  tx: Tx,
  shop: ShopId,
  customer: CustomerId,
  emailHash: string,
): Promise<RowToPost[]> {
  const rows = await tx.query<RowToPostRecord>(
    `SELECT ${TO_POST} FROM import_rows r JOIN imports i USING (shop, import_id)
      WHERE r.shop = $1 AND r.state = 'waiting' AND r.email_hash = $2
        AND NOT i.preview AND i.state IN ('posting', 'done')
      ORDER BY r.import_id, r.row FOR UPDATE OF r`,
    [shop, emailHash],
  );
  return decoded(rows).map((row) => ({ ...row, customerId: customer }));
}

/** Whether any row waits for its customer's login. */
export async function importedRowsWait(db: Queryable, shop: ShopId): Promise<boolean> {
  const rows = await db.query(
    "SELECT 1 FROM import_rows WHERE shop = $1 AND state = 'waiting' LIMIT 1",
    [shop],
  );
  return rows.length > 0;
}

/** What became of a row that was to be posted. */
export interface PostedRow {
  readonly importId: string;
  readonly row: number;
  readonly customerId: CustomerId;
  readonly holderId: HolderId | null;
  /** Set where it was refused after all. */
  readonly problem: ImportProblem | null;
}

/** Writes down what became of rows; what was only needed to post them goes. */
export async function savePosted(tx: Tx, shop: ShopId, rows: readonly PostedRow[]): Promise<void> {
  await tx.query(
    `INSERT INTO import_rows AS r (shop, import_id, row, state, customer_id, holder_id, problem)
     SELECT $1, import_id, place, CASE WHEN problem IS NULL THEN 'posted' ELSE 'refused' END,
            customer, holder, problem
       FROM unnest($2::uuid[], $3::int[], $4::text[], $5::uuid[], ${jsonLines(6)}::json[])
         AS new (import_id, place, customer, holder, problem)
     ON CONFLICT (shop, import_id, row) DO UPDATE
        SET state = excluded.state, customer_id = excluded.customer_id, email_hash = NULL,
            holder_id = excluded.holder_id, facts = NULL, problem = excluded.problem,
            scope = CASE WHEN excluded.problem IS NULL THEN r.scope END`,
    [
      shop,
      arrayOf(rows.map(({ importId }) => importId)),
      arrayOf(rows.map(({ row }) => row)),
      arrayOf(rows.map(({ customerId }) => customerId)),
      arrayOf(rows.map(({ holderId }) => holderId)),
      jsonTexts(rows.map(({ problem }) => problem)),
    ],
  );
}

/** A refused row, for the report. */
export interface RefusedRow {
  readonly row: number;
  readonly problem: ImportProblem;
}

/** Refused rows after one, in order. */
export const refusedRows = (
  db: Queryable,
  shop: ShopId,
  importId: string,
  after: number,
  limit: number,
): Promise<RefusedRow[]> =>
  db.query<RefusedRow>(
    `SELECT r.row, r.problem FROM import_rows r
      WHERE r.shop = $1 AND r.import_id = $2 AND r.row > $3 AND r.state = 'refused'
      ORDER BY r.row LIMIT $4`,
    [shop, importId, after, limit],
  );

/** Removes what a preview has staged; its refused rows stay for the report. */
export async function forgetPreviewRows(tx: Tx, shop: ShopId, importId: string): Promise<void> {
  await tx.query(
    "DELETE FROM import_rows WHERE shop = $1 AND import_id = $2 AND state <> 'refused'",
    [shop, importId],
  );
}

/** JSON values in one parameter; a missing one is an empty line, which `jsonLines` reads as null. */
const jsonTexts = (values: readonly unknown[]): string =>
  values
    .map((value) => (value === null || value === undefined ? "" : JSON.stringify(value)))
    .join(JSON_LINE);

import type { SQLInputValue } from "node:sqlite";
import type { Database } from "./database.ts";
import { unpack, type Page, type PageRequest } from "./documents.ts";

/** One condition of a listing, such as `updated_at >= ?`. Columns come from this program, never from a caller. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/**
 * One keyset page of a table of documents. A page costs the same however deep
 * it lies, and rows that appear meanwhile do not shift it.
 */
export function readPage<T>(
  db: Database,
  table: string,
  sort: string,
  conditions: readonly Condition[],
  page: PageRequest,
): Page<T> {
  const comparison = page.reverse ? "<" : ">";
  const direction = page.reverse ? "DESC" : "ASC";
  const keyset: Condition[] =
    page.after === null
      ? []
      : [
          {
            sql: `(${sort}, id) ${comparison} (?, ?)`,
            values: [page.after.sort, page.after.id],
          },
        ];
  const all = [...conditions, ...keyset];
  const where = all.length === 0 ? "" : `WHERE ${all.map((part) => part.sql).join(" AND ")}`;
  const rows = db.all(
    `SELECT id, ${sort} AS sort, document FROM ${table} ${where} ORDER BY ${sort} ${direction}, id ${direction} LIMIT ?`,
    ...all.flatMap((part) => part.values),
    page.first + 1,
  );
  return {
    rows: rows.slice(0, page.first).map((row) => ({
      value: unpack(row) as T,
      sort: row["sort"] as bigint,
      id: row["id"] as bigint,
    })),
    hasNext: rows.length > page.first,
  };
}

export function countRows(
  db: Database,
  table: string,
  conditions: readonly Condition[] = [],
): number {
  const where =
    conditions.length === 0 ? "" : `WHERE ${conditions.map((part) => part.sql).join(" AND ")}`;
  const row = db.get(
    `SELECT count(*) AS n FROM ${table} ${where}`,
    ...conditions.flatMap((part) => part.values),
  );
  return Number(row?.["n"] ?? 0);
}

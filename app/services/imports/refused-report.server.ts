import { refusedRows, type RefusedRow } from "../../db/import-row-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { queryable } from "../../db/transaction.server.ts";
import type { ImportProblem } from "../../domain/imports/problem.ts";
import type { ShopId } from "../../domain/ids.ts";
import { csvText, type CsvCell } from "../exports/csv-text.ts";

const PAGE = 5_000;

/** An import's refused rows as CSV: number, column, code, and what is wrong and what to do. */
export function refusedReport(
  db: Database,
  shop: ShopId,
  importId: string,
  say: (problem: ImportProblem) => string,
): AsyncGenerator<string> {
  return csvText(["row", "column", "code", "problem"], pages(db, shop, importId, say));
}

async function* pages(
  db: Database,
  shop: ShopId,
  importId: string,
  say: (problem: ImportProblem) => string,
): AsyncGenerator<CsvCell[][]> {
  let after = 0;
  for (;;) {
    const page: RefusedRow[] = await refusedRows(queryable(db.pool), shop, importId, after, PAGE);
    yield page.map(({ row, problem }) => [row, problem.field ?? null, problem.code, say(problem)]);
    const last = page.at(-1);
    if (!last) return;
    after = last.row;
  }
}

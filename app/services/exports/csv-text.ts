import { stringify } from "csv-stringify/sync";

/** A cell: text of people's, which spreadsheets must not take for a formula, or a figure. */
export type CsvCell = string | number | bigint | Date | null;

/** What makes a spreadsheet reckon, or begin a field of its own. */
const BEGINS_FORMULA = /^[\s]*[=+\-@\t\r\uFF0B\uFF1D\uFF0D\uFF20]/u;

/**
 * Text as it stands in a cell. What would be a formula is shown instead: an apostrophe before it
 * tells spreadsheets that it is text.
 */
export const shownText = (text: string): string => (BEGINS_FORMULA.test(text) ? `'${text}` : text);

function cell(value: CsvCell): string {
  if (value === null) return "";
  if (typeof value === "string") return shownText(value);
  return value instanceof Date ? value.toISOString() : String(value);
}

/**
 * Rows as CSV text, page by page: as RFC 4180 writes it, in UTF-8 without a mark. Nothing is made
 * before it is asked for.
 * @param pages of rows, each as many cells as the header has
 */
export async function* csvText(
  header: readonly string[],
  pages: AsyncIterable<readonly (readonly CsvCell[])[]>,
): AsyncGenerator<string> {
  yield written([header]);
  for await (const page of pages) {
    if (page.length > 0) yield written(page.map((row) => row.map(cell)));
  }
}

const written = (rows: readonly (readonly string[])[]): string =>
  stringify([...rows], { record_delimiter: "windows" });

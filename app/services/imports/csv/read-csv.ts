import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { decodeText } from "./decode-text.ts";
import { FileProblem } from "./file-problem.ts";

/** A row of a file: its cells, and its number as a spreadsheet shows it. */
export interface CsvRow {
  readonly row: number;
  readonly cells: readonly string[];
}

export interface CsvOptions {
  /** Null to tell by the first line. */
  readonly delimiter: string | null;
  /** Null to tell by the first bytes. */
  readonly encoding: string | null;
}

/** A row longer than this is a quotation mark that nobody closed. */
const MOST_ROW_CHARACTERS = 1_000_000;

/**
 * Reads the rows of a file one after the other, whatever its size: commas, semicolons, tabs or
 * strokes between cells, any line ends, cells in quotes over several lines. Empty lines count and
 * are left out.
 * @throws FileProblem where it cannot be read on; what came before has been told
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  options: CsvOptions,
): AsyncGenerator<CsvRow> {
  const text = await decodeText(bytes, options.encoding);
  const { start, rest, skipped } = await firstLine(text.chunks);
  const parser = parse({
    delimiter: options.delimiter ?? delimiterOf(start),
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MOST_ROW_CHARACTERS,
  });
  const source = Readable.from(joined(start, rest));
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  let row = skipped;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      if (cells.some((cell) => cell.trim() !== "")) yield { row, cells };
    }
  } catch (error) {
    // The parser is ahead of what was asked for: it says itself where it stands.
    if (error instanceof CsvError) throw unreadable(error, skipped + recordsOf(error) + 1);
    throw error;
  } finally {
    source.destroy();
  }
}

/** How many rows were whole before the error. */
const recordsOf = (error: CsvError): number => Number((error as { records?: unknown }).records);

function unreadable(error: CsvError, row: number): FileProblem {
  const place = `Row ${String(row)}`;
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
    case "CSV_MAX_RECORD_SIZE":
      return new FileProblem(
        "open_quote",
        `${place} begins a quotation that does not end. Close it, or double the quotation marks inside it`,
      );
    default:
      return new FileProblem("malformed_csv", `${place} is not CSV: ${error.message}`);
  }
}

interface Start {
  /** At least the first line, without a byte order mark. */
  readonly start: string;
  readonly rest: AsyncGenerator<string>;
  /** Lines before the header. */
  readonly skipped: number;
}

async function firstLine(chunks: AsyncGenerator<string>): Promise<Start> {
  let start = "";
  while (!/[\r\n]/.test(start) && start.length < MOST_ROW_CHARACTERS) {
    const next = await chunks.next();
    if (next.done) break;
    start += next.value;
  }
  start = start.replace(/^\uFEFF/, "");
  // A line of Excel's own, which names the delimiter.
  const named = /^sep=(.)(\r\n|\n|\r)/i.exec(start);
  if (!named) return { start, rest: chunks, skipped: 0 };
  return { start: start.slice(named[0].length), rest: chunks, skipped: 1 };
}

async function* joined(start: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (start !== "") yield start;
  yield* rest;
}

/** Whichever of the usual ones stands most often in the first line, outside of quotes. */
export function delimiterOf(start: string): string {
  const line = start.replace(/"(?:[^"]|"")*"/g, "").split(/[\r\n]/)[0] ?? "";
  const counted = [",", ";", "\t", "|"].map((mark) => ({ mark, times: line.split(mark).length }));
  return counted.reduce((best, one) => (one.times > best.times ? one : best)).mark;
}

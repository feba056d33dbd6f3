import { Temporal } from "temporal-polyfill";
import type { Birthday } from "../birthday.ts";
import type { ImportFormat } from "./columns.ts";
import type { ImportProblem, ImportProblemCode } from "./problem.ts";

/** A cell that was understood, or why it was not. */
export type Cell<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Refusal };

/** A problem without its column, which the caller knows. */
export type Refusal = Omit<ImportProblem, "field">;

const ok = <T>(value: T): Cell<T> => ({ ok: true, value });
const refused = (
  code: ImportProblemCode,
  rest: Omit<Refusal, "code"> = {},
): { readonly ok: false; readonly problem: Refusal } => ({ ok: false, problem: { code, ...rest } });

/** More than this in one row is a slip of the keyboard, as it is in an adjustment. */
export const MOST_POINTS_IMPORTED = 1_000_000_000n;
const MOST_SHOWN = 40;

/** A cell's text as a message may show it. */
const shown = (text: string): { value: string } => ({
  value: text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text,
});

/** Blanks that spreadsheets put between thousands, and apostrophes, as the Swiss do. */
const CLEAR_SEPARATORS = /(?<=\d)[\s\u00a0\u202f\u2009'’](?=\d{3}(?!\d))/g;

/**
 * Whole points. Blanks and apostrophes between thousands are read over, and so are commas or
 * points where they can be nothing else. `1,200` alone could also be a little more than one.
 * @param thousands the separator that the caller says the file has; null where it was not said
 */
export function readPoints(cell: string, thousands: "," | "." | null): Cell<bigint> {
  let text = cell.trim().replace(/^\+/, "").replace(CLEAR_SEPARATORS, "");
  // Spreadsheets also have a minus sign of their own.
  text = text.replace(/^[−–]/, "-");
  if (thousands !== null) text = withoutSeparator(text, thousands);
  if (/^-?\d{1,3}(,\d{3}){2,}$/.test(text)) text = text.replaceAll(",", "");
  if (/^-?\d{1,3}(\.\d{3}){2,}$/.test(text)) text = text.replaceAll(".", "");
  if (/^-?[1-9]\d{0,2}[.,]\d{3}$/.test(text)) {
    const [whole = "", rest = ""] = text.split(/[.,]/);
    const figures = { joined: whole + rest, rounded: whole };
    return refused("ambiguous_points", { ...shown(cell.trim()), figures });
  }
  const match = /^(-?)(\d{1,30})(?:[.,](\d{1,30}))?$/.exec(text);
  if (match === null) return refused("no_number", shown(cell.trim()));
  const [, sign = "", whole = "", fraction = ""] = match;
  if (/[1-9]/.test(fraction)) {
    const down = BigInt(whole);
    const figures = { down: `${sign}${String(down)}`, up: `${sign}${String(down + 1n)}` };
    return refused("fractional_points", { ...shown(cell.trim()), figures });
  }
  const value = BigInt(whole);
  if (value > MOST_POINTS_IMPORTED) {
    const figures = { most: String(MOST_POINTS_IMPORTED) };
    return refused("too_many_points", { ...shown(cell.trim()), figures });
  }
  return ok(sign === "-" ? -value : value);
}

const withoutSeparator = (text: string, separator: "," | "."): string =>
  separator === ","
    ? text.replace(/(?<=\d),(?=\d{3}(?!\d))/g, "")
    : text.replace(/(?<=\d)\.(?=\d{3}(?!\d))/g, "");

/** An e-mail address in small letters, as its keyed hash wants it. It is never shown. */
export function readEmail(cell: string): Cell<string> {
  const text = cell.trim().toLowerCase();
  const isAddress = text.length <= 254 && /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$/.test(text);
  return isAddress && text.isWellFormed() ? ok(text) : refused("no_email");
}

/** Shopify's number of a customer, also as its own exports write it, `'7012345678901`, or as a global id. */
export function readCustomerId(cell: string): Cell<string> {
  return readShopifyId(cell, "Customer", "no_customer_id");
}

export const readOrderId = (cell: string): Cell<string> =>
  readShopifyId(cell, "Order", "no_order_id");

function readShopifyId(
  cell: string,
  kind: "Customer" | "Order",
  problem: "no_customer_id" | "no_order_id",
): Cell<string> {
  const text = cell.trim().replace(/^'/, "").replace(`gid://shopify/${kind}/`, "");
  if (/^\d[.,]?\d*e\+?\d+$/i.test(text)) return refused("shortened_id", shown(text));
  return /^[1-9]\d{0,19}$/.test(text) ? ok(text) : refused(problem, shown(text));
}

/** Free text; halves of characters and NUL cannot be stored. */
export function readText(cell: string, most: number): Cell<string> {
  const text = cell.trim();
  if (!text.isWellFormed() || text.includes("\0")) return refused("unusable_text");
  return text.length > most
    ? refused("too_long", { figures: { length: text.length, most } })
    : ok(text);
}

const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{2}|\d{4}))?$/;

/**
 * A birthday: `1990-12-25`, `25.12.1990`, `12/25` and the like. Points and dashes stand between
 * day, month and year; strokes between month and day in files of apps that say so. Where both
 * could be either, the row is refused.
 */
export function readBirthday(cell: string, format: ImportFormat): Cell<Birthday | null> {
  const text = cell.trim();
  // Yotpo wants a 0 where a cell is empty.
  if (text === "" || text === "0") return ok(null);
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return dayOf(Number(yearFirst[2]), Number(yearFirst[3]));
  const bare = /^(?:--)?(\d{2})-(\d{2})$/.exec(text);
  if (bare) return dayOf(Number(bare[1]), Number(bare[2]));
  const match = YEAR_LAST.exec(text);
  if (match === null) return refused("no_date");
  const [first, second] = [Number(match[1]), Number(match[3])];
  if (match[2] !== "/") return dayOf(second, first);
  if (first > 12) return dayOf(second, first);
  if (second > 12 || first === second || format === "yotpo") return dayOf(first, second);
  return refused("ambiguous_date");
}

function dayOf(month: number, day: number): Cell<Birthday> {
  try {
    Temporal.PlainMonthDay.from({ monthCode: monthCode(month), day }, { overflow: "reject" });
    return ok({ month, day });
  } catch {
    return refused("no_date");
  }
}

const monthCode = (month: number): string => `M${String(month).padStart(2, "0")}`;

const TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/**
 * A moment: a date, with or without a time and an offset from UTC.
 * @param zone the shop's, for what has no offset
 * @param edge of a bare date, whether its beginning is meant or its end
 */
export function readMoment(cell: string, zone: string, edge: "start" | "end"): Cell<Date> {
  const match = TIME.exec(cell.trim());
  if (match === null) return refused("no_date", shown(cell.trim()));
  const [, date = ""] = match;
  const [, , time, offset] = match as (string | undefined)[];
  try {
    const day = Temporal.PlainDate.from(date, { overflow: "reject" });
    if (time === undefined) {
      const start = edge === "end" ? day.add({ days: 1 }) : day;
      return ok(new Date(start.toZonedDateTime(zone).epochMilliseconds));
    }
    const local = day.toPlainDateTime(Temporal.PlainTime.from(time, { overflow: "reject" }));
    const shownAt = local.toZonedDateTime(offset === undefined ? zone : offsetZone(offset));
    return ok(new Date(shownAt.epochMilliseconds));
  } catch {
    return refused("no_date", shown(cell.trim()));
  }
}

function offsetZone(offset: string): string {
  if (/^(z|utc)$/i.test(offset)) return "UTC";
  return offset.includes(":") ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
}

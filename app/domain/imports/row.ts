import type { Birthday } from "../birthday.ts";
import { customerId, orderId, type CustomerId, type OrderId } from "../ids.ts";
import {
  readBirthday,
  readCustomerId,
  readEmail,
  readMoment,
  readOrderId,
  readPoints,
  readText,
  type Cell,
} from "./cells.ts";
import type { Columns, ImportField } from "./columns.ts";
import type { ImportProblem } from "./problem.ts";

/** What of a row is only needed until it is posted. */
export interface RowFacts {
  /** When the points came about; null: when they are imported. */
  readonly appliedAt: Date | null;
  /** From when they can be spent, where that is later. */
  readonly approvedAt: Date | null;
  readonly revokedAt: Date | null;
  /** Null: as the program says. */
  readonly expiresAt: Date | null;
  readonly birthday: Birthday | null;
  /** A tier of the program. */
  readonly tier: string | null;
  readonly note: string | null;
}

/** A row that can be imported. */
export interface ImportRow {
  readonly customerId: CustomerId | null;
  readonly email: string | null;
  readonly externalId: string | null;
  /** Below 0 only in a history, where points were taken; null where it is not about points. */
  readonly points: bigint | null;
  readonly orderId: OrderId | null;
  readonly facts: RowFacts;
}

export type RowOutcome =
  | { readonly kind: "ok"; readonly row: ImportRow }
  | { readonly kind: "refused"; readonly problem: ImportProblem };

/** What a row is read by. */
export interface RowTerms {
  readonly columns: Columns;
  /** The shop's, for dates without an offset. */
  readonly timeZone: string;
  readonly thousands: "," | "." | null;
  /** Ids of the program's tiers by their names and ids in small letters; null where it has none. */
  readonly tiers: ReadonlyMap<string, string> | null;
  readonly now: Date;
}

const MOST_NOTE_CHARACTERS = 500;
const MOST_ID_CHARACTERS = 200;

/** Thrown inside and caught at once: the first wrong cell ends the row. */
class Wrong extends Error {
  readonly problem: ImportProblem;
  constructor(problem: ImportProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** Reads one row: what it says, or the first thing that is wrong with it. */
export function readRow(cells: readonly string[], terms: RowTerms): RowOutcome {
  const { width } = terms.columns;
  if (cells.length !== width) {
    const figures = { cells: cells.length, width };
    return { kind: "refused", problem: { code: "wrong_width", figures } };
  }
  try {
    return { kind: "ok", row: rowOf(new Reading(cells, terms)) };
  } catch (error) {
    if (error instanceof Wrong) return { kind: "refused", problem: error.problem };
    throw error;
  }
}

class Reading {
  readonly #cells: readonly string[];
  readonly terms: RowTerms;

  constructor(cells: readonly string[], terms: RowTerms) {
    this.#cells = cells;
    this.terms = terms;
  }

  /** The cell of a field; null where it is empty or there is no such column. */
  text(field: ImportField): string | null {
    const place = this.terms.columns.places.get(field);
    const text = place === undefined ? "" : (this.#cells[place] ?? "");
    return text.trim() === "" ? null : text;
  }

  /** What a field says; null where it says nothing. */
  read<T>(field: ImportField, as: (cell: string) => Cell<T>): T | null {
    const text = this.text(field);
    if (text === null) return null;
    const cell = as(text);
    if (cell.ok) return cell.value;
    throw new Wrong({ ...cell.problem, field });
  }

  /** A moment that is not yet to come. */
  past(field: ImportField): Date | null {
    const moment = this.read(field, (cell) => readMoment(cell, this.terms.timeZone, "start"));
    if (moment && moment > this.terms.now) throw new Wrong({ code: "in_the_future", field });
    return moment;
  }
}

function rowOf(reading: Reading): ImportRow {
  const { columns, timeZone } = reading.terms;
  const id = reading.read("customer_id", readCustomerId);
  const email = reading.read("email", readEmail);
  if (id === null && email === null) throw new Wrong({ code: "nobody" });
  const points = pointsOf(reading);
  const isHistory = columns.places.has("points_amount");
  const expiresAt = reading.read("expires_at", (cell) => readMoment(cell, timeZone, "end"));
  if (!isHistory && expiresAt && expiresAt <= reading.terms.now)
    throw new Wrong({ code: "in_the_past", field: "expires_at" });
  const order = reading.read("order_id", readOrderId);
  const facts = {
    appliedAt: reading.past("applied_at"),
    approvedAt: reading.read("approved_at", (cell) => readMoment(cell, timeZone, "start")),
    revokedAt: reading.past("revoked_at"),
    expiresAt,
    birthday: reading.read("birthday", (cell) => readBirthday(cell, columns.format)),
    tier: tierOf(reading),
    note: noteOf(reading),
  };
  if (points === null && facts.birthday === null && facts.tier === null)
    throw new Wrong({ code: "nothing_to_import" });
  return {
    customerId: id === null ? null : customerId(id),
    email,
    externalId: reading.read("external_id", (cell) => readText(cell, MOST_ID_CHARACTERS)),
    points,
    orderId: order === null ? null : orderId(order),
    facts,
  };
}

function pointsOf(reading: Reading): bigint | null {
  const as = (cell: string) => readPoints(cell, reading.terms.thousands);
  const balance = reading.read("points", as);
  if (balance !== null && balance < 0n) {
    const figures = { points: String(balance) };
    throw new Wrong({ code: "negative_points", field: "points", figures });
  }
  return balance ?? reading.read("points_amount", as);
}

function tierOf(reading: Reading): string | null {
  const { tiers } = reading.terms;
  if (tiers === null) return null;
  return reading.read("tier", (cell): Cell<string | null> => {
    const name = cell.trim();
    // Yotpo wants a 0 where a cell is empty.
    if (name === "0") return { ok: true, value: null };
    const tier = tiers.get(name.toLowerCase());
    if (tier !== undefined) return { ok: true, value: tier };
    const figures = { tiers: [...new Set(tiers.values())].join(", ") };
    return { ok: false, problem: { code: "unknown_tier", value: name.slice(0, 40), figures } };
  });
}

/** All that a person wrote, in one text: it is kept apart from the ledger and can be erased. */
function noteOf(reading: Reading): string | null {
  const fields = ["source", "note", "internal_note", "external_note"] as const;
  const said = fields.flatMap((field) => {
    const text = reading.read(field, (cell) => readText(cell, MOST_NOTE_CHARACTERS));
    return text === null || text === "" ? [] : [text];
  });
  return said.length === 0 ? null : said.join(" · ");
}

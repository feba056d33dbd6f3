import type { LotId } from "../ids.ts";
import { points, type Points } from "../points.ts";
import { afterHead, append, type Book } from "./book.ts";
import { expireLots } from "./due-lots.ts";
import { spendingOrder, sumOfUses, takeFrom } from "./lot.ts";
import { repayOwed } from "./repay.ts";
import type { Draft, Json, LotTerms, LotUse } from "./transfer.ts";

/** Points that a merchant brings from elsewhere, or that were taken there. */
export interface ImportedPoints {
  /** Names the row in the shop: `import/<import>/<row>`. */
  readonly key: string;
  /** The lot of points that are given: of the row alone. */
  readonly lotId: LotId;
  /** Given when above 0, taken when below; never 0. */
  readonly points: bigint;
  readonly at: Date;
  /** Dates of points that are given. */
  readonly terms: LotTerms;
  /** When they were taken back there. */
  readonly revokedAt: Date | null;
  readonly programVersion: number | null;
  readonly explanation: Json;
  readonly noteHash: Uint8Array | null;
}

/** More was taken than the imported history had given by then. */
export interface MoreThanHad {
  readonly key: string;
  readonly had: Points;
}

/**
 * Posts a member's imported points in the order given, which must be that of their dates. What
 * is taken comes from the same import's own lots, the soonest-expiring first, so that an undo
 * leaves nothing of it; what has expired by its date is gone before.
 * @param own the lots of this import that are in the book
 * @returns the rows that took more than there was; they are left out
 */
export function importPoints(
  book: Book,
  rows: readonly ImportedPoints[],
  own: ReadonlySet<LotId>,
  recordedAt: Date,
): MoreThanHad[] {
  const lots = new Set(own);
  const refused: MoreThanHad[] = [];
  const available = () => [...book.lots.values()].filter((lot) => lots.has(lot.lotId));
  for (const row of rows) {
    expireOwn(book, lots, row.at < recordedAt ? row.at : recordedAt, recordedAt);
    if (row.points > 0n) {
      lots.add(row.lotId);
      give(book, row, recordedAt);
      continue;
    }
    const amount = points(-row.points);
    const uses = takeFrom(spendingOrder(available()), "available", amount);
    const had = sumOfUses(uses);
    if (had < amount) refused.push({ key: row.key, had });
    else post(book, row, "", { debit: "available", credit: "adjusted", amount, uses }, recordedAt);
  }
  expireOwn(book, lots, recordedAt, recordedAt);
  return refused;
}

function give(book: Book, row: ImportedPoints, recordedAt: Date): void {
  const lot = { lotId: row.lotId, ...row.terms };
  const amount = points(row.points);
  const credit = row.terms.maturesAt <= recordedAt ? "available" : "pending";
  post(book, row, "", { debit: "adjusted", credit, amount, lot }, recordedAt);
  if (row.revokedAt) {
    const uses: LotUse[] = [{ lotId: lot.lotId, account: credit, amount }];
    const back = { debit: credit, credit: "adjusted", amount, uses } as const;
    post(book, { ...row, at: row.revokedAt }, "/revoked", back, recordedAt);
  }
  repayOwed(book, row.at, recordedAt);
}

/** What of the import's own lots has expired; a book that was loaded for more keeps the rest for its own run. */
function expireOwn(book: Book, lots: ReadonlySet<LotId>, at: Date, recordedAt: Date): void {
  const others = [...book.lots].filter(([id]) => !lots.has(id));
  for (const [id] of others) book.lots.delete(id);
  expireLots(book, at, recordedAt);
  for (const [id, lot] of others) book.lots.set(id, lot);
}

/**
 * Takes back what is left in a row's own lot: pending and available points, not those that a
 * checkout holds. Nothing is ever owed for it.
 * @returns what was taken
 */
export function takeBackImported(
  book: Book,
  lot: LotId,
  explanation: Json,
  recordedAt: Date,
): Points {
  let taken = 0n;
  for (const account of ["pending", "available"] as const) {
    const amount = book.lots.get(lot)?.[account] ?? points(0n);
    if (amount === 0n) continue;
    const uses = [{ lotId: lot, account, amount }];
    const row = {
      key: `${lot}/undo/${account}/${afterHead(book)}`,
      at: recordedAt,
      programVersion: null,
      explanation,
      noteHash: null,
    };
    post(book, row, "", { debit: account, credit: "adjusted", amount, uses }, recordedAt);
    taken += amount;
  }
  return points(taken);
}

type Movement = Pick<Draft, "debit" | "credit" | "amount"> & Partial<Pick<Draft, "lot" | "uses">>;

function post(
  book: Book,
  row: Pick<ImportedPoints, "key" | "at" | "programVersion" | "explanation" | "noteHash">,
  part: string,
  movement: Movement,
  recordedAt: Date,
): void {
  append(
    book,
    {
      lot: null,
      uses: [],
      ...movement,
      key: `${row.key}${part}`,
      code: "import",
      // An import's rows are not an order's postings, which accrual would take back.
      orderId: null,
      programVersion: row.programVersion,
      explanation: row.explanation,
      noteHash: row.noteHash,
      eventAt: row.at,
    },
    recordedAt,
  );
}

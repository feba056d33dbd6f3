import { afterHead, append, type Book } from "./book.ts";
import type { Lot } from "./lot.ts";
import { repayOwed } from "./repay.ts";
import type { LotUse } from "./transfer.ts";

/**
 * Makes spendable the pending points whose time has come by `at`, lot by lot,
 * the earliest first, and repays what is owed from them.
 */
export function matureLots(book: Book, at: Date, recordedAt: Date): void {
  const due = [...book.lots.values()].filter((lot) => lot.pending > 0n && lot.maturesAt <= at);
  for (const lot of due.sort((a, b) => byDate(a.maturesAt, b.maturesAt) || byId(a, b))) {
    const move = { code: "mature", debit: "pending", credit: "available" } as const;
    moveDue(book, lot, move, lot.maturesAt, recordedAt);
    repayOwed(book, lot.maturesAt, recordedAt);
  }
}

/**
 * Takes what is left of the lots that have expired by `at`, the earliest first.
 * Pending and held points do not expire.
 */
export function expireLots(book: Book, at: Date, recordedAt: Date): void {
  const due = [...book.lots.values()].flatMap((lot) =>
    lot.available > 0n && lot.expiresAt && lot.expiresAt <= at ? [{ lot, on: lot.expiresAt }] : [],
  );
  for (const { lot, on } of due.sort((a, b) => byDate(a.on, b.on) || byId(a.lot, b.lot))) {
    const move = { code: "expire", debit: "available", credit: "expired" } as const;
    moveDue(book, lot, move, on, recordedAt);
  }
}

/** When a lot's points are lost because its holder has neither earned nor spent since. */
export interface Inactivity {
  readonly since: Date;
  readonly end: Date;
}

/**
 * Takes what is left of the lots whose holder has been inactive for too long by
 * `at`. Pending and held points do not expire.
 */
export function expireInactive(
  book: Book,
  inactivityOf: (lot: Lot) => Inactivity | null,
  at: Date,
  recordedAt: Date,
): void {
  const due = [...book.lots.values()].flatMap((lot) => {
    const inactivity = lot.available > 0n ? inactivityOf(lot) : null;
    return inactivity && inactivity.end <= at ? [{ lot, inactivity }] : [];
  });
  const inOrder = due.sort(
    (a, b) => byDate(a.inactivity.end, b.inactivity.end) || byId(a.lot, b.lot),
  );
  for (const { lot, inactivity } of inOrder) {
    const move = { code: "expire", debit: "available", credit: "expired" } as const;
    const said = { because: "inactivity", since: inactivity.since.toISOString() };
    moveDue(book, lot, move, inactivity.end, recordedAt, said);
  }
}

type DueMove =
  | { readonly code: "mature"; readonly debit: "pending"; readonly credit: "available" }
  | { readonly code: "expire"; readonly debit: "available"; readonly credit: "expired" };

function moveDue(
  book: Book,
  lot: Lot,
  move: DueMove,
  eventAt: Date,
  recordedAt: Date,
  said: Readonly<Record<string, string>> = {},
): void {
  const amount = lot[move.debit];
  const uses: LotUse[] = [{ lotId: lot.lotId, account: move.debit, amount }];
  const draft = {
    ...move,
    key: `${move.code}/${lot.lotId}/${afterHead(book)}`,
    amount,
    lot: null,
    uses,
    orderId: null,
    programVersion: null,
    explanation: { kind: move.code, lot: lot.lotId, ...said },
    noteHash: null,
    eventAt,
  };
  append(book, draft, recordedAt);
}

const byDate = (a: Date, b: Date): number => a.getTime() - b.getTime();
const byId = (a: Lot, b: Lot): number => (a.lotId < b.lotId ? -1 : 1);

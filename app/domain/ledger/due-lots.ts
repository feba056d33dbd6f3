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

type DueMove =
  | { readonly code: "mature"; readonly debit: "pending"; readonly credit: "available" }
  | { readonly code: "expire"; readonly debit: "available"; readonly credit: "expired" };

function moveDue(book: Book, lot: Lot, move: DueMove, eventAt: Date, recordedAt: Date): void {
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
    explanation: { kind: move.code, lot: lot.lotId },
    noteHash: null,
    eventAt,
  };
  append(book, draft, recordedAt);
}

const byDate = (a: Date, b: Date): number => a.getTime() - b.getTime();
const byId = (a: Lot, b: Lot): number => (a.lotId < b.lotId ? -1 : 1);

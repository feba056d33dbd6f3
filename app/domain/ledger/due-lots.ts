import type { LotId } from "../ids.ts";
import { afterHead, append, type Book, type Lot } from "./book.ts";
import { repayOwed } from "./repay.ts";
import type { Draft, LotUse } from "./transfer.ts";

/**
 * Makes spendable the pending points whose time has come by `at`, lot by lot,
 * the earliest first, and repays what is owed from them.
 */
export function matureLots(book: Book, at: Date, recordedAt: Date): void {
  const due = [...book.lots.values()].filter((lot) => lot.pending > 0n && lot.maturesAt <= at);
  for (const lot of due.sort((a, b) => byDate(a.maturesAt, b.maturesAt, a.lotId, b.lotId))) {
    moveDue(
      book,
      lot,
      { code: "mature", from: "pending", to: "available" },
      lot.maturesAt,
      recordedAt,
    );
    repayOwed(book, lot.maturesAt, recordedAt);
  }
}

/** Takes what is left of the lots that have expired by `at`. Pending and held points do not expire. */
export function expireLots(book: Book, at: Date, recordedAt: Date): void {
  for (const lot of [...book.lots.values()]) {
    if (lot.available === 0n || lot.expiresAt === null || lot.expiresAt > at) continue;
    moveDue(
      book,
      lot,
      { code: "expire", from: "available", to: "expired" },
      lot.expiresAt,
      recordedAt,
    );
  }
}

interface DueMove {
  readonly code: "mature" | "expire";
  readonly from: "pending" | "available";
  readonly to: "available" | "expired";
}

function moveDue(book: Book, lot: Lot, move: DueMove, eventAt: Date, recordedAt: Date): void {
  const amount = lot[move.from];
  const uses: LotUse[] = [{ lotId: lot.lotId, account: move.from, amount }];
  const draft: Draft = {
    key: `${move.code}/${lot.lotId}/${afterHead(book)}`,
    code: move.code,
    debit: move.from,
    credit: move.to,
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

function byDate(a: Date, b: Date, aId: LotId, bId: LotId): number {
  return a.getTime() - b.getTime() || (aId < bId ? -1 : 1);
}

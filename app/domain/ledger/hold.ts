import type { HoldId } from "../ids.ts";
import { type Points } from "../points.ts";
import { append, type Book } from "./book.ts";
import { spendingOrder, takeFrom } from "./lot.ts";
import { repayOwed } from "./repay.ts";
import type { Draft, LotUse } from "./transfer.ts";

/**
 * Reserves available points for a checkout, the soonest-expiring first.
 * @throws LedgerError beyond what is available: the caller has checked
 */
export function holdPoints(book: Book, hold: HoldId, amount: Points, at: Date): void {
  const uses = takeFrom(spendingOrder(book.lots.values()), "available", amount);
  append(book, draft("hold", hold, "available", "held", amount, uses, at), at);
}

/**
 * Gives held points back to the lots that they were taken from, and repays from
 * them what has come to be owed meanwhile.
 * @param uses of the transfer that took them
 * @param at as of when
 */
export function releaseHold(
  book: Book,
  hold: HoldId,
  amount: Points,
  uses: readonly LotUse[],
  at: Date,
  recordedAt: Date = at,
): void {
  const held = uses.map((use) => ({ ...use, account: "held" as const }));
  append(book, draft("release", hold, "held", "available", amount, held, at), recordedAt);
  repayOwed(book, at, recordedAt);
}

function draft(
  code: "hold" | "release",
  hold: HoldId,
  debit: "available" | "held",
  credit: "available" | "held",
  amount: Points,
  uses: readonly LotUse[],
  at: Date,
): Draft {
  return {
    key: `${code}/${hold}`,
    code,
    debit,
    credit,
    amount,
    lot: null,
    uses,
    orderId: null,
    programVersion: null,
    explanation: { kind: code, hold },
    noteHash: null,
    eventAt: at,
  };
}

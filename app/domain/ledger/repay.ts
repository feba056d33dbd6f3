import { points } from "../points.ts";
import { afterHead, append, type Book } from "./book.ts";
import { spendingOrder, takeFrom } from "./lot.ts";

/**
 * Repays what the holder owes from what has become available, by a transfer of
 * its own. Called after every credit to `available`, so that nobody ever has
 * spendable points and a debt at once.
 */
export function repayOwed(book: Book, eventAt: Date, recordedAt: Date): void {
  const { owed, available } = book.balance;
  const amount = points(owed < available ? owed : available);
  if (amount === 0n) return;
  const uses = takeFrom(spendingOrder(book.lots.values()), "available", amount);
  append(
    book,
    {
      key: `repay/${afterHead(book)}`,
      code: "repay",
      debit: "available",
      credit: "owed",
      amount,
      lot: null,
      uses,
      orderId: null,
      programVersion: null,
      explanation: { kind: "repay" },
      noteHash: null,
      eventAt,
    },
    recordedAt,
  );
}

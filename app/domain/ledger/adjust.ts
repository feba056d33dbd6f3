import { lotId } from "../ids.ts";
import { points, type Points } from "../points.ts";
import { append, type Book } from "./book.ts";
import { spendingOrder, takeFrom } from "./lot.ts";
import { repayOwed } from "./repay.ts";
import type { Json, LotTerms, Transfer } from "./transfer.ts";

export interface Adjustment {
  /** Names the adjustment in the shop; the caller's idempotency key. */
  readonly key: string;
  /** Given when above 0, taken when below; never 0. */
  readonly points: bigint;
  /** Dates of points that are given. */
  readonly terms: LotTerms;
  readonly programVersion: number | null;
  readonly explanation: Json;
  readonly noteHash: Uint8Array | null;
  readonly at: Date;
}

export type AdjustmentOutcome =
  | { readonly kind: "posted"; readonly transfer: Transfer }
  | { readonly kind: "not_enough_points"; readonly available: Points };

/**
 * Gives points that are spendable at once, or takes available ones, the
 * soonest-expiring first. More than is available is never taken.
 */
export function adjust(book: Book, adjustment: Adjustment, recordedAt: Date): AdjustmentOutcome {
  const { key, programVersion, explanation, noteHash, at } = adjustment;
  const gives = adjustment.points > 0n;
  const amount = points(gives ? adjustment.points : 0n - adjustment.points);
  if (!gives && amount > book.balance.available)
    return { kind: "not_enough_points", available: book.balance.available };
  const transfer = append(
    book,
    {
      key,
      code: "adjust",
      debit: gives ? "adjusted" : "available",
      credit: gives ? "available" : "adjusted",
      amount,
      lot: gives ? { lotId: lotId(key), ...adjustment.terms } : null,
      uses: gives ? [] : takeFrom(spendingOrder(book.lots.values()), "available", amount),
      orderId: null,
      programVersion,
      explanation,
      noteHash,
      eventAt: at,
    },
    recordedAt,
  );
  repayOwed(book, at, recordedAt);
  return { kind: "posted", transfer };
}

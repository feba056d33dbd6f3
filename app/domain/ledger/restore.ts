import { lotId, type OrderId } from "../ids.ts";
import { points, type Points } from "../points.ts";
import { daysAfter } from "../days.ts";
import { GRACE_DAYS } from "../expiry.ts";
import { append, LedgerError, type Book } from "./book.ts";
import { repayOwed } from "./repay.ts";
import type { Json, LotCredit, LotTerms, Transfer } from "./transfer.ts";

/** Points that an order took from one lot, or that came to be owed for it. */
export interface CapturedPart {
  /** Null: owed. */
  readonly lot: LotCredit | null;
  readonly amount: Points;
}

/** What comes back of the points that an order was paid with. */
export interface Restore {
  readonly orderId: OrderId;
  /** What it took, in the order in which it was taken. */
  readonly parts: readonly CapturedPart[];
  /** How many of them have come back, and how many shall have. */
  readonly restored: Points;
  readonly target: Points;
  /** Dates of points that were owed, and so came from no lot. */
  readonly terms: LotTerms;
  readonly explanation: Json;
  readonly eventAt: Date;
}

/**
 * Gives captured points back, those taken last first, to the lots that they came
 * from; what has expired meanwhile can be spent for another 30 days. What is owed
 * is repaid from them first. Given once: what lies below `restored` has come back.
 */
export function restorePoints(book: Book, restore: Restore, recordedAt: Date): void {
  const { orderId, target, explanation, eventAt } = restore;
  let passed = 0n;
  for (const { lot, amount } of restore.parts.toReversed()) {
    const from = later(restore.restored, passed);
    const to = earlier(target, passed + amount);
    passed += amount;
    if (to <= from) continue;
    append(
      book,
      {
        key: `restore/${orderId}/${String(from)}`,
        code: "restore",
        debit: "redeemed",
        credit: "available",
        amount: points(to - from),
        lot: lotFor(book, restore, lot, from, recordedAt),
        uses: [],
        orderId,
        programVersion: null,
        explanation,
        noteHash: null,
        eventAt,
      },
      recordedAt,
    );
  }
  repayOwed(book, eventAt, recordedAt);
}

/** The lot that the points came from, as it is by now, or one of their own. */
function lotFor(
  book: Book,
  { orderId, terms }: Restore,
  from: LotCredit | null,
  place: bigint,
  now: Date,
): LotCredit {
  if (!from) return { lotId: lotId(`returned/${orderId}/${String(place)}`), ...terms };
  const { maturesAt, expiresAt } = book.lots.get(from.lotId) ?? from;
  if (expiresAt === null || expiresAt > now) return { lotId: from.lotId, maturesAt, expiresAt };
  const own = lotId(`restored/${orderId}/${String(place)}`);
  return { lotId: own, maturesAt: now, expiresAt: daysAfter(now, GRACE_DAYS) };
}

/** What a book's transfers of an order took from its holder, in their order. */
export function capturedParts(book: Book, transfers: readonly Transfer[]): CapturedPart[] {
  return transfers.flatMap(({ uses, amount }): CapturedPart[] =>
    uses.length === 0
      ? [{ lot: null, amount }]
      : uses.map(({ lotId, amount }) => {
          const lot = book.lots.get(lotId);
          if (!lot) throw new LedgerError(`lot ${lotId} was taken from and is not in the book`);
          return { lot, amount };
        }),
  );
}

const later = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const earlier = (a: bigint, b: bigint): bigint => (a < b ? a : b);

import type { HoldId, OrderId } from "../ids.ts";
import { points, type Points } from "../points.ts";
import { append, type Book } from "./book.ts";
import { releaseHold } from "./hold.ts";
import { spendingOrder, sumOfUses, takeFrom } from "./lot.ts";
import type { Draft, Json, LotUse } from "./transfer.ts";

/** What an order takes of a hold. */
export interface Capture {
  readonly holdId: HoldId;
  readonly orderId: OrderId;
  /** 0 to what was held. */
  readonly points: Points;
  readonly explanation: Json;
  /** When the order was placed. */
  readonly eventAt: Date;
}

/**
 * Takes from a hold what the order was paid with, the soonest-expiring points
 * first, and gives the rest back to the lots that it came from.
 * @param uses of the transfer that held them, in its order
 */
export function captureHold(
  book: Book,
  capture: Capture,
  uses: readonly LotUse[],
  recordedAt: Date,
): void {
  const { holdId, eventAt } = capture;
  const [taken, rest] = split(uses, capture.points);
  const held = taken.map((use) => ({ ...use, account: "held" as const }));
  post(book, capture, "", { debit: "held", amount: sumOfUses(held), uses: held }, recordedAt);
  const left = sumOfUses(rest);
  if (left > 0n) releaseHold(book, holdId, left, rest, eventAt, recordedAt);
}

/**
 * Takes what an order was paid with that comes when its hold is over: from what
 * is available, and the rest is owed, whatever the programme says of clawbacks.
 * The book must have all its lots loaded.
 */
export function captureLate(book: Book, capture: Capture, recordedAt: Date): void {
  const uses = takeFrom(spendingOrder(book.lots.values()), "available", capture.points);
  const taken = sumOfUses(uses);
  post(book, capture, "", { debit: "available", amount: taken, uses }, recordedAt);
  const owed = points(capture.points - taken);
  post(book, capture, "/owed", { debit: "owed", amount: owed, uses: [] }, recordedAt);
}

function post(
  book: Book,
  { holdId, orderId, explanation, eventAt }: Capture,
  part: "" | "/owed",
  movement: Pick<Draft, "debit" | "amount" | "uses">,
  recordedAt: Date,
): void {
  if (movement.amount === 0n) return;
  append(
    book,
    {
      ...movement,
      key: `capture/${holdId}/${orderId}${part}`,
      code: "capture",
      credit: "redeemed",
      lot: null,
      orderId,
      programVersion: null,
      explanation,
      noteHash: null,
      eventAt,
    },
    recordedAt,
  );
}

/** The first `amount` of the uses, and what is left of them. */
function split(uses: readonly LotUse[], amount: Points): [LotUse[], LotUse[]] {
  const [taken, rest]: [LotUse[], LotUse[]] = [[], []];
  let left: bigint = amount;
  for (const use of uses) {
    const part = use.amount < left ? use.amount : left;
    left -= part;
    if (part > 0n) taken.push({ ...use, amount: points(part) });
    if (part < use.amount) rest.push({ ...use, amount: points(use.amount - part) });
  }
  return [taken, rest];
}

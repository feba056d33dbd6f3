import { lockHolds, usesOfHolds, type LockedHold } from "../db/capture-queries.server.ts";
import { RetryTransaction, type Tx } from "../db/transaction.server.ts";
import { LedgerError, type Book } from "../domain/ledger/book.ts";
import { captureHold, captureLate } from "../domain/ledger/capture.ts";
import type { LotUse } from "../domain/ledger/transfer.ts";
import type { HoldId, ShopId } from "../domain/ids.ts";
import { explainCapture } from "../domain/order/explain-spending.ts";
import type { PlannedCapture } from "./plan-spending.server.ts";

/** Holds as they stand locked, and what those that can be captured have taken from which lots. */
export interface Holds {
  readonly locked: ReadonlyMap<HoldId, LockedHold>;
  /** What a capture uses up is taken out. */
  readonly open: Map<HoldId, readonly LotUse[]>;
}

export const NO_HOLDS: Holds = { locked: new Map(), open: new Map() };

/** Locks the named holds. Their holders' balances are locked by the caller. */
export async function openHolds(tx: Tx, shop: ShopId, named: readonly HoldId[]): Promise<Holds> {
  const locked = await lockHolds(tx, shop, named);
  const open = locked.filter(({ state }) => state === "active" || state === "clearing");
  const uses = await usesOfHolds(
    tx,
    shop,
    open.map(({ holdId }) => holdId),
  );
  return {
    locked: new Map(locked.map((hold) => [hold.holdId, hold])),
    open: new Map(open.map(({ holdId }) => [holdId, uses.get(holdId) ?? []])),
  };
}

/**
 * Posts what an order takes of its hold to the holder's book; of a hold that is
 * over, late. One of several orders in a batch uses the hold up.
 * @throws RetryTransaction where a merge has moved the hold since it was looked up
 */
export function postCapture(
  { order, hold, taken, points }: PlannedCapture,
  { locked, open }: Holds,
  book: Book,
  now: Date,
): "captured" | "late" {
  const { holdId } = hold;
  if (locked.get(holdId)?.holderId !== hold.holderId)
    throw new RetryTransaction("a hold has changed hands meanwhile");
  const uses = open.get(holdId);
  const { orderId, facts } = order.state;
  const explanation = explainCapture(hold, taken, points, !uses);
  const capture = { holdId, orderId, points, explanation, eventAt: facts.processedAt };
  if (!uses) {
    captureLate(book, capture, now);
    return "late";
  }
  if (uses.length === 0) throw new LedgerError(`hold ${holdId} stands in no chain`);
  captureHold(book, capture, uses, now);
  open.delete(holdId);
  return "captured";
}

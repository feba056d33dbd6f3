import { markCaptured, type TakenHold } from "../db/capture-queries.server.ts";
import { loadLots, loadNamedLots } from "../db/lot-queries.server.ts";
import { saveOrderCaptures } from "../db/order-capture-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import { bookOf, LedgerError, type Book } from "../domain/ledger/book.ts";
import { capturedParts, restorePoints, type CapturedPart } from "../domain/ledger/restore.ts";
import type { CustomerId, HolderId, OrderId, ShopId } from "../domain/ids.ts";
import { explainRestore } from "../domain/order/explain-spending.ts";
import type { OrderCapture } from "../domain/order/order-capture.ts";
import { changedAt } from "../domain/order/settle.ts";
import { NO_POINTS } from "../domain/points.ts";
import { lotTerms } from "../domain/expiry.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import { NO_HOLDS, openHolds, postCapture } from "./post-capture.server.ts";
import type { PlannedCapture, PlannedRestore, Spending } from "./plan-spending.server.ts";

/** What became of holds and orders, to be written beside them. */
export interface Spent {
  readonly captures: ReadonlyMap<OrderId, OrderCapture>;
  readonly taken: readonly TakenHold[];
  /** Whose hold is over or should have been: Shopify may still show it to them. */
  readonly customers: readonly CustomerId[];
}

/** Whose books are to be locked before anything is posted. */
export const spendingHolders = ({ captures, restores }: Spending): HolderId[] => [
  ...captures.map(({ hold }) => hold.holderId),
  ...restores.flatMap(({ from }) => from?.holderId ?? []),
];

/**
 * Posts captures, and what comes back of them, to the holders' books. Nothing may
 * have been appended to them before, because their lots are loaded here.
 * @param books locked
 */
export async function postSpending(
  tx: Tx,
  shop: ShopId,
  spending: Spending,
  books: ReadonlyMap<HolderId, Book>,
  versions: readonly ProgramVersion[],
  now: Date,
): Promise<Spent> {
  const { captures, restores, unmatched } = spending;
  const named = [...new Set(captures.map(({ hold }) => hold.holdId))];
  const holds = named.length > 0 ? await openHolds(tx, shop, named) : NO_HOLDS;
  await loadSpendingLots(tx, shop, spending, books);

  const made = new Map<OrderId, OrderCapture>(unmatched);
  const taken: TakenHold[] = [];
  for (const capture of captures) {
    const kind = postCapture(capture, holds, bookOf(books, capture.hold.holderId), now);
    const { order, hold, points } = capture;
    const { orderId } = order.state;
    if (kind === "captured") taken.push({ holdId: hold.holdId, orderId, points });
    made.set(orderId, { kind, holdId: hold.holdId, points, ...capture.taken, restored: NO_POINTS });
  }
  for (const restore of restores) {
    const { orderId } = restore.order.state;
    const capture = made.get(orderId) ?? restore.order.capture;
    if (!capture || capture.kind === "unmatched") throw new LedgerError(`${orderId} took nothing`);
    const { holderId, parts } = restore.from ?? partsPosted(captures, books, orderId);
    postRestore(restore, bookOf(books, holderId), parts, versions, now);
    made.set(orderId, { ...capture, restored: restore.restoration.points });
  }
  const customers = captures.flatMap(({ hold, order }) => {
    const { customerId } = order.state.facts;
    return customerId === null ? [hold.customerId] : [hold.customerId, customerId];
  });
  return { captures: made, taken, customers: [...new Set(customers)] };
}

/** Writes what became of holds and orders. The orders' rows have been written before. */
export async function saveSpent(tx: Tx, shop: ShopId, spent: Spent, now: Date): Promise<void> {
  await markCaptured(tx, shop, spent.taken, now);
  await saveOrderCaptures(tx, shop, spent.captures);
}

/** Captures and restores spend and give in any lot, so the books have all of them. */
async function loadSpendingLots(
  tx: Tx,
  shop: ShopId,
  spending: Spending,
  books: ReadonlyMap<HolderId, Book>,
): Promise<void> {
  const own = [...new Set(spendingHolders(spending))].map((holder) => bookOf(books, holder));
  await loadLots(tx, shop, own);
  const emptied = spending.restores.flatMap(({ from }) =>
    (from?.parts ?? []).flatMap(({ lot }) =>
      from && lot ? [{ holderId: from.holderId, lotId: lot.lotId }] : [],
    ),
  );
  await loadNamedLots(tx, shop, own, emptied);
}

/** The lots of a capture that was posted to its book just now. */
function partsPosted(
  captures: readonly PlannedCapture[],
  books: ReadonlyMap<HolderId, Book>,
  orderId: OrderId,
) {
  const capture = captures.find(({ order }) => order.state.orderId === orderId);
  if (!capture) throw new LedgerError(`order ${orderId} has captured nothing`);
  const { holderId } = capture.hold;
  const book = bookOf(books, holderId);
  const own = book.appended.filter((one) => one.code === "capture" && one.orderId === orderId);
  return { holderId, parts: capturedParts(book, own) };
}

function postRestore(
  { order, captured, restored, restoration }: PlannedRestore,
  book: Book,
  parts: readonly CapturedPart[],
  versions: readonly ProgramVersion[],
  now: Date,
): void {
  const { facts, orderId } = order.state;
  restorePoints(
    book,
    {
      orderId,
      parts,
      restored,
      target: restoration.points,
      terms: lotTerms(versions, now),
      explanation: explainRestore(captured, restoration, restored, facts.currency),
      eventAt: changedAt(order.state),
    },
    now,
  );
}

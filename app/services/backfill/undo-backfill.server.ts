import {
  addToBackfill,
  findBackfill,
  markUndone,
  moveBackfill,
  ordersToUndo,
} from "../../db/backfill-queries.server.ts";
import { lockBooks } from "../../db/book-queries.server.ts";
import { loadNamedLots } from "../../db/lot-queries.server.ts";
import { lockOrders, type StoredOrder } from "../../db/order-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { postedByOrder, type Posted } from "../../db/posted-queries.server.ts";
import { programVersions } from "../../db/program-queries.server.ts";
import { saveBooks } from "../../db/save-books.server.ts";
import { inShop } from "../../db/shop-transaction.server.ts";
import { planBlindly, queryable, RetryTransaction, type Tx } from "../../db/transaction.server.ts";
import { bookOf, type Book } from "../../domain/ledger/book.ts";
import { postOrder } from "../../domain/ledger/post-order.ts";
import { orderLotId, type HolderId, type OrderId, type ShopId } from "../../domain/ids.ts";
import { NO_POINTS } from "../../domain/points.ts";
import { reviseMembers } from "../accrual/revise-members.server.ts";

const BATCH = 250;

export type BackfillUndone =
  | { readonly kind: "unknown_backfill" }
  | {
      readonly kind: "undone";
      readonly orders: number;
      /** Taken back from what was left of the orders' own points. */
      readonly taken: bigint;
      /** Spent before: it stays with the members, who owe nothing for it. */
      readonly spent: bigint;
    };

/**
 * Takes back what a back-fill has posted, as far as it is left in the orders' own lots. What was
 * spent is written off, never owed. The orders earn nothing from then on, whatever is heard of
 * them, until another back-fill brings them in. May be broken off and taken up again.
 */
export async function undoBackfill(
  db: Database,
  shop: ShopId,
  backfillId: string,
  now: Date,
  onProgress: (orders: number) => void = () => undefined,
): Promise<BackfillUndone> {
  const sql = queryable(db.pool);
  if (!(await findBackfill(sql, shop, backfillId))) return { kind: "unknown_backfill" };
  await moveBackfill(sql, shop, backfillId, ["running", "done"], "undoing", null);
  let orders = 0;
  let spent = 0n;
  let after: OrderId | null = null;
  for (;;) {
    const ids: OrderId[] = await ordersToUndo(sql, shop, backfillId, after, BATCH);
    after = ids.at(-1) ?? null;
    if (after === null) break;
    const done = await inShop(db, shop, (tx) => undoOrders(tx, shop, backfillId, ids, now));
    orders += ids.length;
    spent += done.spent;
    onProgress(orders);
  }
  await moveBackfill(sql, shop, backfillId, ["undoing"], "undone", now);
  const taken = (await findBackfill(sql, shop, backfillId))?.pointsTaken ?? 0n;
  return { kind: "undone", orders, taken, spent };
}

async function undoOrders(
  tx: Tx,
  shop: ShopId,
  backfillId: string,
  ids: readonly OrderId[],
  now: Date,
): Promise<{ spent: bigint }> {
  await planBlindly(tx);
  // Holders before orders, as accrual does.
  const before = await postedByOrder(tx, shop, ids);
  const holders = [...new Set(before.map(({ holderId }) => holderId))].sort();
  const books = await lockBooks(tx, shop, holders);
  const orders = await lockOrders(tx, shop, ids);
  const posted = await postedByOrder(tx, shop, ids);
  if (posted.some(({ holderId }) => !books.has(holderId)))
    throw new RetryTransaction("an order has found another owner meanwhile");
  const lots = posted.map(({ holderId, orderId }) => ({ holderId, lotId: orderLotId(orderId) }));
  await loadNamedLots(tx, shop, [...books.values()], lots);
  for (const one of posted)
    takeBack(bookOf(books, one.holderId), one, orders.get(one.orderId), backfillId, now);
  const { taken, spent } = outcomeOf(books);
  await saveBooks(tx, shop, [...books.values()]);
  await markUndone(tx, shop, ids);
  await addToBackfill(tx, shop, backfillId, { pointsTaken: taken });
  // What members' later orders and their bonuses come to may hang on those that count no more.
  const versions = await programVersions(tx, shop);
  await reviseMembers(tx, shop, holders, versions, now, now, { fromOwnLots: true });
  return { spent };
}

function takeBack(
  book: Book,
  { orderId, points: posted }: Posted,
  order: StoredOrder | undefined,
  backfillId: string,
  now: Date,
): void {
  const lot = book.lots.get(orderLotId(orderId));
  const terms = {
    maturesAt: lot?.maturesAt ?? now,
    expiresAt: lot?.expiresAt ?? null,
  };
  postOrder(
    book,
    {
      orderId,
      target: NO_POINTS,
      posted,
      // As they are: nothing is rescheduled.
      terms,
      beyondBalance: "own_lot",
      takings: [],
      stateHash: backfillId.replaceAll("-", ""),
      programVersion: order?.programVersion ?? null,
      explanation: { kind: "backfill_undo", backfill: backfillId },
      eventAt: now,
    },
    now,
  );
}

function outcomeOf(books: ReadonlyMap<HolderId, Book>): { taken: bigint; spent: bigint } {
  const moved = [...books.values()].flatMap(({ appended }) => appended);
  const reversed = moved.filter(({ credit }) => credit === "reversed");
  const sum = (list: typeof moved) => list.reduce((total, { amount }) => total + amount, 0n);
  const spent = sum(reversed.filter(({ debit }) => debit === "uncollected"));
  return { taken: sum(reversed) - spent, spent };
}

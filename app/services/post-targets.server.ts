import { lockBooks } from "../db/book-queries.server.ts";
import { loadLots, loadNamedLots } from "../db/lot-queries.server.ts";
import { saveBooks } from "../db/save-books.server.ts";
import { postedByOrder, reversalsOfOrders, type Posted } from "../db/posted-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import { bookOf, type Book } from "../domain/ledger/book.ts";
import { postOrder } from "../domain/ledger/post-order.ts";
import { standingTakings, type ForeignTaking } from "../domain/ledger/takings.ts";
import { orderLotId, type HolderId, type OrderId, type ShopId } from "../domain/ids.ts";
import type { SettledOrder } from "../domain/order/settle.ts";
import { lotTerms } from "../domain/expiry.ts";
import { NO_POINTS, type Points } from "../domain/points.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import type { Judged } from "./accrual/judge.server.ts";
import type { Spending } from "./plan-spending.server.ts";
import { postSpending, spendingHolders, type Spent } from "./post-spending.server.ts";

/** One order's account with one holder. */
interface Task {
  readonly orderId: OrderId;
  readonly holderId: HolderId;
  readonly goal: SettledOrder;
  readonly target: Points;
  readonly posted: Points;
  readonly clawedBack: boolean;
}

/** What a batch of orders is posted with. */
export interface PostingTerms {
  /** The orders that were stored before; the others have posted nothing. */
  readonly posted: readonly OrderId[];
  readonly versions: readonly ProgramVersion[];
  /** Null where no order is paid with points. */
  readonly spending: Spending | null;
  /** Books that are locked already, and as they were then. */
  readonly books?: Map<HolderId, Book> | undefined;
}

/**
 * Posts each order's target to the holder that it belongs to, and takes back
 * what it has posted to anyone else; before that, what orders take of holds and
 * what comes back of it.
 * @returns how many transfers were posted, and what became of the holds
 */
export async function postTargets(
  tx: Tx,
  shop: ShopId,
  orders: readonly Judged[],
  { posted: known, versions, spending, books = new Map<HolderId, Book>() }: PostingTerms,
  now: Date,
): Promise<{ transfers: number; spent: Spent | null }> {
  const posted = Map.groupBy(await postedByOrder(tx, shop, known), (row) => row.orderId);
  const tasks = orders.flatMap((one) => tasksOf(one, posted.get(one.order.state.orderId) ?? []));
  if (tasks.length === 0 && spending === null) return { transfers: 0, spent: null };

  const spenders = spending ? spendingHolders(spending) : [];
  const holders = unique([...tasks.map((task) => task.holderId), ...spenders]);
  const others = holders.filter((holder) => !books.has(holder));
  if (others.length > 0)
    for (const [holder, book] of await lockBooks(tx, shop, others.sort())) books.set(holder, book);
  const takings = await loadWhatIsNeeded(tx, shop, tasks, books);
  const spent = spending && (await postSpending(tx, shop, spending, books, versions, now));
  for (const task of tasks)
    postTask(task, bookOf(books, task.holderId), takings.get(task) ?? [], versions, now);
  await saveBooks(tx, shop, [...books.values()]);
  const transfers = [...books.values()].reduce((sum, book) => sum + book.appended.length, 0);
  return { transfers, spent };
}

function tasksOf(
  { order, settled: goal, holderId: owner }: Judged,
  posted: readonly Posted[],
): Task[] {
  if (!goal) return [];
  const { orderId } = order.state;
  const tasks = posted.map(({ holderId, points, clawedBack }): Task => {
    const target = holderId === owner ? goal.points : NO_POINTS;
    return { orderId, holderId, goal, target, posted: points, clawedBack };
  });
  const isNew = owner && goal.points > 0n && !posted.some((row) => row.holderId === owner);
  if (!isNew) return tasks;
  const { points: target } = goal;
  const first = { orderId, holderId: owner, goal, target, posted: NO_POINTS, clawedBack: false };
  return [...tasks, first];
}

/** Loads the lots that the tasks may touch, and what clawbacks took from elsewhere. */
async function loadWhatIsNeeded(
  tx: Tx,
  shop: ShopId,
  tasks: readonly Task[],
  books: ReadonlyMap<HolderId, Book>,
): Promise<Map<Task, readonly ForeignTaking[]>> {
  const before = tasks.filter((task) => task.posted > 0n || task.clawedBack);
  const takings = await takingsToGiveBack(tx, shop, before);
  const own = before.map((task) => ({ holderId: task.holderId, lotId: orderLotId(task.orderId) }));
  const elsewhere = [...takings].flatMap(([{ holderId }, list]) =>
    list.flatMap((taking) =>
      taking.from === "available" ? [{ holderId, lotId: taking.lot.lotId }] : [],
    ),
  );
  await loadNamedLots(tx, shop, [...books.values()], [...own, ...elsewhere]);
  const needAll = tasks
    .filter((task) => task.posted - task.target > inOwnLot(bookOf(books, task.holderId), task))
    .map((task) => bookOf(books, task.holderId));
  await loadLots(tx, shop, unique(needAll));
  return takings;
}

/** What earlier clawbacks took from elsewhere, for the tasks that may give it back. */
async function takingsToGiveBack(
  tx: Tx,
  shop: ShopId,
  tasks: readonly Task[],
): Promise<Map<Task, readonly ForeignTaking[]>> {
  const rising = tasks.filter((task) => task.clawedBack && task.target > task.posted);
  const orders = unique(rising.map((task) => task.orderId));
  const reversals = await reversalsOfOrders(tx, shop, orders);
  return new Map(
    rising.map((task) => {
      const { orderId, holderId } = task;
      const own = reversals.filter((one) => one.orderId === orderId && one.holderId === holderId);
      return [task, standingTakings(orderId, own)];
    }),
  );
}

function inOwnLot(book: Book, task: Task): bigint {
  const lot = book.lots.get(orderLotId(task.orderId));
  return lot ? lot.pending + lot.available + lot.expired : 0n;
}

function postTask(
  task: Task,
  book: Book,
  takings: readonly ForeignTaking[],
  versions: readonly ProgramVersion[],
  now: Date,
): void {
  const { goal, orderId } = task;
  const earnsFirst = task.posted === 0n && task.target > 0n;
  postOrder(
    book,
    {
      orderId,
      target: task.target,
      posted: task.posted,
      terms: lotTerms(versions, goal.maturesAt),
      beyondBalance: goal.beyondBalance,
      takings,
      stateHash: goal.stateHash,
      programVersion: goal.programVersion,
      explanation: goal.explanation,
      eventAt: earnsFirst ? goal.earnedAt : goal.changedAt,
    },
    now,
  );
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

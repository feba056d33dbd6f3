import { lockBooks } from "../db/book-queries.server.ts";
import { loadLots, loadNamedLots } from "../db/lot-queries.server.ts";
import { saveBooks } from "../db/save-books.server.ts";
import type { StoredOrder } from "../db/order-queries.server.ts";
import { postedByOrder, reversalsOfOrders, type Posted } from "../db/posted-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import { bookOf, type Book } from "../domain/ledger/book.ts";
import { postOrder } from "../domain/ledger/post-order.ts";
import { standingTakings, type ForeignTaking } from "../domain/ledger/takings.ts";
import {
  orderLotId,
  type CustomerId,
  type HolderId,
  type OrderId,
  type ShopId,
} from "../domain/ids.ts";
import type { SettledOrder } from "../domain/order/settle.ts";
import { lotTerms } from "../domain/expiry.ts";
import { NO_POINTS, type Points } from "../domain/points.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import { ensureMembers } from "./ensure-members.server.ts";
import type { Spending } from "./plan-spending.server.ts";
import { postSpending, spendingHolders, type Spent } from "./post-spending.server.ts";

/** An order, and what it has earned as it stands. */
export interface OrderToPost {
  readonly order: StoredOrder;
  /** Null where no program was in force: nothing was and nothing is earned. */
  readonly settled: SettledOrder | null;
}

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
  readonly known: ReadonlyMap<OrderId, StoredOrder>;
  readonly versions: readonly ProgramVersion[];
  /** Null where no order is paid with points. */
  readonly spending: Spending | null;
}

/**
 * Posts each order's target to the member that it belongs to, and takes back
 * what it has posted to anyone else; before that, what orders take of holds and
 * what comes back of it. Enrols customers seen for the first time.
 * @returns how many transfers were posted, and what became of the holds
 */
export async function postTargets(
  tx: Tx,
  shop: ShopId,
  orders: readonly OrderToPost[],
  { known, versions, spending }: PostingTerms,
  now: Date,
): Promise<{ transfers: number; spent: Spent | null }> {
  const posted = Map.groupBy(
    await postedByOrder(tx, shop, [...known.keys()]),
    (row) => row.orderId,
  );
  const owners = await ensureMembers(tx, shop, unique(orders.flatMap(ownersOf)), now);
  const tasks = orders.flatMap((one) =>
    tasksOf(one, owners, posted.get(one.order.state.orderId) ?? []),
  );
  if (tasks.length === 0 && spending === null) return { transfers: 0, spent: null };

  const spenders = spending ? spendingHolders(spending) : [];
  const holders = unique([...tasks.map((task) => task.holderId), ...spenders]);
  const books = await lockBooks(tx, shop, holders.sort());
  const takings = await loadWhatIsNeeded(tx, shop, tasks, books);
  const spent = spending && (await postSpending(tx, shop, spending, books, versions, now));
  for (const task of tasks)
    postTask(task, bookOf(books, task.holderId), takings.get(task) ?? [], versions, now);
  await saveBooks(tx, shop, [...books.values()]);
  const transfers = [...books.values()].reduce((sum, book) => sum + book.appended.length, 0);
  return { transfers, spent };
}

const customerOf = ({ order }: OrderToPost): CustomerId | null =>
  order.state.facts?.customerId ?? order.claimedBy;

const ownersOf = (one: OrderToPost): CustomerId[] => {
  const customer = customerOf(one);
  return customer && one.settled ? [customer] : [];
};

function tasksOf(
  one: OrderToPost,
  owners: ReadonlyMap<CustomerId, HolderId>,
  posted: readonly Posted[],
): Task[] {
  const { settled: goal } = one;
  if (!goal) return [];
  const { orderId } = one.order.state;
  const customer = customerOf(one);
  const owner = customer ? owners.get(customer) : undefined;
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

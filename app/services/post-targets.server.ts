import { loadLots, loadNamedLots, lockBooks, saveBooks } from "../db/book-queries.server.ts";
import { livingHolders } from "../db/holder-queries.server.ts";
import type { StoredOrder } from "../db/order-queries.server.ts";
import { foreignTakings, postedByOrder, type Posted } from "../db/posted-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import type { Book } from "../domain/ledger/book.ts";
import { postOrder, type ForeignTaking } from "../domain/ledger/post-order.ts";
import {
  orderLotId,
  type CustomerId,
  type HolderId,
  type OrderId,
  type ShopId,
} from "../domain/ids.ts";
import type { SettledOrder } from "../domain/order/settle.ts";
import { NO_POINTS, points, type Points } from "../domain/points.ts";
import { ensureMembers } from "./ensure-members.server.ts";

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

/**
 * Posts each order's target to the member that it belongs to, and takes back
 * what it has posted to anyone else. Enrols customers seen for the first time.
 * @param known the orders that were stored before; the others have posted nothing
 * @returns how many transfers were posted
 */
export async function postTargets(
  tx: Tx,
  shop: ShopId,
  orders: readonly OrderToPost[],
  known: ReadonlyMap<OrderId, StoredOrder>,
  now: Date,
): Promise<number> {
  const posted = await postedByOrder(tx, shop, [...known.keys()]);
  const living = await livingHolders(tx, shop, unique(posted.map((row) => row.holderId)));
  const owners = await ensureMembers(tx, shop, unique(orders.flatMap(customerOf)), now);
  const tasks = orders.flatMap((one) => tasksOf(one, owners, sumByLiving(posted, living)));
  if (tasks.length === 0) return 0;

  const books = await lockBooks(tx, shop, unique(tasks.map((task) => task.holderId)).sort());
  const takings = await loadWhatIsNeeded(tx, shop, tasks, books);
  for (const task of tasks) postTask(task, bookOf(books, task.holderId), takings, now);
  await saveBooks(tx, shop, [...books.values()]);
  return [...books.values()].reduce((sum, book) => sum + book.appended.length, 0);
}

const customerOf = ({ order, settled }: OrderToPost): CustomerId[] => {
  const customer = order.state.facts?.customerId ?? order.claimedBy;
  return customer && settled ? [customer] : [];
};

interface PostedToLiving {
  readonly points: Points;
  readonly clawedBack: boolean;
}

/** Postings in the chain of a holder that was merged count for the one it became. */
function sumByLiving(
  posted: readonly Posted[],
  living: ReadonlyMap<HolderId, HolderId>,
): Map<OrderId, Map<HolderId, PostedToLiving>> {
  const sums = new Map<OrderId, Map<HolderId, PostedToLiving>>();
  for (const row of posted) {
    const holder = living.get(row.holderId) ?? row.holderId;
    const holders = sums.get(row.orderId) ?? new Map<HolderId, PostedToLiving>();
    sums.set(row.orderId, holders);
    const had = holders.get(holder);
    holders.set(holder, {
      points: points((had?.points ?? 0n) + row.points),
      clawedBack: (had?.clawedBack ?? false) || row.clawedBack,
    });
  }
  return sums;
}

function tasksOf(
  { order, settled }: OrderToPost,
  owners: ReadonlyMap<CustomerId, HolderId>,
  posted: ReadonlyMap<OrderId, ReadonlyMap<HolderId, PostedToLiving>>,
): Task[] {
  if (!settled) return [];
  const { orderId, facts } = order.state;
  const customer = facts?.customerId ?? order.claimedBy;
  const owner = customer ? owners.get(customer) : undefined;
  const before = posted.get(orderId) ?? new Map<HolderId, PostedToLiving>();
  const task = (holderId: HolderId, goal: Points): Task => ({
    orderId,
    holderId,
    goal: settled,
    target: goal,
    posted: before.get(holderId)?.points ?? NO_POINTS,
    clawedBack: before.get(holderId)?.clawedBack ?? false,
  });
  const others = [...before.keys()].filter((holder) => holder !== owner);
  const tasks = others.map((holder) => task(holder, NO_POINTS));
  if (owner && (settled.points > 0n || before.has(owner))) tasks.push(task(owner, settled.points));
  return tasks;
}

/** Loads the lots that the tasks may touch, and what clawbacks took from elsewhere. */
async function loadWhatIsNeeded(
  tx: Tx,
  shop: ShopId,
  tasks: readonly Task[],
  books: ReadonlyMap<HolderId, Book>,
): Promise<Map<OrderId, ForeignTaking[]>> {
  const before = tasks.filter((task) => task.posted > 0n || task.clawedBack);
  const rising = before.filter((task) => task.clawedBack && task.target > task.posted);
  const takings = await foreignTakings(tx, shop, unique(rising.map((task) => task.orderId)));
  const own = before.map((task) => ({ holderId: task.holderId, lotId: orderLotId(task.orderId) }));
  const elsewhere = rising.flatMap(({ orderId, holderId }) =>
    (takings.get(orderId) ?? []).flatMap((taking) =>
      taking.from === "lot" ? [{ holderId, lotId: taking.use.lotId }] : [],
    ),
  );
  await loadNamedLots(tx, shop, [...books.values()], [...own, ...elsewhere]);
  const needAll = tasks
    .filter((task) => task.posted - task.target > inOwnLot(bookOf(books, task.holderId), task))
    .map((task) => bookOf(books, task.holderId));
  await loadLots(tx, shop, unique(needAll));
  return takings;
}

function inOwnLot(book: Book, task: Task): bigint {
  const lot = book.lots.get(orderLotId(task.orderId));
  return lot ? lot.pending + lot.available + lot.expired : 0n;
}

function postTask(
  task: Task,
  book: Book,
  takings: ReadonlyMap<OrderId, ForeignTaking[]>,
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
      terms: goal.terms,
      beyondBalance: goal.beyondBalance,
      takings: takings.get(orderId) ?? [],
      stateHash: goal.stateHash,
      programVersion: goal.programVersion,
      explanation: goal.explanation,
      eventAt: earnsFirst ? goal.earnedAt : goal.changedAt,
    },
    now,
  );
}

function bookOf(books: ReadonlyMap<HolderId, Book>, holder: HolderId): Book {
  const book = books.get(holder);
  if (!book) throw new Error(`holder ${holder} has no balance row`);
  return book;
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

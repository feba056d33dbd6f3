import type { Database } from "../db/pool.server.ts";
import type { OrderEvent } from "../domain/order/order.ts";
import type { StoredOrder } from "../db/order-queries.server.ts";
import { saveOutcomes } from "../db/member-history-queries.server.ts";
import { insertOrders, lockOrders, updateOrders } from "../db/order-queries.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import { inShop } from "../db/shop-transaction.server.ts";
import { planBlindly, type Tx } from "../db/transaction.server.ts";
import type { OrderId, ShopId } from "../domain/ids.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import { applyEvents, groupByOrder, markDoubtful } from "./accrual/hear-events.ts";
import {
  asksForHistories,
  judgeAlone,
  surround,
  type Judged,
  type PointsTaken,
} from "./accrual/judge.server.ts";
import { judgeByLives } from "./accrual/judge-lives.server.ts";
import { under, type Life } from "./accrual/lives.server.ts";
import { assertOwned, lockOwners, type LockedOwners } from "./accrual/lock-owners.server.ts";
import { companyOf, ensureOwners, type OrderUnder } from "./accrual/owners.server.ts";
import { saveStandings } from "./accrual/save-standings.server.ts";
import { saveStamps } from "./save-stamps.server.ts";
import { setMilestones } from "./awards/set-milestones.server.ts";
import type { OnHoldsSettled } from "./holds-settled.ts";
import { planSpending, type Spending } from "./plan-spending.server.ts";
import { saveSpent } from "./post-spending.server.ts";
import { postTargets } from "./post-targets.server.ts";

export interface AccrueOptions {
  /**
   * When the Admin API was asked, for events that are its answers. An order
   * that was marked for refetch after that stays marked.
   */
  readonly fetchStartedAt?: Date;
  /** Known orders to be judged again though nothing new was said of them. */
  readonly again?: readonly OrderId[];
  /** Called in the transaction with the orders that must be read again. */
  readonly onMarked?: (tx: Tx, shop: ShopId, orders: readonly OrderId[]) => Promise<void>;
  /**
   * Called in the transaction with the customers whose holds orders have taken:
   * what Shopify shows of a hold is to be cleared at once.
   */
  readonly onHoldsSettled?: OnHoldsSettled;
  /** Called in the transaction where orders wait for what surrounds them, to be fetched for the shop. */
  readonly onWaiting?: (tx: Tx, shop: ShopId) => Promise<void>;
}

/** What is to be done in the transaction beside what the services do themselves. */
export type AccrueHooks = Pick<AccrueOptions, "onMarked" | "onHoldsSettled" | "onWaiting">;

export interface Accrued {
  /** Orders whose state was looked at. */
  readonly orders: number;
  readonly transfers: number;
  /** Orders now waiting to be read again from the Admin API. */
  readonly marked: readonly OrderId[];
}

/**
 * Stores what deliveries or the Admin API say about a shop's orders and posts,
 * for each order, its target less what it has posted. Creation, payment, edit,
 * refund, cancellation, deletion, duplicates and reordering are this one road.
 * One transaction, whatever the number of orders.
 */
export function accrueOrders(
  db: Database,
  shop: ShopId,
  events: readonly OrderEvent[],
  now: Date,
  options: AccrueOptions = {},
): Promise<Accrued> {
  return inShop(db, shop, (tx) => accrueOrdersIn(tx, shop, events, now, options));
}

/** `accrueOrders` inside the caller's transaction, which must touch no other shop. */
export async function accrueOrdersIn(
  tx: Tx,
  shop: ShopId,
  events: readonly OrderEvent[],
  now: Date,
  options: AccrueOptions = {},
): Promise<Accrued> {
  await planBlindly(tx);
  const byOrder = groupByOrder(events);
  for (const orderId of options.again ?? []) if (!byOrder.has(orderId)) byOrder.set(orderId, []);
  const orderIds = [...byOrder.keys()].sort();
  const versions = await programVersions(tx, shop);
  const owners = asksForHistories(versions)
    ? await lockOwners(tx, shop, byOrder, versions, now)
    : null;
  const known = await lockOrders(tx, shop, orderIds);
  if (owners) assertOwned(owners, known.values());

  const heard = orderIds.map((orderId) => {
    const before = known.get(orderId);
    return applyEvents(before, byOrder.get(orderId) ?? [], now, options.fetchStartedAt);
  });
  const spending = await planSpending(tx, shop, heard);
  const doubted = heard.map((order) => underVersion(markDoubtful(order, spending, now), versions));
  const orders = await surround(tx, shop, doubted, known, now);
  const { judged, revised, lives } = await judgeOrders(tx, shop, orders, {
    versions,
    taken: pointsTaken(spending),
    owners,
    now,
  });
  const posted = [...known.keys(), ...revised.map(({ order }) => order.state.orderId)];
  const terms = { posted, versions, spending, books: owners?.books };
  const { transfers, spent } = await postTargets(tx, shop, [...judged, ...revised], terms, now);
  const isKnown = ({ order }: Judged) => known.has(order.state.orderId);
  const stored = (wanted: boolean) =>
    judged.filter((one) => isKnown(one) === wanted).map(({ order }) => order);
  await insertOrders(tx, shop, stored(false));
  await updateOrders(tx, shop, stored(true));
  await saveOutcomes(
    tx,
    shop,
    revised.map(({ order }) => order),
  );
  if (spent) await saveSpent(tx, shop, spent, now);
  if (spent && spent.customers.length > 0)
    await options.onHoldsSettled?.(tx, shop, spent.customers);
  const bonuses = await saveStandings(tx, shop, lives, versions, now, now);
  await saveStamps(tx, shop, lives, versions);
  const milestones = await setMilestones(tx, shop, lives, versions, now);

  const marked = judged
    .filter(({ order }) => order.refetchSince?.getTime() === now.getTime())
    .map(({ order }) => order.state.orderId);
  if (marked.length > 0) await options.onMarked?.(tx, shop, marked);
  if (judged.some(({ order }) => order.waitingSince !== null)) await options.onWaiting?.(tx, shop);
  return { orders: judged.length, transfers: transfers + bonuses + milestones, marked };
}

interface JudgeTerms {
  readonly versions: readonly ProgramVersion[];
  readonly taken: PointsTaken;
  /** Null where no version asks what members did before. */
  readonly owners: LockedOwners | null;
  readonly now: Date;
}

interface JudgedBatch {
  readonly judged: readonly Judged[];
  /** Other orders that earn something else by what was heard of these. */
  readonly revised: readonly Judged[];
  readonly lives: readonly Life[];
}

async function judgeOrders(
  tx: Tx,
  shop: ShopId,
  orders: readonly OrderUnder[],
  { versions, taken, owners, now }: JudgeTerms,
): Promise<JudgedBatch> {
  const found = await ensureOwners(tx, shop, orders, versions, now);
  if (!owners) return { judged: judgeAlone(orders, found, taken), revised: [], lives: [] };
  const heard = { orders, holders: found.holders, taken };
  const terms = { versions, wasEnrolled: owners.wasEnrolled, until: () => now };
  const locked = [...owners.books.keys()];
  const { heard: judged, ...others } = await judgeByLives(tx, shop, locked, heard, terms);
  return { judged, ...others };
}

/** An order under the version in force when it was placed, which says whose its points are. */
function underVersion(order: StoredOrder, versions: readonly ProgramVersion[]): OrderUnder {
  const { version } = under(order, versions);
  const ownerCompany = companyOf(order.state.facts, version);
  return {
    version,
    order: ownerCompany === order.ownerCompany ? order : { ...order, ownerCompany },
  };
}

/** What points take off the lines of orders that are heard of with them now. */
const pointsTaken = (spending: Spending | null): PointsTaken =>
  new Map((spending?.captures ?? []).map(({ order, taken }) => [order.state.orderId, taken.lines]));

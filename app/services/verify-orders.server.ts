import { ordersAfter, type FiledOrder } from "../db/order-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import { inSnapshot, type Queryable } from "../db/transaction.server.ts";
import { restoration } from "../domain/order/restored.ts";
import type { OrderId, ShopId } from "../domain/ids.ts";
import { asksForHistories, judgeAlone, type Judged } from "./accrual/judge.server.ts";
import { judgeByLives } from "./accrual/judge-lives.server.ts";
import { under } from "./accrual/lives.server.ts";
import { companyOf, findOwners } from "./accrual/owners.server.ts";

const ORDERS_PER_PAGE = 500;

/**
 * Reckons anew what each order has earned, from its facts, from what surrounded it, from its
 * member's life and from the program version that it stands under, and what must have come back of
 * the points that it was paid with, and names the first that is stored otherwise; null where there
 * is none. Reads only, each page as of one moment.
 */
export async function orderDifference(db: Database, shop: ShopId): Promise<string | null> {
  let after: OrderId | null = null;
  for (;;) {
    const page: Page = await inSnapshot(db, (tx) => readPage(tx, shop, after));
    for (const { stored, judged } of page) {
      const difference = differenceOf(stored, judged);
      if (difference !== null) return difference;
    }
    if (page.length < ORDERS_PER_PAGE) return null;
    after = page.at(-1)?.stored.state.orderId ?? null;
  }
}

/** Orders as they are stored, and as they are reckoned anew. */
type Page = readonly { readonly stored: FiledOrder; readonly judged: Judged }[];

async function readPage(tx: Queryable, shop: ShopId, after: OrderId | null): Promise<Page> {
  const stored = await ordersAfter(tx, shop, after, ORDERS_PER_PAGE);
  const versions = await programVersions(tx, shop);
  const orders = stored.map((order) => {
    const { version } = under(order, versions);
    return { version, order: { ...order, ownerCompany: companyOf(order.state.facts, version) } };
  });
  const owners = await findOwners(tx, shop, orders, versions);
  const taken = new Map<never, never>();
  const heard = { orders, holders: owners.holders, taken };
  const { wasEnrolled } = owners;
  // Of the tiers nothing is asked here but which stood when an order was placed.
  const terms = { versions, wasEnrolled, until: () => new Date(0) };
  const holders = [...new Set(owners.holders.values())];
  const judged = asksForHistories(versions)
    ? (await judgeByLives(tx, shop, holders, heard, terms)).heard
    : judgeAlone(orders, owners, taken);
  return stored.flatMap((one, index) => {
    const reckoned = judged[index];
    return reckoned ? [{ stored: one, judged: reckoned }] : [];
  });
}

function differenceOf(order: FiledOrder, judged: Judged): string | null {
  const { orderId, facts } = order.state;
  const differs = (what: string, is: unknown, should: unknown) =>
    `order ${orderId} has ${what} ${String(is)} where its facts make ${String(should)}`;
  const customer = facts?.customerId ?? null;
  if (order.filedUnder !== customer) return differs("customer", order.filedUnder, customer);
  const { ownerCompany } = judged.order;
  if (order.ownerCompany !== ownerCompany)
    return differs("company", order.ownerCompany, ownerCompany);
  // What waits for its surroundings keeps what it had.
  if (order.waitingSince === null) {
    const { settled } = judged;
    const [award, target] = [settled?.award ?? null, settled?.points ?? null];
    if (order.award !== award) return differs("award", order.award, award);
    if (order.target !== target) return differs("target", order.target, target);
  }
  if (!facts || !order.capture || order.capture.kind === "unmatched") return null;
  const { restored } = order.capture;
  const back = restoration(order.capture, { ...order.state, facts }).points;
  // More may have come back than the order now makes: it is never taken again.
  return restored < back ? differs("restored", restored, back) : null;
}

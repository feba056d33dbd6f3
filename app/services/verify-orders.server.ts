import { ordersAfter, type FiledOrder } from "../db/order-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import { inSnapshot } from "../db/transaction.server.ts";
import { restoration } from "../domain/order/restored.ts";
import { NO_CONTEXT } from "../domain/order/context.ts";
import { settleOrder } from "../domain/order/settle.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import type { OrderId, ShopId } from "../domain/ids.ts";

const ORDERS_PER_PAGE = 500;

/**
 * Reckons anew what each order has earned, from its facts and the program
 * version that it was reckoned under, and what must have come back of the points
 * that it was paid with, and names the first that is stored otherwise; null where there is none. Reads only, each page as of one moment.
 */
export async function orderDifference(db: Database, shop: ShopId): Promise<string | null> {
  let after: OrderId | null = null;
  for (;;) {
    const { orders, versions } = await inSnapshot(db, async (tx) => ({
      orders: await ordersAfter(tx, shop, after, ORDERS_PER_PAGE),
      versions: await programVersions(tx, shop),
    }));
    for (const order of orders) {
      const difference = differenceOf(order, versions);
      if (difference !== null) return difference;
    }
    if (orders.length < ORDERS_PER_PAGE) return null;
    after = orders.at(-1)?.state.orderId ?? null;
  }
}

function differenceOf(order: FiledOrder, versions: readonly ProgramVersion[]): string | null {
  const { orderId, facts } = order.state;
  const differs = (what: string, is: unknown, should: unknown) =>
    `order ${orderId} has ${what} ${String(is)} where its facts make ${String(should)}`;
  const customer = facts?.customerId ?? null;
  if (order.filedUnder !== customer) return differs("customer", order.filedUnder, customer);
  const version = versions.find(({ version }) => version === order.programVersion);
  const reckoned =
    facts && version ? settleOrder({ ...order.state, facts }, NO_CONTEXT, version) : null;
  const [award, target] = [reckoned?.award ?? null, reckoned?.points ?? null];
  if (order.award !== award) return differs("award", order.award, award);
  if (order.target !== target) return differs("target", order.target, target);
  if (!facts || !order.capture || order.capture.kind === "unmatched") return null;
  const { restored } = order.capture;
  const back = restoration(order.capture, { ...order.state, facts }).points;
  // More may have come back than the order now makes: it is never taken again.
  return restored < back ? differs("restored", restored, back) : null;
}

import type { PgBoss } from "pg-boss";
import { findMarkedOrders } from "../db/refetch-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable, type Tx } from "../db/transaction.server.ts";
import type { OrderId, ShopId } from "../domain/ids.ts";
import { sendsWithin } from "./boss.server.ts";

/** One order to be read again from the Admin API. */
export interface RefetchData {
  readonly shop: ShopId;
  readonly orderId: OrderId;
}

/** Its jobs are one per order; the queue allows no second while one waits or runs. */
export const REFETCH_QUEUE = "refetch-order";

const MOST_PER_SWEEP = 1_000;

/** Enqueues marked orders in the transaction that marks them; for `accrueOrders`' `onMarked`. */
export function enqueueMarked(boss: PgBoss) {
  return async (tx: Tx, shop: ShopId, orders: readonly OrderId[]): Promise<void> => {
    await boss.insert(REFETCH_QUEUE, jobsFor(orders.map((orderId) => ({ shop, orderId }))), {
      db: sendsWithin(tx),
    });
  };
}

/**
 * Enqueues marked orders whose job has been lost, such as those marked by a
 * command. An order whose job has come to the dead letters is left to a person.
 */
export async function sweepMarked(boss: PgBoss, db: Database): Promise<{ enqueued: number }> {
  const orders = await findMarkedOrders(queryable(db.pool), REFETCH_QUEUE, MOST_PER_SWEEP);
  if (orders.length === 0) return { enqueued: 0 };
  const ids = await boss.insert(REFETCH_QUEUE, jobsFor(orders), { returnId: true });
  return { enqueued: ids?.length ?? 0 };
}

const jobsFor = (orders: readonly RefetchData[]) =>
  orders.map((data) => ({ data: { ...data }, singletonKey: `${data.shop}/${data.orderId}` }));

import type { Database } from "../db/pool.server.ts";
import type { OrderId, ShopId } from "../domain/ids.ts";
import type { OrderFacts } from "../domain/order/order.ts";
import { accrueOrders } from "./accrue-orders.server.ts";
import { markOrdersToReadAgain } from "./mark-orders.server.ts";
import type { OrderPage, ShopReader } from "./shop-reader.ts";

export interface Backfill {
  readonly orders: number;
  readonly transfers: number;
}

/** Orders in one transaction; the Admin API's pages are smaller. */
const BATCH = 250;

/**
 * Reads all orders that changed since a day in the past and accrues them, under
 * the program versions that were in force then. Again: nothing new. While one
 * batch is being posted, the next page is on its way.
 * @param onProgress told after each batch how far it has come
 */
export async function backfillOrders(
  db: Database,
  reader: ShopReader,
  shop: ShopId,
  since: Date,
  now: Date,
  onProgress: (sofar: Backfill) => void = () => undefined,
): Promise<Backfill> {
  let sofar: Backfill = { orders: 0, transfers: 0 };
  for await (const batch of batches(reader, since)) {
    await markOrdersToReadAgain(db, shop, batch.unreadable, "unreadable", now);
    const events = batch.orders.map((facts) => ({ kind: "state" as const, facts }));
    const accrued = await accrueOrders(db, shop, events, now, { fetchStartedAt: now });
    sofar = {
      orders: sofar.orders + accrued.orders,
      transfers: sofar.transfers + accrued.transfers,
    };
    onProgress(sofar);
  }
  return sofar;
}

interface Batch {
  readonly orders: OrderFacts[];
  readonly unreadable: OrderId[];
}

async function* batches(reader: ShopReader, since: Date): AsyncGenerator<Batch> {
  let batch: Batch = { orders: [], unreadable: [] };
  let coming: Promise<OrderPage> | null = reader.ordersUpdatedSince(since, null);
  while (coming !== null) {
    const page: OrderPage = await coming;
    coming = page.next === null ? null : reader.ordersUpdatedSince(since, page.next);
    // Should the batch fail first, the page's own failure has nobody left to tell.
    coming?.catch(() => undefined);
    batch.orders.push(...page.orders);
    batch.unreadable.push(...page.unreadable);
    if (batch.orders.length < BATCH) continue;
    yield batch;
    batch = { orders: [], unreadable: [] };
  }
  yield batch;
}

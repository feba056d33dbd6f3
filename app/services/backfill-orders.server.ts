import type { Database } from "../db/pool.server.ts";
import type { ShopId } from "../domain/ids.ts";
import type { OrderFacts } from "../domain/order/order.ts";
import { accrueOrders } from "./accrue-orders.server.ts";
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
    const events = batch.map((facts) => ({ kind: "state" as const, facts }));
    const accrued = await accrueOrders(db, shop, events, now, { fetchStartedAt: now });
    sofar = {
      orders: sofar.orders + accrued.orders,
      transfers: sofar.transfers + accrued.transfers,
    };
    onProgress(sofar);
  }
  return sofar;
}

async function* batches(reader: ShopReader, since: Date): AsyncGenerator<OrderFacts[]> {
  let batch: OrderFacts[] = [];
  let coming: Promise<OrderPage> | null = reader.ordersUpdatedSince(since, null);
  while (coming !== null) {
    const page: OrderPage = await coming;
    coming = page.next === null ? null : reader.ordersUpdatedSince(since, page.next);
    // Should the batch fail first, the page's own failure has nobody left to tell.
    coming?.catch(() => undefined);
    batch.push(...page.orders);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

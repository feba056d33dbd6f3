import { afterEach, beforeEach, expect, it } from "vitest";
import { createPool } from "../../app/db/pool.server.ts";
import type { Tx } from "../../app/db/transaction.server.ts";
import { orderId } from "../../app/domain/ids.ts";
import {
  deliveriesIn,
  eventDelivery,
  insertDeliveries,
  orderDelivery,
  workerOn,
} from "../support/deliveries.ts";
import { endConnection } from "../support/fresh-database.ts";
import { amountRefund, day } from "../support/order-examples.ts";
import { OTHER_SHOP, SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const ORDERS = 240;
const CUSTOMERS = 12;
const NOW = day(20);

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await shop.install(OTHER_SHOP, day(0));
});
afterEach(() => shop.close());

const customerOf = (number: number) => String(7_000_000_000_000 + (number % CUSTOMERS));
/** Every order is told of four times: unpaid, paid, paid once more, and refunded by 400 roubles. */
async function backlog(): Promise<void> {
  const numbers = Array.from({ length: ORDERS }, (_, index) => index);
  const deliveries = numbers.flatMap((number) => {
    const [of, id] = [number % 3 ? SHOP : OTHER_SHOP, String(number + 1)];
    const told = (paidAt: Date | null, updatedAt: Date) =>
      orderDelivery(of, id, customerOf(number), 100_000n, NOW, { paidAt, updatedAt });
    const event = {
      kind: "refund",
      orderId: orderId(id),
      refund: amountRefund(id, 40_000n),
    } as const;
    return [
      told(null, day(1)),
      told(day(2), day(2)),
      told(day(2), day(2)),
      eventDelivery(of, id, event, NOW),
    ];
  });
  // Far apart, so that two workers have the same order and the same member in hand.
  const spread = deliveries.map((one, index) => [(index * 389) % deliveries.length, one] as const);
  await insertDeliveries(
    shop.db,
    spread.sort(([a], [b]) => a - b).map(([, one]) => one),
  );
}

/** Each order earns 10 points and loses 4 of them to its refund. */
async function expectAllPosted(): Promise<void> {
  const rows = await shop.sql.query<{ orders: bigint; points: bigint }>(
    `SELECT count(DISTINCT order_id) AS orders,
            sum(CASE WHEN credit = 'reversed' THEN -amount ELSE amount END)::bigint AS points
       FROM transfers`,
  );
  expect(rows).toEqual([{ orders: BigInt(ORDERS), points: BigInt(ORDERS) * 6n }]);
  for (const row of await deliveriesIn(shop.db)) expect(row.state).toBe("done");
  expect(await shop.difference()).toBeNull();
}

it("post a backlog exactly once between them, whatever orders and members they share", async () => {
  await backlog();
  const pools = [1, 2, 3, 4].map(() => createPool(shop.url, { max: 2 }));
  const workers = pools.map((pool) => workerOn(pool, { batchSize: 40 }));
  const taken = await Promise.all(workers.map((worker) => worker.work(NOW)));
  await Promise.all(pools.map((pool) => pool.close()));
  expect(taken.reduce((sum, count) => sum + count, 0)).toBe(ORDERS * 4);
  expect(workers.flatMap((worker) => worker.failures)).toEqual([]);
  await expectAllPosted();
}, 120_000);

it("lose and double nothing when the database ends a connection in the middle of a transaction", async () => {
  await backlog();
  // An edit marks its order, which tells us that a transaction has posted and not committed yet.
  const marked = [2, 5, 8, 11, 14, 17].map(String);
  const edited = marked.map((id) =>
    eventDelivery(SHOP, id, { kind: "edited", orderId: orderId(id) }, day(19)),
  );
  await insertDeliveries(shop.db, edited);
  let killed = 0;
  const kill = async (tx: Tx) => {
    if (killed === 3) return;
    killed += 1;
    const [own] = await tx.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    await endConnection(shop.url, own?.pid);
  };
  const pools = [1, 2].map(() => createPool(shop.url, { max: 2 }));
  const workers = pools.map((pool) => workerOn(pool, { batchSize: 40, onMarked: kill }));
  // Those whose connection broke twice wait a little before they are tried again.
  for (const now of [NOW, day(20, 10), day(20, 60)])
    await Promise.all(workers.map((worker) => worker.work(now)));
  await Promise.all(pools.map((pool) => pool.close()));
  expect(killed).toBe(3);
  await expectAllPosted();
}, 120_000);

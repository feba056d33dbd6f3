import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { insertDeliveries } from "../../app/db/delivery-insert-queries.server.ts";
import { customerId, orderId } from "../../app/domain/ids.ts";
import { encodeOrderEvent } from "../../app/domain/order/codec.ts";
import { day, line, orderFacts } from "../support/order-examples.ts";
import { startProcess, type RunningProcess } from "../support/processes.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const ORDERS = 6_000;
const CUSTOMERS = 40;

let shop: ShopDatabase;
let workers: RunningProcess[] = [];
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(async () => {
  for (const worker of workers) worker.signal("SIGKILL");
  await Promise.all(workers.map((worker) => worker.ended));
  workers = [];
  await shop.close();
});

function startWorker(changes: Record<string, string> = {}): RunningProcess {
  const worker = startProcess(["app/jobs/main.ts"], {
    NODE_ENV: "test",
    DATABASE_URL: shop.url,
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "http://127.0.0.1:9",
    PERSONAL_DATA_KEY: "a key of thirty-two characters!!",
    ...changes,
  });
  workers.push(worker);
  return worker;
}

/** A backlog of paid orders over 1,000 roubles each, as the webhook endpoint stores them. */
async function storeBacklog(): Promise<void> {
  const body = Buffer.from("{}");
  const deliveries = Array.from({ length: ORDERS }, (_, n) => {
    const order = orderId(String(n + 1));
    const customer = customerId(String(7_000_000_000_001 + (n % CUSTOMERS)));
    const facts = orderFacts([line("1", 100_000n)], { orderId: order, customerId: customer });
    return {
      shop: SHOP,
      topic: "orders/create",
      webhookId: String(n),
      bodyHmac: Buffer.alloc(32),
      eventId: null,
      triggeredAt: null,
      receivedAt: day(3),
      orderId: order,
      facts: JSON.stringify(encodeOrderEvent({ kind: "state", facts })),
      body,
      namesHold: false,
      refusal: null,
    };
  });
  await insertDeliveries(shop.db, deliveries);
}

const queued = async () => {
  const rows = await shop.sql.query<{ queued: number }>(
    "SELECT count(*)::int AS queued FROM delivery_queue WHERE due_at IS NOT NULL",
  );
  return rows[0]?.queued ?? 0;
};
/** The worker also matures what is due every five minutes, and these orders are long past. */
const earned = async () => {
  const rows = await shop.sql.query<{ sum: string }>(
    "SELECT sum(pending + available) AS sum FROM balances",
  );
  return Number(rows[0]?.sum ?? 0);
};
const begun = () =>
  vi.waitFor(
    async () => {
      expect(await queued()).toBeLessThan(ORDERS);
    },
    { timeout: 30_000, interval: 20 },
  );
const finished = () =>
  vi.waitFor(
    async () => {
      expect(await queued()).toBe(0);
    },
    { timeout: 90_000, interval: 200 },
  );

it("finishes the batch in flight when it is told to end, and the next worker does the rest", async () => {
  const first = startWorker();
  await first.said(/worker is ready/);
  await storeBacklog();
  await begun();
  first.signal("SIGTERM");
  expect(await first.ended).toBe(0);
  startWorker();
  await finished();
  expect(await earned()).toBe(ORDERS * 10);
  expect(await shop.difference()).toBeNull();
});

it("loses and doubles nothing when workers side by side are killed", async () => {
  await storeBacklog();
  const [first, second] = [startWorker(), startWorker()];
  await begun();
  first.signal("SIGKILL");
  second.signal("SIGKILL");
  await Promise.all([first.ended, second.ended]);
  startWorker();
  startWorker();
  await finished();
  expect(await earned()).toBe(ORDERS * 10);
  expect(await shop.difference()).toBeNull();
});

it("says in one line that the database cannot be reached", async () => {
  const worker = startWorker({ DATABASE_URL: "postgresql://nobody:x@127.0.0.1:1/none" });
  expect(await worker.ended).toBe(1);
  expect(worker.output()).toBe("kopilka worker: DATABASE_URL: connect ECONNREFUSED 127.0.0.1:1\n");
});

it("says in one line what it is missing", async () => {
  const worker = startWorker({ DATABASE_URL: "", PERSONAL_DATA_KEY: "short" });
  expect(await worker.ended).toBe(1);
  expect(worker.output()).toMatch(/^kopilka worker: .*DATABASE_URL.*PERSONAL_DATA_KEY.*\n$/);
});

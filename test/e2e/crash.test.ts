import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import { ownPostgres } from "./support/own-postgres.ts";
import { shopOf } from "./support/shop.ts";
import { useStack } from "./support/stack.ts";

const postgres = ownPostgres();
const stack = useStack(() => postgres.open());
const shop = shopOf(stack);

const CUSTOMERS = 20;
const AT_ONCE = 8;

/** What each customer must have, by plain arithmetic. */
const due = new Map<string, number>();

async function customers(): Promise<string[]> {
  while (due.size < CUSTOMERS) due.set(await shop.customer(), 0);
  return [...due.keys()];
}

/**
 * Makes orders of three units each: every third has one of them refunded, every tenth is
 * cancelled.
 */
async function trade(orders: number) {
  const people = await customers();
  let made = 0;
  const next = async (): Promise<void> => {
    const n = made;
    if (n >= orders) return;
    made += 1;
    const customer = people[n % people.length] ?? "";
    const roubles = 130 + (n % 17) * 37;
    const order = await shop.buy(customer, [{ price: `${roubles}.00`, quantity: 3 }]);
    const [line] = order.lines;
    const award = Math.floor((roubles * 3) / 100);
    let points = award;
    if (n % 3 === 1) {
      await shop.refund(order, { refund_line_items: [{ line_item_id: line, quantity: 1 }] });
      points = Math.floor((award * 2) / 3);
    }
    if (n % 10 === 9) {
      await shop.cancel(order, n % 20 === 9);
      points = 0;
    }
    due.set(customer, (due.get(customer) ?? 0) + points);
    await next();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

async function queued(): Promise<number> {
  const metrics = await (await fetch(`${stack.app}/metrics`)).text();
  return Number(/^kopilka_deliveries_queued (\d+)$/m.exec(metrics)?.[1]);
}

const state = z.object({
  counts: z.object({ deliveries: z.object({ queued: z.number(), failed: z.number() }) }),
});
const sent = async () => state.parse(await stack.control("GET", "/state")).counts.deliveries;

/** With no worker running: trades, and waits until the app has stored every webhook of it. */
async function makeBacklog(orders: number): Promise<number> {
  await trade(orders);
  await expect.poll(sent, { timeout: 120_000, interval: 100 }).toEqual({ queued: 0, failed: 0 });
  const backlog = await queued();
  expect(backlog).toBeGreaterThan(2 * orders);
  return backlog;
}

const workedDownTo = (share: number, backlog: number) =>
  expect.poll(queued, { timeout: 60_000, interval: 10 }).toBeLessThan(share * backlog);

async function everythingIsRight() {
  // The jobs of a worker that was killed are taken over once it has been silent for a while.
  await stack.settle(60_000);
  expect(await sent()).toEqual({ queued: 0, failed: 0 });
  const found = new Map<string, number>();
  for (const customer of due.keys()) {
    found.set(customer, (await shop.member(customer)).points.pending);
  }
  expect(found).toEqual(due);
  expect(await stack.npm("verify")).toMatch(/: clean, /);
}

afterEach(async () => {
  // The next test starts from two processes that run and one that does not.
  await stack.secondWorker.stop();
});

it("a worker killed twice in the middle of a backlog loses and doubles nothing", async () => {
  await stack.worker.kill();
  const backlog = await makeBacklog(700);
  await stack.worker.start();
  await workedDownTo(0.9, backlog);
  await stack.worker.kill();
  expect(await queued()).toBeGreaterThan(0);
  await stack.worker.start();
  await workedDownTo(0.5, backlog);
  await stack.worker.kill();
  await stack.worker.start();
  await everythingIsRight();
});

it("two workers share a backlog, and one may be killed", async () => {
  await stack.worker.kill();
  const backlog = await makeBacklog(300);
  await Promise.all([stack.worker.start(), stack.secondWorker.start()]);
  await workedDownTo(0.7, backlog);
  await stack.secondWorker.kill();
  await everythingIsRight();
});

it("a web process killed while webhooks come gets them again", async () => {
  for (let time = 0; time < 2; time += 1) {
    await trade(60);
    await stack.web.kill();
    await trade(30);
    await stack.web.start();
  }
  await everythingIsRight();
});

it("a database killed while webhooks come and are worked off comes back to the same books", async () => {
  await trade(100);
  await postgres.kill();
  await trade(50);
  await postgres.restart();
  await expect
    .poll(async () => (await fetch(`${stack.app}/readyz`)).status, { timeout: 30_000 })
    .toBe(200);
  await everythingIsRight();
});

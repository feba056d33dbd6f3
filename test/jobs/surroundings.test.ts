import { beforeAll, expect, it, vi } from "vitest";
import { countOutstanding } from "../../app/db/outstanding-queries.server.ts";
import { customerId, orderId } from "../../app/domain/ids.ts";
import type { JobContext } from "../../app/jobs/job.server.ts";
import { requestsInto } from "../../app/jobs/request-job.server.ts";
import {
  enqueueSurroundings,
  handOutSurroundings,
} from "../../app/jobs/surroundings-job.server.ts";
import { startWorking } from "../../app/jobs/worker.server.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { surroundedShop } from "../services/surroundings/shop.ts";
import { useJobQueue } from "../support/job-queue.ts";
import { line, orderFacts } from "../support/order-examples.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { useShopOnDevStore } from "../support/shop-on-dev-store.ts";

const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const shop = useShopOnDevStore(store, new Date("2026-11-01T12:00:00Z"));
const boss = useJobQueue(() => shop.database.url);
const at = surroundedShop(store, shop);

const PLACED = new Date("2026-11-10T09:00:00Z");
const onWaiting = () => enqueueSurroundings(requestsInto(boss()));
const work = (changes: Partial<JobContext> = {}) =>
  startWorking(boss(), { ...shop.context, onWaiting: onWaiting(), ...changes });

/** Hears of an order of 1,000 roubles of a product that earns five points for 100. */
async function hears(id: string, told = true): Promise<string> {
  const rate = { points: 5, per_amount: "100" };
  await at.publish({ rules: [{ id: "oil", lines: { tags: ["масло"] }, rate }] });
  const anna = await at.customer({ email: `job${id}@example.com` });
  const productId = await at.product({ tags: ["масло"] });
  const facts = orderFacts([line("1", 1000_00n, { productId })], {
    orderId: orderId(id),
    customerId: customerId(anna),
    processedAt: PLACED,
    paidAt: PLACED,
    updatedAt: PLACED,
  });
  const options = told ? { onWaiting: onWaiting() } : {};
  await accrueOrders(shop.database.db, shop.shop, [{ kind: "state", facts }], new Date(), options);
  return anna;
}

const outstanding = () => countOutstanding(shop.database.sql);
const atRest = () =>
  vi.waitFor(
    async () => {
      expect(await outstanding()).toMatchObject({ jobsOutstanding: 0, ordersWaiting: 0 });
    },
    { timeout: 20_000, interval: 100 },
  );

it("an order that begins to wait asks for the job in its own transaction, and is judged at once", async () => {
  await work();
  const anna = await hears("1");
  await atRest();
  expect(await at.points(anna)).toBe(50n);
});

it("orders whose request was lost are found by the schedule, minute by minute", async () => {
  const anna = await hears("2", false);
  expect(await outstanding()).toMatchObject({ jobsOutstanding: 0, ordersWaiting: 1 });
  await work();
  expect(await handOutSurroundings(shop.context, boss())).toEqual({ shops: 1 });
  await atRest();
  expect(await at.points(anna)).toBe(50n);
  expect(await handOutSurroundings(shop.context, boss())).toEqual({ shops: 0 });
});

it("what Shopify did not answer is asked again, and the order waits meanwhile", async () => {
  let refusals = 1;
  await work({
    readerOf: (of) => {
      const reader = shop.context.readerOf(of);
      return {
        ...reader,
        products: (ids) =>
          refusals-- > 0 ? Promise.reject(new Error("502")) : reader.products(ids),
      };
    },
  });
  const anna = await hears("3");
  await vi.waitFor(async () => {
    expect(await boss().findJobs("fetch-surroundings")).toMatchObject([{ state: "retry" }]);
  }, 10_000);
  expect(await outstanding()).toMatchObject({ jobsOutstanding: 1, ordersWaiting: 1 });
  expect(await at.points(anna)).toBe(0n);
  await atRest();
  expect(await at.points(anna)).toBe(50n);
});

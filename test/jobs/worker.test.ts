import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { countOutstanding } from "../../app/db/outstanding-queries.server.ts";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { customerId, orderId, type OrderId } from "../../app/domain/ids.ts";
import type { JobContext } from "../../app/jobs/job.server.ts";
import { JOBS } from "../../app/jobs/jobs.server.ts";
import { enqueueMarked, sweepMarked } from "../../app/jobs/refetch-queue.server.ts";
import { startWorking } from "../../app/jobs/worker.server.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { redactShop } from "../../app/services/redact-shop.server.ts";
import { useJobQueue } from "../support/job-queue.ts";
import { line, orderFacts } from "../support/order-examples.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { useShopOnDevStore } from "../support/shop-on-dev-store.ts";

const PLACED = new Date("2026-11-10T09:00:00Z");
const LONG_AGO = new Date("2026-08-01T09:00:00Z");

const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const shop = useShopOnDevStore(store, new Date("2026-06-01T12:00:00Z"), "read_orders");

const boss = useJobQueue(() => shop.database.url);

const work = (changes: Partial<JobContext> = {}) =>
  startWorking(boss(), { ...shop.context, onMarked: enqueueMarked(boss()), ...changes });

const ids = z.object({ admin_graphql_api_id: z.string() });
async function order(): Promise<string> {
  const made = await store.control("POST", "/orders", {
    at: PLACED.toISOString(),
    customer: {},
    financial_status: "paid",
    line_items: [{ title: "Brake disc", price: "1000.00", quantity: 1 }],
  });
  return z.object({ order: ids }).parse(made).order.admin_graphql_api_id.replace(/^.*\//, "");
}

/** Hears of an edit, which alone decides nothing. */
const edited = (id: string, told = true) =>
  accrueOrders(
    shop.database.db,
    shop.shop,
    [{ kind: "edited", orderId: orderId(id) }],
    new Date(),
    told ? { onMarked: enqueueMarked(boss()) } : {},
  );

const outstanding = () => countOutstanding(shop.database.sql);
const atRest = () =>
  vi.waitFor(
    async () => {
      expect(await outstanding()).toMatchObject({ jobsOutstanding: 0, ordersToRefetch: 0 });
    },
    { timeout: 20_000, interval: 100 },
  );
const earned = async () => {
  const [row] = await shop.database.sql.query<{ sum: string | null }>(
    "SELECT sum(pending + available) AS sum FROM balances",
  );
  return Number(row?.sum ?? 0);
};

describe("the worker", () => {
  it("schedules every job", async () => {
    await work();
    const schedules = await boss().getSchedules();
    expect(schedules.map(({ name, cron }) => [name, cron]).sort()).toEqual(
      JOBS.map(({ name, cron }) => [name, cron]).sort(),
    );
  });

  it("reads a marked order at once", async () => {
    await work();
    await edited(await order());
    await atRest();
    expect(await earned()).toBe(10);
  });

  it("is told of a mark in the transaction that makes it, or not at all", async () => {
    await work();
    const undone = inTransaction(shop.database.db, async (tx) => {
      await enqueueMarked(boss())(tx, shop.shop, [orderId("1")]);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await boss().findJobs("refetch-order")).toEqual([]);
  });

  it("finds marks of which nobody told it, and enqueues none twice", async () => {
    await edited(await order(), false);
    await work();
    const swept = await Promise.all([1, 2, 3].map(() => sweepMarked(boss(), shop.database.db)));
    expect(swept.reduce((sum, { enqueued }) => sum + enqueued, 0)).toBe(1);
    await atRest();
    expect(await earned()).toBe(10);
  });

  it("tries again, after a pause, what Shopify did not answer", async () => {
    let refusals = 1;
    await work({
      readerOf: (of) => {
        const reader = shop.context.readerOf(of);
        const answer = (id: OrderId) =>
          refusals-- > 0 ? Promise.reject(new Error("502")) : reader.order(id);
        return { ...reader, order: answer };
      },
    });
    await edited(await order());
    await vi.waitFor(async () => {
      expect(await boss().findJobs("refetch-order")).toMatchObject([{ state: "retry" }]);
    }, 10_000);
    expect((await outstanding()).jobsOutstanding).toBe(1);
    await atRest();
    expect(await earned()).toBe(10);
  });

  it("leaves an order that Shopify does not show to a person, and asks no more", async () => {
    await work();
    const facts = orderFacts([line("1", 100_000n)], {
      orderId: orderId("901"),
      customerId: customerId("1"),
      processedAt: LONG_AGO,
      paidAt: LONG_AGO,
      updatedAt: LONG_AGO,
    });
    await accrueOrders(shop.database.db, shop.shop, [{ kind: "state", facts }], new Date());
    await edited("901");
    await atRest();
    expect(await outstanding()).toMatchObject({ ordersGivenUp: 1 });
    expect(await boss().findJobs("dead-letters")).toMatchObject([
      { data: { shop: shop.shop, orderId: "901" } },
    ]);
    expect(await sweepMarked(boss(), shop.database.db)).toEqual({ enqueued: 0 });
    expect(await earned()).toBe(10);
  });

  it("reconciles shop by shop when the schedule strikes", async () => {
    await shop.database.sql.query("UPDATE shops SET installed_at = '2026-11-01'");
    const before = await earned();
    await order();
    await work();
    await boss().send("reconcile-orders", {});
    await vi.waitFor(async () => {
      expect(await earned()).toBeGreaterThan(before);
    }, 20_000);
  });

  it("forgets a redacted shop's jobs", async () => {
    await work({ readerOf: () => expect.fail("a redacted shop is asked nothing") });
    await boss().send("reconcile-orders", { shop: shop.shop }, { startAfter: 3600 });
    await inTransaction(shop.database.db, (tx) => redactShop(tx, shop.shop, new Date()));
    expect(await boss().findJobs("reconcile-orders")).toEqual([]);
  });
});

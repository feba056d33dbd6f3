import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { jobNamed } from "../../app/jobs/jobs.server.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { useShopOnDevStore } from "../support/shop-on-dev-store.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const FUTURE = new Date("2030-01-01T00:00:00Z");

const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const shop = useShopOnDevStore(store, new Date("2026-11-01T12:00:00Z"));

/** What `npm run job -- NAME --at FUTURE` does, by a clock that says NOW. */
const runAsOfFuture = (name: string) =>
  jobNamed(name)?.run({ ...shop.context, now: () => NOW }, shop.shop, FUTURE);

const MADE = z.object({ order: z.object({ id: z.coerce.string() }) });

it("what is heard from Shopify is recorded when it is heard, whatever a job is run as of", async () => {
  const made = await store.control("POST", "/orders", {
    customer: { email: "anna@example.com" },
    at: "2026-11-10T09:00:00Z",
    financial_status: "paid",
    line_items: [{ title: "Brake disc", price: "1000.00", quantity: 1 }],
  });
  const { sql } = shop.database;
  expect(await runAsOfFuture("reconcile-orders")).toMatchObject({ orders: 1, transfers: 1 });

  await store.control("DELETE", `/orders/${MADE.parse(made).order.id}`, undefined);
  expect(await runAsOfFuture("find-deleted-orders")).toEqual({ orders: 1, missing: 1 });
  expect(await sql.query("SELECT refetch_since FROM orders")).toEqual([{ refetch_since: NOW }]);

  expect(await runAsOfFuture("refetch-orders")).toEqual({ deleted: 1 });
  expect(await sql.query("SELECT deleted_at FROM orders")).toEqual([{ deleted_at: NOW }]);
  expect(await sql.query("SELECT code, recorded_at FROM transfers ORDER BY seq")).toEqual([
    { code: "earn", recorded_at: NOW },
    { code: "clawback", recorded_at: NOW },
  ]);
});

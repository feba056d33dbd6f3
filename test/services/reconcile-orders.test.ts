import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { customerId } from "../../app/domain/ids.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { customerDeleted } from "../../app/services/customer-topics.server.ts";
import { reconcileOrders } from "../../app/services/reconcile-orders.server.ts";
import { refetchMarkedOrders } from "../../app/services/refetch-orders.server.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { useShopOnDevStore } from "../support/shop-on-dev-store.ts";

const INSTALLED = new Date("2026-11-01T12:00:00Z");
const NOW = new Date("2026-11-21T12:00:00Z");

const store = useRunningDevStore();
// Every webhook is lost: what the app knows, it has from the Admin API.
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const shop = useShopOnDevStore(store, INSTALLED);

const ORDER = z.object({
  order: z.object({
    admin_graphql_api_id: z.string(),
    line_items: z.array(z.object({ id: z.unknown() })),
  }),
});
const idOf = (gid: string) => gid.slice(gid.lastIndexOf("/") + 1);

async function customer(email: string): Promise<string> {
  const made = await store.control("POST", "/customers", { email });
  return idOf(
    z.object({ customer: z.object({ admin_graphql_api_id: z.string() }) }).parse(made).customer
      .admin_graphql_api_id,
  );
}

async function order(of: string, price: string, at = "2026-11-10T09:00:00Z"): Promise<string> {
  const body = {
    customer_id: of,
    at,
    financial_status: "paid",
    line_items: [{ title: "Brake disc", price, quantity: 1 }],
  };
  return idOf(ORDER.parse(await store.control("POST", "/orders", body)).order.admin_graphql_api_id);
}

const reconcile = (now = NOW) =>
  reconcileOrders(shop.database.db, shop.context.readerOf(shop.shop), shop.shop, now);

describe("reconciliation", () => {
  it("heals what lost webhooks should have told: orders, refunds and cancellations", async () => {
    const anna = await customer("anna@example.com");
    const first = await order(anna, "1000.00");
    await order(anna, "500.00");
    expect(await reconcile()).toMatchObject({ orders: 2, transfers: 2, outOfReachBefore: null });
    expect(await shop.database.points(shop.shop, anna)).toBe(15n);

    await store.control("POST", `/orders/${first}/cancel`, { at: "2026-11-11T09:00:00Z" });
    await reconcile();
    expect(await shop.database.points(shop.shop, anna)).toBe(5n);
    expect(await shop.database.difference()).toBeNull();
  });

  it("posts nothing twice, though what is near the cursor is read again", async () => {
    const anna = await customer("anna2@example.com");
    await order(anna, "1000.00", "2026-11-12T09:00:00Z");
    await reconcile();
    const again = await reconcile();
    expect(again?.transfers).toBe(0);
    expect(again?.orders).toBeGreaterThan(0);
    expect(await shop.database.points(shop.shop, anna)).toBe(10n);
  });

  it("takes up after an interruption where it stopped", async () => {
    const anna = await customer("anna3@example.com");
    for (let n = 0; n < 60; n += 1) await order(anna, "100.00", "2026-11-13T09:00:00Z");
    const reader = shop.context.readerOf(shop.shop);
    let pages = 0;
    const failing = {
      ...reader,
      ordersUpdatedSince: (since: Date, after: string | null) => {
        pages += 1;
        if (pages > 2) throw new Error("the process has died");
        return reader.ordersUpdatedSince(since, after);
      },
    };
    await expect(reconcileOrders(shop.database.db, failing, shop.shop, NOW)).rejects.toThrow(
      "the process has died",
    );
    const partly = await shop.database.points(shop.shop, anna);
    expect(partly).toBeGreaterThan(0n);
    expect(partly).toBeLessThan(60n);
    await reconcile();
    expect(await shop.database.points(shop.shop, anna)).toBe(60n);
  });

  it("starts with the installation: what was done with before it is history", async () => {
    const anna = await customer("anna4@example.com");
    await order(anna, "1000.00", "2026-10-20T09:00:00Z");
    await reconcile();
    expect(await shop.database.points(shop.shop, anna)).toBeNull();
  });

  it("merges members when an order has passed on and its earlier customer is gone", async () => {
    const [anna, annika] = [await customer("a5@example.com"), await customer("b5@example.com")];
    await order(anna, "1000.00", "2026-11-14T09:00:00Z");
    await order(annika, "500.00", "2026-11-14T09:00:00Z");
    await reconcile();
    await store.control("POST", `/customers/${anna}/merge`, { into: annika });
    expect((await reconcile())?.merges).toBe(1);
    expect(await shop.database.points(shop.shop, annika)).toBe(15n);
    expect(await shop.database.points(shop.shop, anna)).toBe(15n);
    expect(await shop.database.difference()).toBeNull();
  });

  it("moves an order alone when both customers live on", async () => {
    const [anna, boris] = [await customer("a6@example.com"), await customer("b6@example.com")];
    const given = await order(anna, "1000.00", "2026-11-15T09:00:00Z");
    await order(anna, "200.00", "2026-11-15T09:00:00Z");
    await reconcile();
    await store.control("PUT", `/orders/${given}/customer`, { customer_id: boris });
    expect((await reconcile())?.merges).toBe(0);
    expect(await shop.database.points(shop.shop, anna)).toBe(2n);
    expect(await shop.database.points(shop.shop, boris)).toBe(10n);
  });

  it.each([
    ["whose order had passed on before", false],
    ["whose deletion was told of", true],
  ])("takes no deleted customer for a merged one, %s", async (_name, told) => {
    const email = told ? "told" : "untold";
    const [anna, boris] = [
      await customer(`a-${email}@example.com`),
      await customer(`b-${email}@example.com`),
    ];
    const given = await order(anna, "1000.00", "2026-11-16T09:00:00Z");
    await reconcile();
    const gift = { shop: shop.shop, points: 5n, reason: "gift", key: "gift", actor: "test" };
    await adjustPoints(shop.database.db, { ...gift, customerId: customerId(anna) }, NOW);
    await store.control("PUT", `/orders/${given}/customer`, { customer_id: boris });
    if (!told) await reconcile();
    await store.control("DELETE", `/customers/${anna}`);
    if (told) {
      await inTransaction(shop.database.db, (tx) =>
        customerDeleted(tx, shop.shop, customerId(anna), NOW),
      );
    }
    await store.control("POST", `/orders/${given}/cancel`, { at: "2026-11-17T09:00:00Z" });
    expect((await reconcile())?.merges).toBe(0);
    expect(await shop.database.points(shop.shop, anna)).toBe(5n);
  });

  it("leaves an order that cannot be read to a job of its own, asked for once", async () => {
    const anna = await customer("a8@example.com");
    const odd = await order(anna, "1000.00", "2026-11-18T09:00:00Z");
    await order(anna, "200.00", "2026-11-18T09:01:00Z");
    // More refunds than the Admin API lists.
    for (let n = 0; n < 100; n += 1) {
      const refund = { amount: "1.00", at: "2026-11-18T09:02:00Z" };
      await store.control("POST", `/orders/${odd}/refunds`, refund);
    }
    const queued: string[] = [];
    const reader = shop.context.readerOf(shop.shop);
    const run = () =>
      reconcileOrders(shop.database.db, reader, shop.shop, NOW, {
        onMarked: (_tx, _shop, orders) => Promise.resolve(void queued.push(...orders)),
      });
    await run();
    await run();
    expect(queued).toEqual([odd]);
    expect(
      await shop.database.sql.query(
        "SELECT order_id, refetch_reason FROM orders WHERE order_id = $1",
        [odd],
      ),
    ).toEqual([{ order_id: odd, refetch_reason: "unreadable" }]);
    expect(await shop.database.points(shop.shop, anna)).toBe(2n);
    const { db } = shop.database;
    expect(await refetchMarkedOrders(db, shop.context.readerOf, shop.shop, NOW)).toEqual({
      failed: 1,
    });
  });

  it("says from when on it sees orders, where 60 days are all without read_all_orders", async () => {
    const reach = { outOfReachBefore: new Date("2026-12-03T12:00:00Z") };
    const late = new Date("2027-02-01T12:00:00Z");
    expect(await reconcile(late)).toMatchObject({ outOfReachBefore: null });
    await shop.database.sql.query("UPDATE sessions SET scope = 'read_orders,read_customers'");
    expect(await reconcile(late)).toMatchObject(reach);
  });

  it("does nothing for a shop that has removed the app", async () => {
    await shop.database.sql.query("UPDATE shops SET uninstalled_at = now()");
    expect(await reconcile()).toBeNull();
  });
});

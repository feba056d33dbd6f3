import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { customerId, orderId } from "../../app/domain/ids.ts";
import { findDeletedOrders } from "../../app/services/find-deleted-orders.server.ts";
import { reconcileOrders } from "../../app/services/reconcile-orders.server.ts";
import { refetchMarkedOrders } from "../../app/services/refetch-orders.server.ts";
import { day } from "../support/order-examples.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { useShopOnDevStore } from "../support/shop-on-dev-store.ts";

const INSTALLED = new Date("2026-11-01T12:00:00Z");
const NOW = new Date("2026-11-21T12:00:00Z");

const store = useRunningDevStore();
// Every webhook is lost, that of the deletion too.
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const shop = useShopOnDevStore(store, INSTALLED);

const MADE = z.object({
  order: z.object({ id: z.coerce.string(), customer: z.object({ id: z.coerce.string() }) }),
});

async function paidOrder(email: string) {
  const made = await store.control("POST", "/orders", {
    customer: { email },
    at: "2026-11-10T09:00:00Z",
    financial_status: "paid",
    line_items: [{ title: "Brake disc", price: "1000.00", quantity: 1 }],
  });
  const { order } = MADE.parse(made);
  return { id: order.id, customer: order.customer.id };
}

const find = () =>
  findDeletedOrders(shop.database.db, shop.context.readerOf(shop.shop), shop.shop, NOW);

describe("looking for deleted orders", () => {
  it("takes back what an order has earned whose deletion nobody told of", async () => {
    const gone = await paidOrder("anna@example.com");
    const kept = await paidOrder("boris@example.com");
    await reconcileOrders(shop.database.db, shop.context.readerOf(shop.shop), shop.shop, NOW);
    expect(await shop.database.points(shop.shop, gone.customer)).toBe(10n);

    await store.control("DELETE", `/orders/${gone.id}`, undefined);
    expect(await find()).toEqual({ orders: 2, missing: 1 });
    // Once is no proof: the order is read again before anything is taken.
    expect(await shop.database.points(shop.shop, gone.customer)).toBe(10n);
    await refetchMarkedOrders(shop.database.db, shop.context.readerOf, shop.shop, NOW);
    expect(await shop.database.points(shop.shop, gone.customer)).toBe(0n);
    expect(await shop.database.points(shop.shop, kept.customer)).toBe(10n);
    expect(await shop.database.difference()).toBeNull();
    expect(await find()).toEqual({ orders: 1, missing: 0 });
  });

  it("asks nothing about orders that Shopify shows to nobody any more", async () => {
    const facts = {
      orderId: orderId("1"),
      customerId: customerId("77"),
      processedAt: new Date("2026-09-01T00:00:00Z"),
      updatedAt: day(2),
    };
    const before = await find();
    await shop.database.order(shop.shop, "1", facts, NOW);
    expect(await find()).toEqual(before);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { customerId, orderId, refundId, type OrderId } from "../../app/domain/ids.ts";
import { minor } from "../../app/domain/money.ts";
import type { OrderEvent } from "../../app/domain/order/order.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { refetchMarkedOrders, refetchOrders } from "../../app/services/refetch-orders.server.ts";
import { line, orderFacts, refundOf } from "../support/order-examples.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { useShopOnDevStore } from "../support/shop-on-dev-store.ts";

const INSTALLED = new Date("2026-06-01T12:00:00Z");
const PLACED = new Date("2026-11-10T09:00:00Z");
const MARKED = new Date("2026-11-21T12:00:00Z");
const NOW = new Date("2026-11-21T12:05:00Z");
const WITHOUT_ALL_ORDERS = "read_orders,read_customers";

const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));

const ids = z.object({ admin_graphql_api_id: z.string() });
const idOf = (made: z.output<typeof ids>) =>
  made.admin_graphql_api_id.slice(made.admin_graphql_api_id.lastIndexOf("/") + 1);

async function customer(): Promise<string> {
  return idOf(
    z.object({ customer: ids }).parse(await store.control("POST", "/customers", {})).customer,
  );
}

async function order(of: string, price: string): Promise<string> {
  const made = await store.control("POST", "/orders", {
    customer_id: of,
    at: PLACED.toISOString(),
    financial_status: "paid",
    line_items: [{ title: "Brake disc", price, quantity: 1 }],
  });
  return idOf(z.object({ order: ids }).parse(made).order);
}

/** What a webhook of the order says, right or wrong. */
const says = (id: string, of: string, totalMinor: bigint, updatedAt = PLACED): OrderEvent => ({
  kind: "state",
  facts: orderFacts([line("1", totalMinor)], {
    orderId: orderId(id),
    customerId: customerId(of),
    processedAt: updatedAt,
    updatedAt,
    paidAt: updatedAt,
  }),
});

describe("an order that is in doubt", () => {
  const shop = useShopOnDevStore(store, INSTALLED);
  const hear = (...events: OrderEvent[]) =>
    accrueOrders(shop.database.db, shop.shop, events, MARKED);
  const refetch = (id: string) =>
    refetchOrders(
      shop.database.db,
      shop.context.readerOf(shop.shop),
      shop.shop,
      [orderId(id)],
      NOW,
    ).then((outcomes) => outcomes.get(orderId(id)));
  const waiting = () =>
    shop.database.sql.query("SELECT order_id FROM orders WHERE refetch_since IS NOT NULL");

  it("is decided by the Admin API when two webhooks of one second contradict each other", async () => {
    const anna = await customer();
    const id = await order(anna, "1000.00");
    const later = new Date("2026-11-10T09:00:00Z");
    await hear(says(id, anna, 70_000n, later), says(id, anna, 90_000n, later));
    expect(await waiting()).toHaveLength(1);
    expect(await refetch(id)).toEqual({ kind: "settled" });
    expect(await shop.database.points(shop.shop, anna)).toBe(10n);
    expect(await waiting()).toEqual([]);
    expect(await shop.database.difference()).toBeNull();
  });

  it("is read when only its edit or its refund has been heard of", async () => {
    const anna = await customer();
    const [edited, refunded] = [await order(anna, "300.00"), await order(anna, "400.00")];
    const refund = refundOf("1", [], { id: refundId("99"), discrepancyMinor: minor(0n) });
    await hear(
      { kind: "edited", orderId: orderId(edited) },
      { kind: "refund", orderId: orderId(refunded), refund },
    );
    const { db } = shop.database;
    expect(await refetchMarkedOrders(db, shop.context.readerOf, null, NOW)).toEqual({ settled: 2 });
    expect(await shop.database.points(shop.shop, anna)).toBe(7n);
  });

  it("loses its points when Shopify no longer has it", async () => {
    const anna = await customer();
    const id = await order(anna, "1000.00");
    await hear(says(id, anna, 100_000n), { kind: "edited", orderId: orderId(id) });
    await store.control("DELETE", `/orders/${id}`);
    expect(await refetch(id)).toEqual({ kind: "deleted" });
    expect(await shop.database.points(shop.shop, anna)).toBe(0n);
    expect(await waiting()).toEqual([]);
  });

  it("stays marked when it is marked anew while it is being read", async () => {
    const anna = await customer();
    const id = await order(anna, "1000.00");
    await hear({ kind: "edited", orderId: orderId(id) });
    const reader = shop.context.readerOf(shop.shop);
    const interrupted = {
      ...reader,
      order: async (asked: OrderId) => {
        const facts = await reader.order(asked);
        const again: OrderEvent = { kind: "edited", orderId: orderId(id) };
        await accrueOrders(shop.database.db, shop.shop, [again], new Date(NOW.getTime() + 1000));
        return facts;
      },
    };
    const outcomes = await refetchOrders(
      shop.database.db,
      interrupted,
      shop.shop,
      [orderId(id)],
      NOW,
    );
    expect(outcomes.get(orderId(id))).toEqual({ kind: "marked_again" });
    expect(await waiting()).toHaveLength(1);
    expect(await shop.database.points(shop.shop, anna)).toBe(10n);
  });

  it("stays marked while Shopify does not answer, and the others are read", async () => {
    const anna = await customer();
    const [lost, found] = [await order(anna, "300.00"), await order(anna, "400.00")];
    await hear(
      { kind: "edited", orderId: orderId(lost) },
      { kind: "edited", orderId: orderId(found) },
    );
    const reader = shop.context.readerOf(shop.shop);
    const outcomes = await refetchOrders(
      shop.database.db,
      {
        ...reader,
        order: (id) => (id === lost ? Promise.reject(new Error("502")) : reader.order(id)),
      },
      shop.shop,
      [orderId(lost), orderId(found)],
      NOW,
    );
    expect([...outcomes.values()]).toEqual([
      { kind: "failed", reason: "502" },
      { kind: "settled" },
    ]);
    expect(await waiting()).toEqual([{ order_id: lost }]);
  });
});

describe("without read_all_orders", () => {
  const shop = useShopOnDevStore(store, INSTALLED, WITHOUT_ALL_ORDERS);
  const refetch = async (id: string, age: OrderEvent) => {
    await accrueOrders(
      shop.database.db,
      shop.shop,
      [age, { kind: "edited", orderId: orderId(id) }],
      MARKED,
    );
    const reader = shop.context.readerOf(shop.shop);
    const outcomes = await refetchOrders(shop.database.db, reader, shop.shop, [orderId(id)], NOW);
    return outcomes.get(orderId(id));
  };

  it("takes no answer for a deletion only of orders that are surely younger than 60 days", async () => {
    const old = new Date(NOW.getTime() - 59.5 * 24 * 60 * 60 * 1000);
    expect(await refetch("901", says("901", "1", 100_000n, old))).toEqual({ kind: "out_of_reach" });
    expect(await shop.database.points(shop.shop, "1")).toBe(10n);
    expect(await refetch("902", says("902", "2", 100_000n))).toEqual({ kind: "deleted" });
    expect(await shop.database.points(shop.shop, "2")).toBe(0n);
  });
});

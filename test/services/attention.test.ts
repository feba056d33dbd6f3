import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { countAttention } from "../../app/db/attention-queries.server.ts";
import { markOrders } from "../../app/db/refetch-queries.server.ts";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { POINTS_DISCOUNT_TITLE } from "../../app/domain/discount-titles.ts";
import { customerId, orderId, type OrderId } from "../../app/domain/ids.ts";
import { points } from "../../app/domain/points.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { attend, type AttentionAct } from "../../app/services/attend.server.ts";
import { ensureMembers } from "../../app/services/ensure-members.server.ts";
import { holdPoints } from "../../app/services/hold-points.server.ts";
import { installParts } from "../../app/services/install-parts.server.ts";
import { viewAttention } from "../../app/services/view-attention.server.ts";
import { holdMetafields } from "../../app/shopify/hold-metafield.server.ts";
import { delivery, insertDeliveries } from "../support/deliveries.ts";
import { newCustomer } from "../support/dev-store-customers.ts";
import { metafieldOf } from "../support/hold-metafield-of.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { shopDiscounts } from "../support/shop-discounts.ts";
import { useShopOnDevStore } from "../support/shop-on-dev-store.ts";
import { OTHER_SHOP } from "../support/shop-with-orders.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const HOLD = "0199f9a0-0000-7000-8000-000000000001";

const store = useRunningDevStore();
const shop = useShopOnDevStore(store, new Date("2026-11-01T12:00:00Z"));
beforeEach(() => store.control("PUT", "/faults", { lose: 1 }));

const admin = () => shop.context.adminOf(shop.shop);
const look = () => viewAttention(shop.database.db, admin());
const count = () => countAttention(shop.database.sql, shop.shop);
const act = (one: AttentionAct) =>
  attend(
    {
      db: shop.database.db,
      admin: admin(),
      reader: shop.context.readerOf(shop.shop),
      now: NOW,
    },
    one,
  );

const ids = z.object({ order: z.object({ admin_graphql_api_id: z.string() }) });
/** An order at Shopify, of which Kopilka has heard. */
async function order(): Promise<OrderId> {
  const made = await store.control("POST", "/orders", {
    customer: {},
    financial_status: "paid",
    at: "2026-11-20T09:00:00Z",
    line_items: [{ title: "Brake disc", price: "1000.00", quantity: 1 }],
  });
  const id = ids.parse(made).order.admin_graphql_api_id.replace(/^.*\//, "");
  await heardOf(id, "77");
  return orderId(id);
}
const heardOf = (id: string, customer: string) => {
  const placed = new Date("2026-11-20T09:00:00Z");
  const facts = { customerId: customerId(customer), processedAt: placed, paidAt: placed };
  return shop.database.order(shop.shop, id, facts, NOW);
};
const captured = (id: OrderId, capture: "late" | "unmatched") => {
  const taken = capture === "late" ? "5, 500, '[]', 0" : "NULL, NULL, NULL, NULL";
  return shop.database.sql.query(
    `UPDATE orders SET hold_id = '${HOLD}', capture = $2,
            (captured_points, captured_minor, captured_lines, restored_points) = (${taken})
      WHERE order_id = $1`,
    [id, capture],
  );
};
const mark = (id: OrderId) =>
  inTransaction(shop.database.db, (tx) => markOrders(tx, shop.shop, [id], "unreadable", NOW));

it("is empty where all is well", async () => {
  await order();
  expect(await count()).toBe(0);
  expect(await look()).toMatchObject({ captures: [], owed: [], stuck: [], dead: [], parts: [] });
});

it("lists orders whose points were taken late, or not at all, until somebody has seen them", async () => {
  const [late, unmatched] = [await order(), await order()];
  await captured(late, "late");
  await captured(unmatched, "unmatched");
  expect(await count()).toBe(2);
  const { captures } = await look();
  expect(captures).toContainEqual(
    expect.objectContaining({ orderId: late, capture: "late", capturedPoints: 5n }),
  );
  expect(captures.every(({ holderId }) => holderId !== null)).toBe(true);
  expect(await act({ kind: "seen", order: late })).toBe("seen");
  expect(await act({ kind: "seen", order: late })).toBe("gone");
  expect((await look()).captures.map((one) => one.orderId)).toEqual([unmatched]);
  expect(await count()).toBe(1);
});

it("lists who owes points, those who owe most first, with the way to the member", async () => {
  await order();
  await heardOf("900", "78");
  const owes = (customer: string, owed: number) =>
    shop.database.sql.query(
      `UPDATE balances b SET owed = $2 FROM customers c
        WHERE c.customer_id = $1 AND b.shop = c.shop AND b.holder_id = c.holder_id`,
      [customer, owed],
    );
  await owes("77", 3);
  await owes("78", 40);
  const { owed, counts } = await look();
  expect(owed.map((one) => [one.customerId, one.owed])).toEqual([
    ["78", 40n],
    ["77", 3n],
  ]);
  expect(counts.owed).toBe(2);
});

it("lists orders that wait though Shopify was asked in vain, until it says what it was asked", async () => {
  const id = await order();
  const since = new Date("2026-11-20T10:00:00Z");
  await shop.database.sql.query("UPDATE orders SET waiting_since = $2 WHERE order_id = $1", [
    id,
    since,
  ]);
  expect((await look()).waiting).toEqual([]);
  const queue = JSON.stringify({ policy: "standard" });
  await shop.database.sql.query("SELECT pgboss.create_queue('fetch-surroundings', $1::jsonb)", [
    queue,
  ]);
  await shop.database.sql.query(
    `INSERT INTO pgboss.job (name, data, state, singleton_key, completed_on)
     VALUES ('fetch-surroundings', '{}', 'failed', $1, $2)`,
    [shop.shop, since],
  );
  expect((await look()).waiting).toMatchObject([{ orderId: id, since }]);
  expect(await count()).toBe(1);
  expect(await act({ kind: "fetch" })).toBe("read");
  expect(await count()).toBe(0);
});

describe("an order that cannot be read", () => {
  it("is read again, and leaves the list once Shopify has decided", async () => {
    const id = await order();
    await mark(id);
    expect((await look()).stuck.map((one) => one.orderId)).toEqual([id]);
    expect(await act({ kind: "read", order: id })).toBe("read");
    expect(await count()).toBe(0);
  });

  it("stays on the list while it still cannot be", async () => {
    const id = await order();
    await mark(id);
    // More refunds than the Admin API lists.
    for (let n = 0; n < 100; n += 1) {
      await store.control("POST", `/orders/${id}/refunds`, { amount: "1.00" });
    }
    expect(await act({ kind: "read", order: id })).toBe("not_read");
    expect(await count()).toBe(1);
  });
});

it("an order that is read again and takes its hold takes it off the customer at once", async () => {
  const { database, context, shop: name } = shop;
  const anna = await newCustomer(store);
  await inTransaction(database.db, (tx) => ensureMembers(tx, name, [anna], NOW));
  const whose = { shop: name, customerId: anna };
  const gift = { points: 500n, reason: "gift", key: "gift", actor: "test" };
  await adjustPoints(database.db, { ...whose, ...gift }, NOW);
  const metafields = holdMetafields(context.adminOf(name));
  const asked = { ...whose, points: points(300n) };
  const made = await holdPoints(database.db, metafields, asked, NOW);
  if (made.kind !== "held") throw new Error(made.kind);
  const { holdId: hold, code } = made.hold;
  const placed = await store.control("POST", "/orders", {
    customer: { id: anna },
    line_items: [{ title: "Brake disc", price: "1000.00", quantity: 1 }],
    paid_with_points: { hold, amount: "300.00", title: `Points · ${code}` },
  });
  const id = orderId(ids.parse(placed).order.admin_graphql_api_id.replace(/^.*\//, ""));
  await heardOf(id, anna);
  expect(await metafieldOf(store, anna)).toMatchObject({ id: hold });
  expect(await act({ kind: "read", order: id })).toBe("read");
  const { sql } = database;
  expect(await sql.query("SELECT state FROM holds")).toEqual([{ state: "captured" }]);
  expect(await metafieldOf(store, anna)).toBeNull();
});

describe("a delivery that has failed for good", () => {
  const refused = async (facts: string | null) => {
    const one = delivery({
      shop: shop.shop,
      topic: "orders/updated",
      receivedAt: NOW,
      facts,
      refusal: "total_price is no amount",
    });
    await insertDeliveries(shop.database.db, [one]);
    const [dead] = (await look()).dead;
    if (!dead) throw new Error("nothing is dead");
    return dead;
  };

  it("is shown with what it failed at, and run again", async () => {
    const dead = await refused(null);
    expect(dead).toMatchObject({ error: "total_price is no amount", isReadable: true });
    expect(await act({ kind: "forget", delivery: dead.deliveryId })).toBe("gone");
    expect(await act({ kind: "again", delivery: dead.deliveryId })).toBe("queued");
    expect(await count()).toBe(0);
    expect(await act({ kind: "again", delivery: dead.deliveryId })).toBe("gone");
  });

  it("can only be struck off once nothing is left of it", async () => {
    const dead = await refused(null);
    await shop.database.sql.query("UPDATE deliveries SET body = NULL");
    expect((await look()).dead).toMatchObject([{ isReadable: false }]);
    expect(await act({ kind: "again", delivery: dead.deliveryId })).toBe("gone");
    expect(await count()).toBe(1);
    expect(await act({ kind: "forget", delivery: dead.deliveryId })).toBe("seen");
    expect(await count()).toBe(0);
  });
});

describe("a discount", () => {
  const discounts = () => shopDiscounts(admin());
  beforeEach(async () => {
    await discounts().removeAll();
    await installParts(shop.database.db, admin(), shop.shop, NOW);
  });

  it("that was switched off is told, and is on again after one click", async () => {
    await discounts().deactivate((await discounts().titled(POINTS_DISCOUNT_TITLE)).id);
    expect(await count()).toBe(0);
    expect(await act({ kind: "check" })).toBe("checked");
    expect((await look()).parts).toMatchObject([{ part: "points_discount", problem: "inactive" }]);
    expect(await act({ kind: "repair", part: "points_discount" })).toBe("repaired");
    expect(await count()).toBe(0);
    expect(await discounts().titled(POINTS_DISCOUNT_TITLE)).toMatchObject({ isActive: true });
  });

  it("that Shopify refuses is told in Shopify's words, and tried again when asked", async () => {
    await discounts().removeAll();
    await act({ kind: "check" });
    const refusal = { code: "MAX_APP_DISCOUNTS", message: "You have 25 of them" };
    const faults = { lose: 1, refuse_mutation: { discountAutomaticAppCreate: refusal } };
    await store.control("PUT", "/faults", faults);
    expect(await act({ kind: "repair", part: "points_discount" })).toBe("not_repaired");
    const told = (await look()).parts.find(({ part }) => part === "points_discount");
    expect(told).toMatchObject({ problem: "refused" });
    expect(told?.detail).toContain("You have 25 of them");
    await store.control("PUT", "/faults", { lose: 1 });
    expect(await act({ kind: "repair", part: "points_discount" })).toBe("repaired");
    expect(await act({ kind: "repair", part: "perks_discount" })).toBe("repaired");
    expect(await act({ kind: "repair", part: "stamps_discount" })).toBe("repaired");
    expect(await count()).toBe(0);
  });
});

it("shows nothing of one shop to another", async () => {
  const id = await order();
  await captured(id, "unmatched");
  await mark(id);
  await shop.database.install(OTHER_SHOP, NOW);
  expect(await countAttention(shop.database.sql, OTHER_SHOP)).toBe(0);
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { customerId, refundId } from "../../../app/domain/ids.ts";
import { minor } from "../../../app/domain/money.ts";
import type { OrderFacts } from "../../../app/domain/order/order.ts";
import { awards, programWith, publish } from "../../support/awards.ts";
import { day, refundOf } from "../../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../../support/shop-with-orders.ts";

const ANNA = "501";

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

/** Anna's order of 1,000 roubles on a day of January, paid that day, as it is known on another. */
const order = (id: string, on: number, facts: Partial<OrderFacts> = {}, known = on) =>
  shop.order(
    SHOP,
    id,
    {
      customerId: customerId(ANNA),
      processedAt: day(on),
      paidAt: day(on),
      updatedAt: day(known),
      ...facts,
    },
    day(known),
  );

describe("Other earn rules: milestone (n-th order, total spent)", () => {
  const rules = [
    { kind: "milestone_orders", id: "third", points: 300, orders: 3 },
    { kind: "milestone_orders", id: "each", points: 20, orders: 2, every: true },
    { kind: "milestone_spend", id: "big", points: 1000, amount: "2500.00" },
  ];

  it("gives points with the order that makes it, in whatever order orders are heard of", async () => {
    await publish(shop, SHOP, programWith(rules), day(1));
    await order("3", 4);
    await order("1", 2, {}, 5);
    expect(await awards(shop, SHOP, ANNA)).toEqual({ "milestone_orders/every/2/2": 20n });
    await order("2", 3, {}, 6);
    await order("2", 3, {}, 6);
    expect(await awards(shop, SHOP, ANNA)).toEqual({
      "milestone_orders/every/2/2": 20n,
      "milestone_orders/3": 300n,
      "milestone_spend/250000": 1000n,
    });
    const rows = await shop.sql.query<{ award_key: string; at: Date }>(
      "SELECT award_key, at FROM awards ORDER BY award_key",
    );
    expect(Object.fromEntries(rows.map((row) => [row.award_key, row.at]))).toEqual({
      "milestone_orders/every/2/2": day(3),
      "milestone_orders/3": day(4),
      "milestone_spend/250000": day(4),
    });
  });

  it("takes back what a cancellation undoes, and gives it again with the next order, nothing twice", async () => {
    await publish(shop, SHOP, programWith(rules), day(1));
    for (const id of ["1", "2", "3"]) await order(id, Number(id) + 1);
    expect((await awards(shop, SHOP, ANNA))["milestone_orders/3"]).toBe(300n);
    await order("2", 3, { cancelledAt: day(6) }, 6);
    expect(await awards(shop, SHOP, ANNA)).toMatchObject({
      "milestone_orders/3": 0n,
      "milestone_spend/250000": 0n,
      "milestone_orders/every/2/2": 20n,
    });
    await order("4", 7);
    expect(await awards(shop, SHOP, ANNA)).toMatchObject({
      "milestone_orders/3": 300n,
      "milestone_spend/250000": 1000n,
    });
    // Three orders of 10 points, and the three milestones.
    expect(await shop.points(SHOP, ANNA)).toBe(30n + 300n + 20n + 1000n);
  });

  it("counts refunds out of what was spent, and an order refunded in full out of the orders", async () => {
    await publish(shop, SHOP, programWith(rules), day(1));
    for (const id of ["1", "2", "3"]) await order(id, Number(id) + 1);
    const half = refundOf("r1", [["1", 1, 100_000n]], {
      at: day(8),
      discrepancyMinor: minor(40_000n),
    });
    await order("3", 4, { refunds: [{ ...half, id: refundId("81") }] }, 8);
    expect(await awards(shop, SHOP, ANNA)).toMatchObject({
      "milestone_orders/3": 300n,
      "milestone_spend/250000": 0n,
    });
    const all = refundOf("82", [["1", 1, 100_000n]], { at: day(9) });
    await order("2", 3, { refunds: [all] }, 9);
    expect(await awards(shop, SHOP, ANNA)).toMatchObject({ "milestone_orders/3": 0n });
  });

  it("goes by the rules of when it was reached", async () => {
    await publish(shop, SHOP, programWith(rules), day(1));
    await order("1", 2);
    await order("2", 3);
    await publish(shop, SHOP, programWith([{ ...rules[0], points: 7 }]), day(4));
    await order("3", 5);
    expect(await awards(shop, SHOP, ANNA)).toEqual({
      "milestone_orders/every/2/2": 20n,
      "milestone_orders/3": 7n,
    });
    await publish(shop, SHOP, programWith([]), day(6));
    await order("4", 7);
    expect(await awards(shop, SHOP, ANNA)).toMatchObject({ "milestone_orders/3": 7n });
  });

  it("does not count unpaid, test and deleted orders", async () => {
    await publish(shop, SHOP, programWith(rules), day(1));
    await order("1", 2);
    await order("2", 3, { paidAt: null });
    await order("3", 4, { test: true });
    expect(await awards(shop, SHOP, ANNA)).toEqual({});
  });
});

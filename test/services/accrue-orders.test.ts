import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { customerId, orderId } from "../../app/domain/ids.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { amountRefund, day, line, orderFacts, program } from "../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const ANNA = customerId("7000000000001");

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

const balance = async (customer = ANNA) => {
  const member = await viewMember(shop.db, SHOP, customer);
  return member && [member.pending, member.available, member.held, member.owed];
};
const transfers = () =>
  shop.sql.query<{ code: string; amount: bigint; program_version: number }>(
    "SELECT code, amount, program_version FROM transfers ORDER BY recorded_at, seq",
  );
const publish = (points: bigint, at: Date) =>
  publishProgram(
    shop.db,
    { shop: SHOP, program: program({ rate: [points, 100_00n] }), by: "t" },
    at,
  );

describe("the program of an order", () => {
  it("is the version that was in force when the order was placed, whenever it is heard of", async () => {
    await publish(2n, day(10));
    await publish(3n, day(20));
    for (const [id, placed] of [
      ["1", day(9)],
      ["2", day(10)],
      ["3", day(19, 59)],
      ["4", day(20)],
    ] as const)
      await shop.order(
        SHOP,
        id,
        { processedAt: placed, paidAt: day(25), updatedAt: day(25) },
        day(30),
      );
    expect((await transfers()).map((one) => [one.amount, one.program_version])).toEqual([
      [10n, 1],
      [20n, 2],
      [20n, 2],
      [30n, 3],
    ]);
  });

  it("stays the order's own when it is edited or refunded under a later one", async () => {
    await shop.order(SHOP, "1", {}, day(3));
    await publish(5n, day(10));
    await shop.order(SHOP, "1", { totalMinor: 150_000n, updatedAt: day(11) }, day(11));
    expect(await balance()).toEqual([15n, 0n, 0n, 0n]);
  });

  it("is none for an order from before the first, which earns nothing and enrols nobody", async () => {
    await shop.order(SHOP, "1", { processedAt: day(-1) }, day(3));
    expect(await balance()).toBeUndefined();
    expect(await transfers()).toEqual([]);
  });
});

describe("an order's points", () => {
  it("wait for its payment in full", async () => {
    await shop.order(SHOP, "1", { paidAt: null }, day(2));
    expect(await balance()).toEqual([0n, 0n, 0n, 0n]);
    const [order] = await shop.sql.query("SELECT award, target FROM orders");
    expect(order).toEqual({ award: 10n, target: 0n });
    await shop.order(SHOP, "1", { paidAt: day(4), updatedAt: day(4) }, day(4));
    expect(await balance()).toEqual([10n, 0n, 0n, 0n]);
  });

  it("are posted once however often the order is told, alone or in one batch", async () => {
    const told = { kind: "state", facts: orderFacts([line("1", 100_000n)]) } as const;
    await accrueOrders(shop.db, SHOP, [told, told], day(2));
    const again = await accrueOrders(shop.db, SHOP, [told, told, told], day(3));
    expect(again).toMatchObject({ orders: 1, transfers: 0 });
    expect(await balance()).toEqual([10n, 0n, 0n, 0n]);
  });

  it("follow a refund that comes before the order itself", async () => {
    const refund = amountRefund("5", 40_000n);
    const id = orderId("1");
    const first = await accrueOrders(
      shop.db,
      SHOP,
      [{ kind: "refund", orderId: id, refund }],
      day(2),
    );
    expect(first).toEqual({ orders: 1, transfers: 0, marked: [id] });
    await shop.order(SHOP, "1", {}, day(3));
    expect(await balance()).toEqual([6n, 0n, 0n, 0n]);
  });

  it("go, though they have matured and been told of again, when the order is cancelled", async () => {
    await shop.order(SHOP, "1", {}, day(2));
    await maturePoints(shop.db, SHOP, day(20));
    expect(await balance()).toEqual([0n, 10n, 0n, 0n]);
    await shop.order(SHOP, "1", { cancelledAt: day(21), updatedAt: day(21) }, day(21));
    await shop.order(SHOP, "1", { updatedAt: day(20) }, day(22));
    await shop.order(SHOP, "1", { updatedAt: day(22) }, day(22));
    expect(await balance()).toEqual([0n, 0n, 0n, 0n]);
  });

  it("are dated by what happened, not by when we heard of it", async () => {
    await shop.order(SHOP, "1", { paidAt: day(2), updatedAt: day(4) }, day(9));
    const paidAt = day(2);
    await shop.order(SHOP, "1", { paidAt, totalMinor: 50_000n, updatedAt: day(7) }, day(9));
    const dates = await shop.sql.query("SELECT event_at, recorded_at FROM transfers ORDER BY seq");
    expect(dates).toEqual([
      { event_at: day(2), recorded_at: day(9) },
      { event_at: day(7), recorded_at: day(9) },
    ]);
  });

  it("mature earlier when an earlier payment becomes known", async () => {
    await shop.order(SHOP, "1", { paidAt: day(6), updatedAt: day(6) }, day(6));
    await shop.order(SHOP, "1", { paidAt: day(3), updatedAt: day(5) }, day(7));
    await maturePoints(shop.db, SHOP, day(17));
    expect(await balance()).toEqual([0n, 10n, 0n, 0n]);
  });
});

describe("an order without a customer", () => {
  it("posts nothing to anybody, and shows what it will bring", async () => {
    await shop.order(SHOP, "1", { customerId: null, guestHash: "aabb" }, day(2));
    expect(await transfers()).toEqual([]);
    expect(await shop.sql.query("SELECT 1 FROM holders")).toEqual([]);
    const [order] = await shop.sql.query("SELECT target, guest_hash FROM orders");
    expect(order).toEqual({ target: 10n, guest_hash: "aabb" });
  });

  it("posts its points once it has one", async () => {
    await shop.order(SHOP, "1", { customerId: null }, day(2));
    await shop.order(SHOP, "1", { updatedAt: day(3) }, day(3));
    expect(await balance()).toEqual([10n, 0n, 0n, 0n]);
  });
});

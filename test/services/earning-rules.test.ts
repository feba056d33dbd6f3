import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { NOT_SENT_YET } from "../../app/domain/days.ts";
import { customerId, orderId } from "../../app/domain/ids.ts";
import { minor } from "../../app/domain/money.ts";
import type { OrderFacts } from "../../app/domain/order/order.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { day, line, orderFacts, refundOf } from "../support/order-examples.ts";
import { programWith } from "../support/program-examples.ts";
import type { Sections } from "../support/program-examples.ts";
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

const publish = (sections: Sections, at: Date) =>
  publishProgram(shop.db, { shop: SHOP, program: programWith(sections), by: "test" }, at);

const told = (id: string, facts: Partial<OrderFacts>, now: Date) =>
  accrueOrders(
    shop.db,
    SHOP,
    [
      {
        kind: "state",
        facts: orderFacts([line("1", 100_00n)], { orderId: orderId(id), ...facts }),
      },
    ],
    now,
  );

const balance = async () => {
  const member = await viewMember(shop.db, SHOP, ANNA);
  return member && [member.pending, member.available];
};

describe("A rule edited or deleted later changes nothing about earlier orders", () => {
  it("an order that is refunded after its rule and its campaign are gone loses its part of them", async () => {
    await publish(
      {
        earning: {
          rules: [
            { id: "pos", orders: { channels: ["pos"] }, rate: { points: 3, per_amount: "1" } },
          ],
        },
        campaigns: [
          {
            id: "gift",
            starts_at: "2026-01-01T00:00",
            ends_at: "2026-01-03T00:00",
            effect: { bonus_points: 100 },
          },
        ],
      },
      day(1),
    );
    const placed = { channel: "pos", processedAt: day(2), paidAt: day(2), updatedAt: day(2) };
    await told("1", placed, day(2));
    expect(await balance()).toEqual([400n, 0n]);
    await publish({}, day(3));
    const refunds = [refundOf("1", [], { discrepancyMinor: minor(-25_00n), at: day(4) })];
    await told("1", { ...placed, refunds, updatedAt: day(4) }, day(4));
    expect(await balance()).toEqual([300n, 0n]);
    await told("2", { ...placed, processedAt: day(3) }, day(4));
    expect(await balance()).toEqual([400n, 0n]);
  });
});

describe("Maturing counts from payment, or from fulfilment, as the programme says", () => {
  it("points wait for their order to be sent, and then for the days after it", async () => {
    await publish({ earning: { pending_from: "fulfilment", pending_days: 10 } }, day(1));
    const placed = { processedAt: day(2), paidAt: day(2), updatedAt: day(2) };
    await told("1", placed, day(2));
    await maturePoints(shop.db, SHOP, day(300));
    expect(await balance()).toEqual([100n, 0n]);
    const lots = () => shop.sql.query("SELECT matures_at, expires_at FROM lots");
    expect(await lots()).toEqual([{ matures_at: NOT_SENT_YET, expires_at: null }]);

    await told("1", { ...placed, fulfilledAt: day(20), updatedAt: day(20) }, day(20));
    expect(await lots()).toEqual([{ matures_at: day(30), expires_at: null }]);
    await maturePoints(shop.db, SHOP, day(29));
    expect(await balance()).toEqual([100n, 0n]);
    await maturePoints(shop.db, SHOP, day(30));
    expect(await balance()).toEqual([0n, 100n]);
  });
});

describe("Base: settings for shipping", () => {
  it("shipping that earns goes back with its refund", async () => {
    await publish({ earning: { base: { shipping: true } } }, day(1));
    const placed = {
      processedAt: day(2),
      paidAt: day(2),
      updatedAt: day(2),
      shippingMinor: minor(30_00n),
    };
    await told("1", placed, day(2));
    expect(await balance()).toEqual([130n, 0n]);
    const refunds = [refundOf("1", [], { shippingMinor: minor(30_00n), at: day(4) })];
    await told("1", { ...placed, refunds, updatedAt: day(4) }, day(4));
    expect(await balance()).toEqual([100n, 0n]);
  });
});

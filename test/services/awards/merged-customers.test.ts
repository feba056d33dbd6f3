import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { customerId, type CustomerId } from "../../../app/domain/ids.ts";
import { inTransaction } from "../../../app/db/transaction.server.ts";
import { awardDays } from "../../../app/services/awards/award-days.server.ts";
import { adjustPoints } from "../../../app/services/adjust-points.server.ts";
import { reportAction } from "../../../app/services/awards/report-action.server.ts";
import { ensureMembers } from "../../../app/services/ensure-members.server.ts";
import { mergeMembers } from "../../../app/services/merge-members.server.ts";
import { setBirthday } from "../../../app/services/set-birthday.server.ts";
import { awards, programWith, publish } from "../../support/awards.ts";
import { day } from "../../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../../support/shop-with-orders.ts";

const [A, B, C] = [customerId("501"), customerId("502"), customerId("503")];

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

const joins = (customer: CustomerId, at: Date) =>
  inTransaction(shop.db, (tx) => ensureMembers(tx, SHOP, [customer], at));
const merge = (from: CustomerId, into: CustomerId, at: Date) =>
  mergeMembers(shop.db, SHOP, { from, into }, at);

describe("Merged customers: one-off bonuses are not given twice", () => {
  const rules = [
    { kind: "welcome", id: "hi", points: 200 },
    { kind: "social_follow", id: "vk", points: 30, network: "vk" },
    { kind: "milestone_orders", id: "second", points: 500, orders: 2 },
  ];
  const follows = (customer: CustomerId, at: Date) =>
    reportAction(
      shop.db,
      { shop: SHOP, customerId: customer, fact: { on: "social_follow", at, network: "vk" } },
      at,
    );

  it.each([
    ["the later into the earlier", B, A],
    ["the earlier into the later", A, B],
  ])(
    "keeps the first welcome of two, merging %s, and awards of one alone",
    async (_, from, into) => {
      await publish(shop, SHOP, programWith(rules), day(1));
      await joins(A, day(2));
      await joins(B, day(3));
      await follows(B, day(4));
      await merge(from, into, day(5));
      await merge(from, into, day(6));
      expect(await awards(shop, SHOP, into)).toEqual({ welcome: 200n, "social_follow/vk": 30n });
      expect(await shop.points(SHOP, into)).toBe(230n);
      const [welcome] = await shop.sql.query(
        `SELECT at FROM awards a JOIN holders h USING (shop, holder_id)
        WHERE award_key = 'welcome' AND h.merged_into IS NULL`,
      );
      expect(welcome).toEqual({ at: day(2) });
      // Whatever the merged member does again gives nothing again.
      expect((await follows(into, day(7))).kind).toBe("awarded_before");
    },
  );

  it("takes back only what is left of the second bonus, and never lets the member owe it", async () => {
    await publish(shop, SHOP, programWith(rules), day(1));
    await joins(A, day(2));
    await joins(B, day(3));
    const spend = {
      shop: SHOP,
      customerId: B,
      points: -150n,
      reason: "spent",
      key: "k",
      actor: "t",
    };
    expect((await adjustPoints(shop.db, spend, day(4))).kind).toBe("posted");
    await merge(B, A, day(5));
    expect(await awards(shop, SHOP, A)).toEqual({ welcome: 200n });
    const [balance] = await shop.sql.query(
      "SELECT available, owed FROM balances b JOIN holders h USING (shop, holder_id) WHERE h.merged_into IS NULL",
    );
    expect(balance).toEqual({ available: 200n, owed: 0n });
  });

  it("makes one of three, in steps", async () => {
    await publish(shop, SHOP, programWith(rules), day(1));
    for (const [index, one] of [A, B, C].entries()) await joins(one, day(2 + index));
    await merge(A, B, day(6));
    await merge(B, C, day(7));
    expect(await awards(shop, SHOP, C)).toEqual({ welcome: 200n });
    expect(await shop.points(SHOP, A)).toBe(200n);
  });

  it("counts the orders of both towards a milestone, which comes once", async () => {
    await publish(shop, SHOP, programWith(rules), day(1));
    const order = (id: string, customer: CustomerId, on: number) =>
      shop.order(
        SHOP,
        id,
        { customerId: customer, processedAt: day(on), paidAt: day(on) },
        day(on),
      );
    await order("1", A, 2);
    await order("2", B, 3);
    await order("3", B, 4);
    expect((await awards(shop, SHOP, B))["milestone_orders/2"]).toBe(500n);
    await merge(B, A, day(5));
    expect(await awards(shop, SHOP, A)).toEqual({ welcome: 200n, "milestone_orders/2": 500n });
    const [row] = await shop.sql.query(
      "SELECT at FROM awards WHERE award_key = 'milestone_orders/2' AND points > 0",
    );
    expect(row).toEqual({ at: day(3) });
  });

  it("moves the birthday to the surviving member, who has one birthday a year", async () => {
    const program = programWith([{ kind: "birthday", id: "cake", points: 500 }]);
    await publish(shop, SHOP, program, day(1));
    await joins(A, day(1));
    await joins(B, day(1));
    const birthday = { month: 3, day: 1 };
    for (const customer of [A, B])
      await setBirthday(shop.db, { shop: SHOP, customerId: customer, birthday }, day(2));
    const run = (at: Date) => awardDays(shop.db, SHOP, at, at);
    await run(new Date("2026-02-28T12:00:00Z"));
    await run(new Date("2026-03-01T12:00:00Z"));
    await merge(B, A, new Date("2026-03-02T00:00:00Z"));
    expect(await awards(shop, SHOP, A)).toEqual({ "birthday/2026": 500n });
    await run(new Date("2027-03-01T12:00:00Z"));
    expect(await awards(shop, SHOP, A)).toEqual({ "birthday/2026": 500n, "birthday/2027": 500n });
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { customerId, type CustomerId } from "../../app/domain/ids.ts";
import type { OrderFacts } from "../../app/domain/order/order.ts";
import { defaultProgram } from "../../app/domain/program.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { expirePoints } from "../../app/services/expire-points.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { day, RUB } from "../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const [ANNA, BORIS, VERA] = ["7000000000001", "7000000000002", "7000000000003"].map(customerId) as [
  CustomerId,
  CustomerId,
  CustomerId,
];

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

/** `pending, available, held, owed`. */
const balance = async (customer: CustomerId) => {
  const member = await viewMember(shop.db, SHOP, customer);
  return member && [member.pending, member.available, member.held, member.owed];
};
type Told = Partial<OrderFacts> & { totalMinor?: bigint };
/** An order as it is told on one day. */
const order = (id: string, customer: CustomerId, on: number, other: Told = {}) =>
  shop.order(SHOP, id, { customerId: customer, updatedAt: day(on), ...other }, day(on));
const merge = (from: CustomerId, into: CustomerId, on: number) =>
  mergeMembers(shop.db, SHOP, { from, into }, day(on));
const adjust = (customer: CustomerId, points: bigint, key: string, on: number) =>
  adjustPoints(
    shop.db,
    { shop: SHOP, customerId: customer, points, reason: "by hand", key, actor: "test" },
    day(on),
  );

describe("an order that passes to another customer", () => {
  it("takes its points along", async () => {
    await order("1", ANNA, 2);
    await order("1", BORIS, 3);
    expect(await balance(ANNA)).toEqual([0n, 0n, 0n, 0n]);
    expect(await balance(BORIS)).toEqual([10n, 0n, 0n, 0n]);
  });

  it("leaves a debt where they are spent already", async () => {
    await order("1", ANNA, 2);
    await maturePoints(shop.db, SHOP, day(16));
    await adjust(ANNA, -10n, "spent", 17);
    await order("1", BORIS, 18);
    expect(await balance(ANNA)).toEqual([0n, 0n, 0n, 10n]);
    expect(await balance(BORIS)).toEqual([10n, 0n, 0n, 0n]);
  });

  it("gives back at its return what it took there", async () => {
    await order("1", ANNA, 2);
    await maturePoints(shop.db, SHOP, day(16));
    await adjust(ANNA, -10n, "spent", 17);
    await order("1", BORIS, 18);
    await order("1", ANNA, 19);
    expect(await balance(ANNA)).toEqual([0n, 0n, 0n, 0n]);
    expect(await balance(BORIS)).toEqual([0n, 0n, 0n, 0n]);
  });

  it("gives back to nobody what it took from another", async () => {
    await order("1", ANNA, 2);
    await order("2", BORIS, 2, { totalMinor: 30_000n });
    await maturePoints(shop.db, SHOP, day(16));
    await adjust(ANNA, -10n, "spent", 17);
    await adjust(BORIS, -3n, "spent too", 17);
    await order("2", BORIS, 18, { totalMinor: 30_000n, cancelledAt: day(18) });
    // From here on Anna owes for order 1, and Boris for his own.
    await order("1", BORIS, 19);
    await order("1", BORIS, 20, { totalMinor: 50_000n });
    await order("1", BORIS, 21);
    expect(await balance(ANNA)).toEqual([0n, 0n, 0n, 10n]);
    expect(await balance(BORIS)).toEqual([10n, 0n, 0n, 3n]);
  });

  it("gives nobody the expired points of another", async () => {
    const expiry = { kind: "after_days", days: 30, warnDays: [] } as const;
    const program = { ...defaultProgram(RUB), expiry };
    await publishProgram(shop.db, { shop: SHOP, program, by: "test" }, day(1));
    await order("1", ANNA, 2);
    await maturePoints(shop.db, SHOP, day(16));
    await expirePoints(shop.db, SHOP, day(46));
    await order("1", BORIS, 47);
    await order("1", BORIS, 48, { totalMinor: 50_000n });
    await order("1", BORIS, 49);
    expect(await balance(BORIS)).toEqual([10n, 0n, 0n, 0n]);
    expect(await balance(ANNA)).toEqual([0n, 0n, 0n, 0n]);
  });
});

describe("merged members", () => {
  it("have all their points at the customer that is left, under every one of their ids", async () => {
    await order("1", ANNA, 2);
    await order("2", BORIS, 2, { totalMinor: 200_000n });
    await order("3", VERA, 2, { totalMinor: 300_000n });
    expect(await merge(ANNA, BORIS, 3)).toBe("merged");
    expect(await merge(BORIS, VERA, 4)).toBe("merged");
    for (const customer of [ANNA, BORIS, VERA])
      expect(await balance(customer)).toEqual([60n, 0n, 0n, 0n]);
  });

  it("earn and lose by orders of every id that they ever had, however late they come", async () => {
    await order("1", ANNA, 2);
    await merge(ANNA, BORIS, 3);
    await merge(BORIS, VERA, 4);
    await order("2", ANNA, 5, { totalMinor: 50_000n });
    await order("3", BORIS, 5, { totalMinor: 50_000n });
    expect(await balance(VERA)).toEqual([20n, 0n, 0n, 0n]);
    await order("1", ANNA, 6, { totalMinor: 30_000n });
    await order("1", VERA, 7, { totalMinor: 20_000n });
    await order("2", BORIS, 7, { cancelledAt: day(7) });
    expect(await balance(VERA)).toEqual([7n, 0n, 0n, 0n]);
  });

  it("end the same whichever merge is heard of first", async () => {
    await order("1", ANNA, 2);
    await merge(BORIS, VERA, 3);
    await merge(ANNA, BORIS, 4);
    expect(await balance(ANNA)).toEqual([10n, 0n, 0n, 0n]);
    expect(await balance(VERA)).toEqual([10n, 0n, 0n, 0n]);
    expect(await merge(ANNA, VERA, 5)).toBe("already_one");
    expect(await merge(VERA, ANNA, 5)).toBe("already_one");
  });

  it("may be merged before anything is known of either", async () => {
    expect(await merge(ANNA, BORIS, 1)).toBe("merged");
    await order("1", ANNA, 2);
    expect(await balance(BORIS)).toEqual([10n, 0n, 0n, 0n]);
  });

  it("repay each other's debts, and get back to the same lots what a clawback took before", async () => {
    await order("1", ANNA, 2);
    await maturePoints(shop.db, SHOP, day(16));
    await adjust(ANNA, 4n, "gift", 17);
    // The soonest to expire of what never expires is the oldest: the order's lot.
    await adjust(ANNA, -10n, "spent", 17);
    await order("1", ANNA, 18, { totalMinor: 20_000n });
    expect(await balance(ANNA)).toEqual([0n, 0n, 0n, 4n]);
    await order("2", BORIS, 2, { totalMinor: 50_000n });
    await maturePoints(shop.db, SHOP, day(19));
    await merge(ANNA, BORIS, 20);
    expect(await balance(BORIS)).toEqual([0n, 1n, 0n, 0n]);
    await order("1", ANNA, 21);
    const lots = await shop.sql.query(
      `SELECT lot_id, pending, available FROM lots
        WHERE pending > 0 OR available > 0 ORDER BY lot_id`,
    );
    expect(lots).toEqual([
      { lot_id: "adjust/gift", pending: 0n, available: 4n },
      { lot_id: "order/1", pending: 4n, available: 0n },
      { lot_id: "order/2", pending: 0n, available: 1n },
    ]);
  });

  it("lose nothing to orders, adjustments and maturing that go on at the same time", async () => {
    const customers = Array.from({ length: 10 }, (_, n) => customerId(String(8_000_000 + n)));
    await Promise.all(customers.map((customer, n) => order(`10${n}`, customer, 2)));
    await Promise.all([
      // Everybody becomes the first, two at a time.
      ...customers.slice(1).map((customer, n) => merge(customer, customers[n]!, 3)),
      ...customers.map((customer, n) => order(`20${n}`, customer, 3)),
      ...customers.map((customer, n) => adjust(customer, 5n, `gift-${n}`, 3)),
      maturePoints(shop.db, SHOP, day(30)),
    ]);
    await maturePoints(shop.db, SHOP, day(30));
    for (const customer of customers) expect(await balance(customer)).toEqual([0n, 250n, 0n, 0n]);
  });
});

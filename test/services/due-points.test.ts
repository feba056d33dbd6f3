import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { customerId } from "../../app/domain/ids.ts";
import { defaultProgram } from "../../app/domain/program.ts";
import { expirePoints } from "../../app/services/expire-points.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { day, RUB } from "../support/order-examples.ts";
import { OTHER_SHOP, SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const ANNA = "7000000000001";
const BORIS = "7000000000002";

/** Points are pending for 14 days and live for 30 more. Anna has two orders, Boris one. */
let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  const expiry = { kind: "after_days", days: 30, warnDays: [] } as const;
  for (const one of [SHOP, OTHER_SHOP]) {
    await shop.install(one, day(0));
    const program = { ...defaultProgram(RUB), expiry };
    await publishProgram(shop.db, { shop: one, program, by: "test" }, day(0, 1));
    await shop.order(one, "1", { customerId: customerId(ANNA), paidAt: day(1) }, day(3));
    await shop.order(one, "2", { customerId: customerId(ANNA), paidAt: day(2) }, day(3));
    await shop.order(one, "3", { customerId: customerId(BORIS), paidAt: day(3) }, day(3));
  }
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

const balance = async (customer: string, of = SHOP) => {
  const member = await viewMember(shop.db, of, customerId(customer));
  return member && [member.pending, member.available];
};

describe("maturing points", () => {
  it("makes spendable what is due as of the moment given, once", async () => {
    expect(await maturePoints(shop.db, SHOP, day(14))).toEqual({ holders: 0, transfers: 0 });
    expect(await maturePoints(shop.db, SHOP, day(15))).toEqual({ holders: 1, transfers: 1 });
    expect(await maturePoints(shop.db, SHOP, day(15))).toEqual({ holders: 0, transfers: 0 });
    expect([await balance(ANNA), await balance(BORIS)]).toEqual([
      [10n, 10n],
      [10n, 0n],
    ]);
  });

  it("goes through all shops, or one", async () => {
    expect(await maturePoints(shop.db, OTHER_SHOP, day(20))).toEqual({ holders: 2, transfers: 3 });
    expect(await balance(ANNA)).toEqual([20n, 0n]);
    expect(await maturePoints(shop.db, null, day(20))).toEqual({ holders: 2, transfers: 3 });
    expect(await balance(ANNA)).toEqual([0n, 20n]);
  });

  it("posts each lot once when two runs meet", async () => {
    const runs = [1, 2, 3, 4].map(() => maturePoints(shop.db, null, day(20)));
    const moved = await Promise.all(runs);
    expect(moved.reduce((sum, { transfers }) => sum + transfers, 0)).toBe(6);
    expect(await balance(ANNA)).toEqual([0n, 20n]);
  });
});

describe("a holder whose book contradicts itself", () => {
  const holderOf = (customer: string) =>
    `(SELECT holder_id FROM customers WHERE shop = '${SHOP}' AND customer_id = '${customer}')`;
  const spoil = (pending: number) =>
    shop.sql.query(
      `UPDATE balances SET pending = ${String(pending)}
        WHERE shop = '${SHOP}' AND holder_id = ${holderOf(ANNA)}`,
    );
  afterEach(() => spoil(0));

  it("keeps nobody else's points from maturing, in no shop, and is named", async () => {
    await spoil(15);
    await expect(maturePoints(shop.db, null, day(20))).rejects.toThrow(
      /^4 transfers posted; 1 passed over: first\.myshopify\.com, holder .* takes pending to -5$/,
    );
    expect([await balance(ANNA), await balance(BORIS)]).toEqual([
      [15n, 0n],
      [0n, 10n],
    ]);
    expect(await balance(ANNA, OTHER_SHOP)).toEqual([0n, 20n]);
    await spoil(20);
    expect(await maturePoints(shop.db, null, day(20))).toEqual({ holders: 1, transfers: 2 });
  });
});

describe("expiring points", () => {
  it("takes what is due as of the moment given, and no pending points", async () => {
    await maturePoints(shop.db, SHOP, day(16));
    expect(await expirePoints(shop.db, SHOP, day(44))).toEqual({ holders: 0, transfers: 0 });
    expect(await expirePoints(shop.db, SHOP, day(45))).toEqual({ holders: 1, transfers: 1 });
    expect(await expirePoints(shop.db, null, day(400))).toEqual({ holders: 1, transfers: 1 });
    expect([await balance(ANNA), await balance(BORIS)]).toEqual([
      [0n, 0n],
      [10n, 0n],
    ]);
  });

  it("never expires what a refund has taken back, and a refund never takes what has expired", async () => {
    await maturePoints(shop.db, SHOP, day(20));
    await expirePoints(shop.db, SHOP, day(45));
    const cancelled = { cancelledAt: day(45), updatedAt: day(45), customerId: customerId(ANNA) };
    await shop.order(SHOP, "1", { ...cancelled, paidAt: day(1) }, day(45));
    expect(await balance(ANNA)).toEqual([0n, 10n]);
    await shop.order(SHOP, "2", { ...cancelled, paidAt: day(2) }, day(45));
    expect(await expirePoints(shop.db, SHOP, day(50))).toEqual({ holders: 1, transfers: 1 });
    expect([await balance(ANNA), await balance(BORIS)]).toEqual([
      [0n, 0n],
      [0n, 0n],
    ]);
  });
});

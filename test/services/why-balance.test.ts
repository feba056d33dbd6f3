import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { customerId } from "../../app/domain/ids.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { expirePoints } from "../../app/services/expire-points.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { whyBalanceOfCustomer, type WhyBalance } from "../../app/services/why-balance.server.ts";
import { day } from "../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const [ANNA, BORIS] = ["7000000000001", "7000000000002"];

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

const order = (id: string, on: number, totalMinor: bigint, customer = ANNA, changed = {}) =>
  shop.order(
    SHOP,
    id,
    {
      name: `#${id}`,
      customerId: customerId(customer),
      processedAt: day(on),
      paidAt: day(on),
      updatedAt: day(on),
      totalMinor,
      ...changed,
    },
    day(on),
  );
const adjust = (key: string, amount: bigint, on: number) =>
  adjustPoints(
    shop.db,
    {
      shop: SHOP,
      customerId: customerId(ANNA),
      points: amount,
      reason: "a mug",
      key,
      actor: "test",
    },
    day(on),
  );
const why = async (customer = ANNA): Promise<WhyBalance> =>
  (await whyBalanceOfCustomer(shop.db, SHOP, customerId(customer)))!;
const sum = (parts: readonly { points: bigint }[]) =>
  parts.reduce((all, part) => all + part.points, 0n);

/** Each source as [lot, what is left, what brought that about]. */
const told = ({ sources }: WhyBalance) =>
  sources.map(({ lot, parts }) => [
    lot.lotId,
    lot.pending + lot.available + lot.held,
    Object.fromEntries(
      parts.map((part) => [`${part.code} ${part.orderId ?? ""}`.trim(), part.points]),
    ),
  ]);

describe("why this balance", () => {
  it("is told down to orders and adjustments, with what was taken of each", async () => {
    await order("1", 1, 100_000n);
    await order("2", 2, 50_000n);
    await maturePoints(shop.db, SHOP, day(15));
    await adjust("gift", 7n, 16);
    await adjust("mug", -4n, 17);
    const balance = await why();
    expect(told(balance)).toEqual([
      ["order/1", 6n, { "earn 1": 10n, adjust: -4n }],
      ["adjust/gift", 7n, { adjust: 7n }],
      ["order/2", 5n, { "earn 2": 5n }],
    ]);
    const [first] = balance.sources;
    expect(first).toMatchObject({
      source: { kind: "order", orderId: "1" },
      programVersion: 1,
      explanation: { kind: "order" },
    });
    expect(balance.orderNames.get(first!.parts[0]!.orderId!)).toBe("#1");
    expect(balance.sources.find(({ source }) => source.kind === "adjustment")?.reason).toBe(
      "a mug",
    );
  });

  it("adds up to what the member has and owes, whatever has happened", async () => {
    await order("1", 1, 100_000n);
    await order("2", 2, 50_000n, BORIS);
    await maturePoints(shop.db, SHOP, day(15));
    await adjust("mug", -10n, 16);
    await order("1", 1, 100_000n, ANNA, { cancelledAt: day(17), updatedAt: day(17) });
    await order("3", 18, 30_000n);
    const owing = await why();
    expect(owing.balance).toMatchObject({ pending: 3n, available: 0n, owed: 10n });
    expect(sum(owing.owed)).toBe(10n);
    expect(owing.owed).toMatchObject([{ code: "clawback", orderId: "1", points: 10n }]);

    const merge = { from: customerId(BORIS), into: customerId(ANNA) };
    await mergeMembers(shop.db, SHOP, merge, day(20));
    await maturePoints(shop.db, SHOP, day(40));
    await expirePoints(shop.db, SHOP, day(40));
    const merged = await why();
    expect(await why(BORIS)).toEqual(merged);
    const { pending, available, held, owed } = merged.balance;
    expect(sum(merged.sources.flatMap(({ parts }) => parts))).toBe(pending + available + held);
    expect(sum(merged.owed)).toBe(owed);
    for (const { lot, parts } of merged.sources)
      expect(sum(parts)).toBe(lot.pending + lot.available + lot.held);
  });

  it("has nothing to tell where there are no points, and nobody to tell of who is no member", async () => {
    await order("1", 1, 100_000n);
    await order("1", 1, 100_000n, ANNA, { cancelledAt: day(2), updatedAt: day(2) });
    expect(await why()).toMatchObject({ sources: [], owed: [] });
    expect(await whyBalanceOfCustomer(shop.db, SHOP, customerId("1"))).toBeNull();
  });
});

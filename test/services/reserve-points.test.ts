import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { customerId, type CustomerId } from "../../app/domain/ids.ts";
import { points } from "../../app/domain/points.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { ensureMembers } from "../../app/services/ensure-members.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { releaseHold } from "../../app/services/release-hold.server.ts";
import { reservePoints } from "../../app/services/reserve-points.server.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { day } from "../support/order-examples.ts";
import { OTHER_SHOP, SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const ANNA = customerId("7000000000001");
const BORIS = customerId("7000000000002");

/** Anna has 500 points to spend, 300 from one lot and 200 from another. */
let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await shop.order(SHOP, "1", { customerId: ANNA }, day(2));
  await give(ANNA, 300n);
  await give(ANNA, 200n);
});
afterEach(() => shop.close());

let gifts = 0;
const give = (customer: CustomerId, amount: bigint, at = day(2)) => {
  gifts += 1;
  const gift = { points: amount, reason: "gift", key: `gift-${String(gifts)}`, actor: "test" };
  return adjustPoints(shop.db, { shop: SHOP, customerId: customer, ...gift }, at);
};
const reserve = (amount: bigint, customer = ANNA, at = day(3)) =>
  reservePoints(shop.db, { shop: SHOP, customerId: customer, points: points(amount) }, at);
const reserved = async (amount: bigint) => {
  const outcome = await reserve(amount);
  if (outcome.kind !== "reserved") throw new Error(outcome.kind);
  return outcome.hold;
};
const balance = async (customer = ANNA) => {
  const member = await viewMember(shop.db, SHOP, customer);
  return member && [member.available, member.held];
};
const states = () =>
  shop.sql.query("SELECT points::int, state, ended_by FROM holds ORDER BY created_at, hold_id");

it("sets points aside for half an hour, worth what the program says", async () => {
  const hold = await reserved(310n);
  expect(hold).toMatchObject({
    shop: SHOP,
    customerId: ANNA,
    state: "active",
    points: 310n,
    moneyMinor: 31_000n,
    currency: "RUB",
    createdAt: day(3),
    expiresAt: new Date(day(3).getTime() + 30 * 60_000),
    endedBy: null,
  });
  expect(hold.code).toMatch(/^[2-9A-HJKMNP-TV-Z]{6}$/);
  expect(await balance()).toEqual([190n, 310n]);
  expect(await shop.difference()).toBeNull();
});

it("puts a new hold in the place of the old one, whose points count as spendable", async () => {
  await reserved(300n);
  await reserved(500n);
  await reserved(100n);
  expect(await balance()).toEqual([400n, 100n]);
  expect(await states()).toEqual([
    { points: 300, state: "released", ended_by: "replaced" },
    { points: 500, state: "released", ended_by: "replaced" },
    { points: 100, state: "active", ended_by: null },
  ]);
  expect(await shop.difference()).toBeNull();
});

describe("refuses", () => {
  it.each<[string, bigint, object]>([
    ["more than there is", 510n, { kind: "not_enough_points", available: 500n, asked: 510n }],
    ["what is no step", 105n, { kind: "not_a_step", step: 10n }],
    ["what is below the minimum", 90n, { kind: "below_minimum", minimum: 100n }],
  ])("%s, and leaves the hold that there is", async (_, asked, refusal) => {
    await reserved(100n);
    expect(await reserve(asked)).toEqual(refusal);
    expect(await balance()).toEqual([400n, 100n]);
  });

  it("a customer who is no member, one who was erased and one who is frozen", async () => {
    expect(await reserve(100n, BORIS)).toEqual({ kind: "not_a_member" });
    const turn = (status: string) =>
      shop.sql.query("UPDATE members SET status = $1::member_status", [status]);
    await turn("erased");
    expect(await reserve(100n)).toEqual({ kind: "not_a_member" });
    await turn("frozen");
    expect(await reserve(100n)).toEqual({ kind: "member_frozen" });
  });

  it("whoever owes points, until they are repaid", async () => {
    await maturePoints(shop.db, SHOP, day(30));
    await give(ANNA, -510n, day(30));
    const cancelled = { customerId: ANNA, cancelledAt: day(31), updatedAt: day(31) };
    await shop.order(SHOP, "1", cancelled, day(31));
    expect(await reserve(100n)).toEqual({ kind: "owes_points", owed: 10n });
    await give(ANNA, 110n, day(31));
    expect(await reserve(100n)).toMatchObject({ kind: "reserved" });
  });

  it("everybody where there is no program", async () => {
    await shop.sql.query("INSERT INTO shops (shop, created_at) VALUES ($1, now())", [OTHER_SHOP]);
    await inTransaction(shop.db, (tx) => ensureMembers(tx, OTHER_SHOP, [ANNA], day(2)));
    const other = { shop: OTHER_SHOP, customerId: ANNA, points: points(100n) };
    expect(await reservePoints(shop.db, other, day(3))).toEqual({ kind: "no_program" });
  });
});

it("gives points back to the lots that they came from, once", async () => {
  const hold = await reserved(400n);
  const releases = await Promise.all(
    [1, 2, 3].map(() => releaseHold(shop.db, SHOP, hold.holdId, "shopper", day(4))),
  );
  expect(releases.filter(Boolean)).toHaveLength(1);
  expect(await balance()).toEqual([500n, 0n]);
  expect(await states()).toEqual([{ points: 400, state: "released", ended_by: "shopper" }]);
  expect(await shop.difference()).toBeNull();
});

it("never holds more than there is, however many ask at once", async () => {
  const outcomes = await Promise.all(Array.from({ length: 40 }, () => reserve(200n)));
  // Each takes the place of the one before: all succeed, and one of them is left.
  expect(outcomes.filter(({ kind }) => kind === "reserved")).toHaveLength(40);
  expect(await balance()).toEqual([300n, 200n]);
  expect(await shop.difference()).toBeNull();
});

it("stays right beside orders, gifts and merges of the same members", async () => {
  await shop.order(SHOP, "2", { customerId: BORIS }, day(2));
  await give(BORIS, 400n);
  await Promise.all([
    ...Array.from({ length: 10 }, () => reserve(100n)),
    ...Array.from({ length: 10 }, () => reserve(150n, BORIS)),
    ...Array.from({ length: 10 }, () => give(ANNA, 10n)),
    ...Array.from({ length: 10 }, (_, index) =>
      shop.order(SHOP, `3${String(index)}`, { customerId: BORIS }, day(3)),
    ),
    mergeMembers(shop.db, SHOP, { from: ANNA, into: BORIS }, day(3)),
  ]);
  expect(await shop.difference()).toBeNull();
  const [row] = await shop.sql.query<{ held: bigint }>(
    "SELECT coalesce(sum(points), 0)::bigint AS held FROM holds WHERE state = 'active'",
  );
  expect((await balance(BORIS))?.[1]).toBe(row?.held);
});

import { afterEach, beforeEach, expect, it } from "vitest";
import { lockBooks } from "../../app/db/book-queries.server.ts";
import { loadLots } from "../../app/db/lot-queries.server.ts";
import { saveBooks } from "../../app/db/save-books.server.ts";
import { holdersOfCustomers } from "../../app/db/holder-queries.server.ts";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { holdPoints } from "../../app/domain/ledger/hold.ts";
import { customerId, holdId } from "../../app/domain/ids.ts";
import { points } from "../../app/domain/points.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { expireHolds } from "../../app/services/expire-holds.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { day } from "../support/order-examples.ts";
import { OTHER_SHOP, SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const ANNA = customerId("7000000000001");
const BORIS = customerId("7000000000002");
const HOLD = holdId("0199f9a0-0000-7000-8000-000000000001");
const BORIS_HOLD = holdId("0199f9a0-0000-7000-8000-000000000002");

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await shop.order(SHOP, "1", { customerId: ANNA }, day(2));
  await adjustPoints(
    shop.db,
    { shop: SHOP, customerId: ANNA, points: 100n, reason: "gift", key: "k", actor: "test" },
    day(2),
  );
  await hold(60n, day(4));
});
afterEach(() => shop.close());

/** Reserves points as a checkout will. */
const hold = (amount: bigint, expiresAt: Date, customer = ANNA, id = HOLD) =>
  inTransaction(shop.db, async (tx) => {
    const holder = (await holdersOfCustomers(tx, SHOP, [customer])).get(customer);
    if (!holder) throw new Error("no member");
    const book = (await lockBooks(tx, SHOP, [holder])).get(holder);
    if (!book) throw new Error("no balance");
    await loadLots(tx, SHOP, [book]);
    holdPoints(book, id, points(amount), day(3));
    await saveBooks(tx, SHOP, [book]);
    await tx.query(
      `INSERT INTO holds (shop, hold_id, holder_id, customer_id, state, points, money_minor,
                          currency, created_at, expires_at)
       VALUES ($1, $2, $3, $4, 'active', $5, 6000, 'RUB', $6, $7)`,
      [SHOP, id, holder, customer, amount, day(3), expiresAt],
    );
  });

const balance = async (customer = ANNA) => {
  const member = await viewMember(shop.db, SHOP, customer);
  return member && [member.available, member.held];
};

it("leaves a hold alone until its time is over", async () => {
  expect(await expireHolds(shop.db, null, day(3))).toEqual({ released: 0 });
  expect(await balance()).toEqual([40n, 60n]);
});

it("gives the points of an expired hold back, once", async () => {
  expect(await expireHolds(shop.db, OTHER_SHOP, day(4))).toEqual({ released: 0 });
  const runs = await Promise.all([1, 2, 3].map(() => expireHolds(shop.db, null, day(4))));
  expect(runs.reduce((sum, run) => sum + run.released, 0)).toBe(1);
  expect(await balance()).toEqual([100n, 0n]);
  expect(await shop.sql.query("SELECT state, settled_at FROM holds")).toEqual([
    { state: "released", settled_at: day(4) },
  ]);
  expect(await shop.difference()).toBeNull();
});

it("records when it was done, whatever it was done as of", async () => {
  await expireHolds(shop.db, null, day(400), day(5));
  expect(
    await shop.sql.query("SELECT event_at, recorded_at FROM transfers WHERE code = 'release'"),
  ).toEqual([{ event_at: day(400), recorded_at: day(5) }]);
  expect(await shop.sql.query("SELECT settled_at FROM holds")).toEqual([{ settled_at: day(5) }]);
});

it("gives them to the member that the holder was merged into", async () => {
  await mergeMembers(shop.db, SHOP, { from: ANNA, into: BORIS }, day(3));
  expect(await balance(BORIS)).toEqual([40n, 60n]);
  expect(await expireHolds(shop.db, SHOP, day(4))).toEqual({ released: 1 });
  expect(await balance(BORIS)).toEqual([100n, 0n]);
  expect(await shop.difference()).toBeNull();
});

it("releases the lost member's hold in a merge of two that both have one, and keeps the other", async () => {
  await shop.order(SHOP, "2", { customerId: BORIS }, day(2));
  const gift = { shop: SHOP, points: 50n, reason: "gift", actor: "test" };
  await adjustPoints(shop.db, { ...gift, customerId: BORIS, key: "b" }, day(2));
  await hold(20n, day(5), BORIS, BORIS_HOLD);
  await mergeMembers(shop.db, SHOP, { from: ANNA, into: BORIS }, day(3));
  expect(await balance(BORIS)).toEqual([130n, 20n]);
  expect(
    await shop.sql.query("SELECT hold_id, state, settled_at FROM holds ORDER BY hold_id"),
  ).toEqual([
    { hold_id: HOLD, state: "released", settled_at: day(3) },
    { hold_id: BORIS_HOLD, state: "active", settled_at: null },
  ]);
  expect(await expireHolds(shop.db, SHOP, day(5))).toEqual({ released: 1 });
  expect(await balance(BORIS)).toEqual([150n, 0n]);
  expect(await shop.difference()).toBeNull();
});

it("goes on with the others when one cannot be given back, and names it", async () => {
  await shop.order(SHOP, "2", { customerId: BORIS }, day(2));
  const gift = { shop: SHOP, points: 50n, reason: "gift", actor: "test" };
  await adjustPoints(shop.db, { ...gift, customerId: BORIS, key: "b" }, day(2));
  await hold(20n, day(5), BORIS, BORIS_HOLD);
  const spoil = (held: number) =>
    shop.sql.query("UPDATE balances SET held = $1 WHERE available = 40", [held]);
  await spoil(50);
  await expect(expireHolds(shop.db, null, day(6))).rejects.toThrow(
    /^1 holds released; 1 passed over: first\.myshopify\.com, hold .* takes held to -10$/,
  );
  expect([await balance(), await balance(BORIS)]).toEqual([
    [40n, 50n],
    [50n, 0n],
  ]);
  await spoil(60);
  expect(await expireHolds(shop.db, null, day(6))).toEqual({ released: 1 });
  expect(await shop.difference()).toBeNull();
});

it("repays what is owed first", async () => {
  await maturePoints(shop.db, SHOP, day(30));
  await adjustPoints(
    shop.db,
    { shop: SHOP, customerId: ANNA, points: -50n, reason: "typo", key: "k2", actor: "test" },
    day(30),
  );
  await shop.order(
    SHOP,
    "1",
    { customerId: ANNA, cancelledAt: day(31), updatedAt: day(31) },
    day(31),
  );
  expect((await viewMember(shop.db, SHOP, ANNA))?.owed).toBe(10n);
  expect(await expireHolds(shop.db, SHOP, day(32))).toEqual({ released: 1 });
  expect(await balance()).toEqual([50n, 0n]);
  expect(await shop.difference()).toBeNull();
});

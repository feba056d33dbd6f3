/**
 * A hold is given back from the book as the process that made it has left it. Here, others
 * have written to that book since.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { points } from "../../app/domain/points.ts";
import type { Hold } from "../../app/domain/hold.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { redactShop } from "../../app/services/redact-shop.server.ts";
import { releaseHold } from "../../app/services/release-hold.server.ts";
import { reservePoints } from "../../app/services/reserve-points.server.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { day } from "../support/order-examples.ts";
import { ANNA, BORIS, give, holdOrder, told } from "../support/order-with-hold.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

/** Anna has 1000 points to spend. */
let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await shop.order(SHOP, "1", { customerId: ANNA, totalMinor: 1n }, day(2));
  await shop.order(SHOP, "2", { customerId: BORIS, totalMinor: 1n }, day(2));
  await give(shop, ANNA, 1_000n);
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

const reserve = async (amount: bigint) => {
  const request = { shop: SHOP, customerId: ANNA, points: points(amount) };
  const outcome = await reservePoints(shop.db, request, day(3));
  if (outcome.kind !== "reserved") throw new Error(outcome.kind);
  return outcome.hold;
};
/** `available, held` */
const balance = async (customer = ANNA) => {
  const member = await viewMember(shop.db, SHOP, customer);
  return member && [member.available, member.held];
};
const release = (hold: Hold, at = day(6)) => releaseHold(shop.db, SHOP, hold.holdId, "shopper", at);

describe("a hold whose book has grown since", () => {
  it("gives its points back beside those that were given", async () => {
    const hold = await reserve(400n);
    await give(shop, ANNA, 50n, "another gift");
    expect(await balance()).toEqual([650n, 400n]);
    expect(await release(hold)).toBe(true);
    expect(await balance()).toEqual([1_050n, 0n]);
  });

  it("gives back nothing of what an order has taken", async () => {
    const { holdId, code } = await reserve(400n);
    const order = { ...holdOrder("7", { title: `Points · ${code}` }), hold: holdId };
    await told(shop, [order]);
    expect(await balance()).toEqual([600n, 0n]);
    expect(await releaseHold(shop.db, SHOP, holdId, "shopper", day(6))).toBe(false);
    expect(await balance()).toEqual([600n, 0n]);
  });

  it("gives back nothing where another has taken its place", async () => {
    const hold = await reserve(400n);
    const next = await reserve(300n);
    expect(await release(hold)).toBe(false);
    expect(await balance()).toEqual([700n, 300n]);
    expect(await release(next)).toBe(true);
    expect(await balance()).toEqual([1_000n, 0n]);
  });

  it("gives its points to whom its member was merged into", async () => {
    const hold = await reserve(400n);
    await mergeMembers(shop.db, SHOP, { from: ANNA, into: BORIS }, day(4));
    expect(await balance(BORIS)).toEqual([600n, 400n]);
    expect(await release(hold)).toBe(true);
    expect(await balance(BORIS)).toEqual([1_000n, 0n]);
  });

  it("goes with its shop", async () => {
    const hold = await reserve(400n);
    await inTransaction(shop.db, (tx) => redactShop(tx, SHOP, day(5)));
    expect(await release(hold)).toBe(false);
    expect(await shop.sql.query("SELECT 1 FROM transfers")).toEqual([]);
  });
});

it("gives points back once, whoever asks meanwhile and whatever else is posted", async () => {
  const hold = await reserve(1_000n);
  const outcomes = await Promise.all([
    ...Array.from({ length: 10 }, () => release(hold)),
    ...Array.from({ length: 10 }, (_, gift) => give(shop, ANNA, 10n, `gift ${String(gift)}`)),
  ]);
  expect(outcomes.filter((outcome) => outcome === true)).toHaveLength(1);
  expect(await balance()).toEqual([1_100n, 0n]);
});

import { beforeEach, describe, expect, it } from "vitest";
import { inTransaction, queryable } from "../../app/db/transaction.server.ts";
import type { CustomerId } from "../../app/domain/ids.ts";
import { points } from "../../app/domain/points.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { clearHolds } from "../../app/services/clear-holds.server.ts";
import { ensureMembers } from "../../app/services/ensure-members.server.ts";
import { expireHolds } from "../../app/services/expire-holds.server.ts";
import { holdPoints } from "../../app/services/hold-points.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { reservePoints } from "../../app/services/reserve-points.server.ts";
import { holdMetafields } from "../../app/shopify/hold-metafield.server.ts";
import { newCustomer } from "../support/dev-store-customers.ts";
import { metafieldOf } from "../support/hold-metafield-of.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { useShopOnDevStore } from "../support/shop-on-dev-store.ts";

const NOW = new Date(Math.floor(Date.now() / 1000) * 1000);
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

const store = useRunningDevStore();
const kopilka = useShopOnDevStore(store, minutes(-60 * 24));
const faults = (given: object) => store.control("PUT", "/faults", { lose: 1, ...given });

/** Anna has 500 points, 300 of them held for half an hour from now. */
let anna: CustomerId;
beforeEach(async () => {
  await faults({});
  anna = await member(500n);
  expect(await hold(anna, 300n)).toMatchObject({ kind: "held" });
});

let gifts = 0;
async function member(amount: bigint): Promise<CustomerId> {
  const { database, shop } = kopilka;
  const customer = await newCustomer(store);
  gifts += 1;
  await inTransaction(database.db, (tx) => ensureMembers(tx, shop, [customer], minutes(-60)));
  if (amount === 0n) return customer;
  const gift = { points: amount, reason: "gift", key: `gift-${String(gifts)}`, actor: "test" };
  await adjustPoints(database.db, { shop, customerId: customer, ...gift }, minutes(-60));
  return customer;
}
const metafields = () => holdMetafields(kopilka.context.adminOf(kopilka.shop), { hurried: true });
const hold = (customerId: CustomerId, amount: bigint, at = NOW) =>
  holdPoints(
    kopilka.database.db,
    metafields(),
    { shop: kopilka.shop, customerId, points: points(amount) },
    at,
  );
const expire = (at: Date, now = at) => {
  const reader = kopilka.context.readerOf(kopilka.shop);
  const ends = { metafields: metafields(), reader };
  return expireHolds(kopilka.database.db, kopilka.shop, ends, at, now);
};
const clear = (at: Date) => clearHolds(kopilka.database.db, metafields(), kopilka.shop, at);
async function balance(customer = anna) {
  const [row] = await kopilka.database.sql.query<{ available: bigint; held: bigint }>(
    `SELECT b.available, b.held FROM balances b
      WHERE b.shop = $1 AND b.holder_id = (
        SELECT coalesce(h.merged_into, h.holder_id) FROM customers c
          JOIN holders h USING (shop, holder_id) WHERE c.shop = $1 AND c.customer_id = $2)`,
    [kopilka.shop, customer],
  );
  return row && [row.available, row.held];
}
const states = async () => {
  const sql = queryable(kopilka.database.db.pool);
  const rows = await sql.query<{ state: string; ended_by: string | null; customer_id: string }>(
    "SELECT state, ended_by, customer_id FROM holds ORDER BY created_at, hold_id",
  );
  return rows.map(({ state, ended_by }) => [state, ended_by]);
};

it("leaves a hold alone until its time is over", async () => {
  expect(await expire(minutes(29))).toEqual({ expired: 0, released: 0 });
  expect(await balance()).toEqual([200n, 300n]);
  expect(await metafieldOf(store, anna)).toMatchObject({ points: 300 });
});

it("takes an expired hold from the customer first, and its points back an hour later, once", async () => {
  expect(await expire(minutes(30))).toEqual({ expired: 1, released: 0 });
  expect(await metafieldOf(store, anna)).toBeNull();
  expect(await balance()).toEqual([200n, 300n]);
  expect(await expire(minutes(89))).toEqual({ expired: 0, released: 0 });
  const runs = await Promise.all([1, 2, 3].map(() => expire(minutes(90))));
  expect(runs.reduce((sum, { released }) => sum + released, 0)).toBe(1);
  expect(await balance()).toEqual([500n, 0n]);
  expect(await states()).toEqual([["released", "expiry"]]);
  expect(await kopilka.database.difference()).toBeNull();
});

it("does all of it in one run as of a later day, and records when", async () => {
  const now = minutes(31);
  expect(await expire(minutes(60 * 24), now)).toEqual({ expired: 1, released: 1 });
  const sql = kopilka.database.sql;
  expect(await sql.query("SELECT clearing_since, cleared_at, settled_at FROM holds")).toEqual([
    { clearing_since: now, cleared_at: now, settled_at: now },
  ]);
  expect(
    await sql.query("SELECT event_at, recorded_at FROM transfers WHERE code = 'release'"),
  ).toEqual([{ event_at: minutes(60 * 24), recorded_at: now }]);
});

it("waits while Shopify does not answer, and goes on when it does", async () => {
  await faults({ admin_api: { error_rate: 1 } });
  await expect(expire(minutes(30))).rejects.toThrow(/0 holds released; 1 passed over/);
  expect(await states()).toEqual([["clearing", "expiry"]]);
  await faults({});
  expect(await clear(minutes(31))).toEqual({ customers: 1, released: 0 });
  expect(await metafieldOf(store, anna)).toBeNull();
  expect(await expire(minutes(92))).toEqual({ expired: 0, released: 1 });
});

it("hears of the order that the hold has paid for before anything comes back", async () => {
  const [row] = await kopilka.database.sql.query<{ hold_id: string; code: string }>(
    "SELECT hold_id, code FROM holds",
  );
  await store.control("POST", "/orders", {
    customer: { id: anna },
    line_items: [{ title: "Brake disc", price: "1500", quantity: 1 }],
    paid_with_points: {
      hold: row?.hold_id,
      amount: "120.00",
      title: `Points · ${row?.code ?? ""}`,
    },
  });
  expect(await expire(minutes(30))).toEqual({ expired: 1, released: 0 });
  await expire(minutes(90));
  expect(await states()).toEqual([["captured", "expiry"]]);
  expect(await balance()).toEqual([380n, 0n]);
  expect(await kopilka.database.difference()).toBeNull();
});

it("gives the points to the member that the holder was merged into, who goes on with the hold", async () => {
  const boris = await member(0n);
  const { database, shop } = kopilka;
  const settled: CustomerId[] = [];
  const onHoldsSettled = (_tx: unknown, _shop: unknown, customers: readonly CustomerId[]) => {
    settled.push(...customers);
    return Promise.resolve();
  };
  await mergeMembers(database.db, shop, { from: anna, into: boris }, NOW, { onHoldsSettled });
  expect(settled).toEqual([anna, boris]);
  expect(await balance(boris)).toEqual([200n, 300n]);
  expect(await hold(boris, 500n)).toMatchObject({ kind: "held" });
  expect(await balance(boris)).toEqual([0n, 500n]);
  await expire(minutes(30));
  await expire(minutes(90));
  expect(await balance(boris)).toEqual([500n, 0n]);
  expect(await metafieldOf(store, boris)).toBeNull();
  expect(await database.difference()).toBeNull();
});

it("ends the lost member's hold in a merge of two that both have one, and keeps the other", async () => {
  const boris = await member(100n);
  await hold(boris, 100n);
  const { database, shop } = kopilka;
  await mergeMembers(database.db, shop, { from: anna, into: boris }, NOW);
  expect(await balance(boris)).toEqual([500n, 100n]);
  expect(await states()).toEqual([
    ["released", "merge"],
    ["active", null],
  ]);
  // Until the sweep, the customer that is no more still shows it.
  await clear(NOW);
  expect(await metafieldOf(store, anna)).toBeNull();
  expect(await metafieldOf(store, boris)).toMatchObject({ points: 100 });
});

it("goes on with the others when one cannot be given back, and names it", async () => {
  const boris = await member(200n);
  await hold(boris, 200n);
  await expire(minutes(30));
  const spoil = (held: number) =>
    kopilka.database.sql.query("UPDATE balances SET held = $1 WHERE available = 200", [held]);
  await spoil(250);
  await expect(expire(minutes(90))).rejects.toThrow(
    /^1 holds released; 1 passed over: hold .* takes held to -50$/,
  );
  expect([await balance(), await balance(boris)]).toEqual([
    [200n, 250n],
    [200n, 0n],
  ]);
});

describe("in a shop that has removed Kopilka", () => {
  it("holds come back without a word to Shopify, as no discount is left", async () => {
    const { database, shop } = kopilka;
    await database.sql.query("UPDATE shops SET uninstalled_at = $1", [NOW]);
    await faults({ admin_api: { error_rate: 1 } });
    expect(await expire(minutes(29))).toEqual({ expired: 0, released: 0 });
    expect(await expire(minutes(30))).toEqual({ expired: 0, released: 1 });
    expect(await balance()).toEqual([500n, 0n]);
    // Should it come back: what its customers still show is taken away.
    await database.sql.query("UPDATE shops SET uninstalled_at = NULL");
    await faults({});
    await clear(minutes(31));
    expect(await metafieldOf(store, anna)).toBeNull();
    expect(await database.difference()).toBeNull();
    expect(shop).toBe(kopilka.shop);
  });
});

it("leaves nothing where the process ended between our books and Shopify", async () => {
  const boris = await member(200n);
  const request = { shop: kopilka.shop, customerId: boris, points: points(200n) };
  await reservePoints(kopilka.database.db, request, NOW);
  await expire(minutes(30));
  await expire(minutes(90));
  expect(await balance(boris)).toEqual([200n, 0n]);
  expect(await metafieldOf(store, boris)).toBeNull();
});

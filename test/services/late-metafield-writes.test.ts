import { beforeEach, expect, it } from "vitest";
import { inTransaction, queryable } from "../../app/db/transaction.server.ts";
import { holdId, type CustomerId } from "../../app/domain/ids.ts";
import { points } from "../../app/domain/points.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { cancelHold } from "../../app/services/cancel-hold.server.ts";
import { clearHolds } from "../../app/services/clear-holds.server.ts";
import { ensureMembers } from "../../app/services/ensure-members.server.ts";
import { holdPoints } from "../../app/services/hold-points.server.ts";
import { holdMetafields, type HoldMetafields } from "../../app/shopify/hold-metafield.server.ts";
import { newCustomer } from "../support/dev-store-customers.ts";
import { metafieldOf } from "../support/hold-metafield-of.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { useShopOnDevStore } from "../support/shop-on-dev-store.ts";

const NOW = new Date(Math.floor(Date.now() / 1000) * 1000);
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

const store = useRunningDevStore();
const kopilka = useShopOnDevStore(store, minutes(-60));

/** Anna has 500 points. */
let anna: CustomerId;
beforeEach(async () => {
  await store.control("PUT", "/faults", { lose: 1 });
  const { database, shop } = kopilka;
  anna = await newCustomer(store);
  await inTransaction(database.db, (tx) => ensureMembers(tx, shop, [anna], minutes(-60)));
  const gift = { points: 500n, reason: "gift", key: "gift", actor: "test" };
  await adjustPoints(database.db, { shop, customerId: anna, ...gift }, minutes(-60));
});

const metafields = () => holdMetafields(kopilka.context.adminOf(kopilka.shop), { hurried: true });
const hold = (amount: bigint, through = metafields()) =>
  holdPoints(
    kopilka.database.db,
    through,
    { shop: kopilka.shop, customerId: anna, points: points(amount) },
    NOW,
  );
const remove = (id: string) => {
  const request = { shop: kopilka.shop, customerId: anna, holdId: holdId(id) };
  return cancelHold(kopilka.database.db, metafields(), request, NOW);
};
const sweep = (at: Date) => clearHolds(kopilka.database.db, metafields(), kopilka.shop, at);
async function expectNothingLeft() {
  expect(await metafieldOf(store, anna)).toBeNull();
  const { sql } = kopilka.database;
  expect(await sql.query("SELECT available, held FROM balances")).toEqual([
    { available: 500n, held: 0n },
  ]);
  expect(await kopilka.database.difference()).toBeNull();
}

/** Metafields whose writes nobody waits for any longer, and which Shopify carries out later. */
function givenUp(whileWaiting: () => Promise<unknown> = () => Promise.resolve()) {
  const { read, clear, write } = metafields();
  const late: (() => Promise<unknown>)[] = [];
  const through: HoldMetafields = {
    read,
    clear,
    write: async (...call) => {
      late.push(() => write(...call));
      await whileWaiting();
      return { kind: "unavailable", message: "no answer" };
    },
  };
  const arrive = () => Promise.all(late.map((call) => call()));
  return { through, arrive };
}

it("a hold that reaches Shopify after another took its place and was taken back is cleared", async () => {
  const { through, arrive } = givenUp();
  expect(await hold(300n, through)).toMatchObject({ kind: "shopify_unavailable" });
  const second = await hold(200n);
  await remove(second.kind === "held" ? second.hold.holdId : "");
  await arrive();
  expect(await metafieldOf(store, anna)).toMatchObject({ points: 300 });
  await sweep(minutes(2));
  await expectNothingLeft();
});

it("a hold that reaches Shopify after it was taken back, with nobody waiting, is cleared", async () => {
  const sql = queryable(kopilka.database.db.pool);
  const { through, arrive } = givenUp(async () => {
    const [row] = await sql.query<{ hold_id: string }>("SELECT hold_id FROM holds");
    expect(await remove(row?.hold_id ?? "")).toMatchObject({ state: "released" });
  });
  expect(await hold(300n, through)).toMatchObject({ kind: "shopify_unavailable" });
  await arrive();
  expect(await metafieldOf(store, anna)).toMatchObject({ points: 300 });
  await sweep(minutes(2));
  await expectNothingLeft();
});

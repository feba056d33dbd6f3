import { afterEach, beforeEach, expect, it } from "vitest";
import { inTransaction } from "../../../app/db/transaction.server.ts";
import { customerId } from "../../../app/domain/ids.ts";
import { defaultProgram, encodeProgram } from "../../../app/domain/program.ts";
import { fetchSurroundings } from "../../../app/services/fetch-surroundings.server.ts";
import type { ShopReader } from "../../../app/services/shop-reader.ts";
import { programWith, publish } from "../../support/awards.ts";
import { day, RUB } from "../../support/order-examples.ts";
import { withClient } from "../../support/postgres.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../../support/shop-with-orders.ts";

const ANNA = customerId("7000000000001");

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(() => shop.close());

const reader = {
  customerTags: (ids: readonly string[]) => Promise.resolve(new Map(ids.map((id) => [id, []]))),
} as unknown as ShopReader;

/** Comes back once a connection to this database waits for another's lock. */
const somebodyWaits = () =>
  withClient(shop.url, async (owner) => {
    const waiting = `SELECT 1 FROM pg_stat_activity
                      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    for (let tries = 0; tries < 2_000; tries += 1)
      if ((await owner.query(waiting)).rowCount) return;
    throw new Error("nobody waits");
  });

it("waits for a member before it locks the member's orders, as whoever else changes both does", async () => {
  const gold = { id: "gold", name: { en: "Gold" }, threshold: "900000.00", multiplier: "3" };
  const tiers = { basis: "spend", window: "lifetime", levels: [gold] };
  const { earning } = encodeProgram(defaultProgram(RUB));
  const tagged = {
    ...earning,
    rules: [{ id: "vip", orders: { customer_tags: ["vip"] }, rate: { percent: "50" } }],
  };
  await publish(shop, SHOP, programWith([], { tiers, earning: tagged }), day(1));
  await shop.order(SHOP, "1", { customerId: ANNA, processedAt: day(2), paidAt: day(2) }, day(2));
  expect(await shop.sql.query("SELECT 1 FROM orders WHERE waiting_since IS NOT NULL")).toHaveLength(
    1,
  );

  let fetched: ReturnType<typeof fetchSurroundings> | undefined;
  await inTransaction(shop.db, async (tx) => {
    await tx.query("SELECT 1 FROM balances FOR NO KEY UPDATE");
    fetched = fetchSurroundings(shop.db, reader, SHOP, day(3));
    await somebodyWaits();
    await tx.query("SELECT 1 FROM orders FOR NO KEY UPDATE NOWAIT");
  });
  expect(await fetched).toMatchObject({ orders: 1 });
  expect(await shop.points(SHOP, ANNA)).toBe(10n);
});

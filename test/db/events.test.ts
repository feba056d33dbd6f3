import { afterAll, beforeAll, expect, it } from "vitest";
import { eventsOf, recordEvents } from "../../app/db/event-queries.server.ts";
import { inTransaction } from "../../app/db/transaction.server.ts";
import type { HolderEvent } from "../../app/domain/events.ts";
import { ANNA, BORIS } from "../support/member-book.ts";
import { day } from "../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

let shop: ShopDatabase;
beforeAll(async () => {
  shop = await shopDatabase();
});
afterAll(() => shop.close());

const event = (key: string, said: Partial<HolderEvent> = {}): HolderEvent => ({
  key,
  holderId: ANNA,
  type: "tier/upgraded",
  at: day(3),
  data: { tier: "gold" },
  ...said,
});

const record = (events: readonly HolderEvent[], on = 9) =>
  inTransaction(shop.db, (tx) => recordEvents(tx, SHOP, events, day(on)));

it("records each fact once, and says which were new", async () => {
  const [gold, silver] = [event("tier/gold"), event("tier/silver", { at: day(2) })];
  expect(await record([gold, silver, gold])).toEqual(["tier/gold", "tier/silver"]);
  expect(await record([{ ...gold, data: { tier: 'a "quoted"\nname' } }], 10)).toEqual([]);
  expect(await record([event("tier/boris", { holderId: BORIS })], 10)).toEqual(["tier/boris"]);
  const told = await eventsOf(shop.sql, SHOP, [ANNA]);
  expect(told).toMatchObject([
    { ...silver, recordedAt: day(9) },
    { ...gold, recordedAt: day(9) },
  ]);
});

it("keeps what a merchant wrote as it stands", async () => {
  const data = { name: 'a "quoted"\nname', count: 3 };
  await record([event("named", { data, at: day(30) })]);
  expect((await eventsOf(shop.sql, SHOP, [ANNA])).at(-1)).toMatchObject({ data });
});

it.each(["UPDATE events SET at = now()", "DELETE FROM events"])("refuses to %s", async (change) => {
  await expect(shop.sql.query(change)).rejects.toThrow(/permission denied/);
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { customerId, orderId } from "../../app/domain/ids.ts";
import type { OrderFacts } from "../../app/domain/order/order.ts";
import { defaultProgram } from "../../app/domain/program.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { previewBackfill } from "../../app/services/backfill/preview-backfill.server.ts";
import { runBackfill } from "../../app/services/backfill/run-backfill.server.ts";
import { undoBackfill } from "../../app/services/backfill/undo-backfill.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import type { ShopReader } from "../../app/services/shop-reader.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { awards, programWith, publish } from "../support/awards.ts";
import { day, line, orderFacts, RUB } from "../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";
import { csv, importDesk } from "./imports/import-desk.ts";

const ANNA = customerId("7000000000001");
const BORIS = customerId("7000000000002");

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  // Installed and published on day 10: one point for 100 roubles.
  await shop.install(SHOP, day(10));
});
afterEach(() => shop.close());

const bought = (id: string, on: number, more: Partial<OrderFacts> = {}): OrderFacts =>
  orderFacts([line("1", 100_000n)], {
    orderId: orderId(id),
    customerId: ANNA,
    source: "admin",
    processedAt: day(on),
    updatedAt: day(on),
    paidAt: day(on),
    ...more,
  });

/** Shopify's orders, a few on a page; `failsAfter` pages it answers no more. */
function shopify(orders: readonly OrderFacts[], failsAfter = Number.POSITIVE_INFINITY) {
  const sorted = orders.toSorted((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime());
  let pages = 0;
  const reader = {
    ordersUpdatedSince(since: Date, after: string | null) {
      pages += 1;
      if (pages > failsAfter) return Promise.reject(new Error("Shopify is away"));
      const all = sorted.filter(({ updatedAt }) => updatedAt >= since);
      const from = Number(after ?? 0);
      const next = from + 250 < all.length ? String(from + 250) : null;
      return Promise.resolve({ orders: all.slice(from, from + 250), unreadable: [], next });
    },
  };
  return { reader: reader as unknown as ShopReader, asked: () => pages };
}

const reading = (reader: ShopReader, programVersion: number | null = null, since = day(0)) => ({
  db: shop.db,
  reader,
  shop: SHOP,
  since,
  programVersion,
});
const at = (date: Date) => () => date;
const underVersion = async (order: string) => {
  const [row] = await shop.sql.query<{ version: number | null; target: bigint | null }>(
    "SELECT program_version AS version, target FROM orders WHERE order_id = $1",
    [order],
  );
  return row;
};

describe("orders placed before installation (back-fill)", () => {
  it("are evaluated under the version in force when they were placed, and earn nothing before the first", async () => {
    const orders = [bought("1", 5), bought("2", 12)];
    const { sofar } = await runBackfill(reading(shopify(orders).reader), at(day(20)));
    expect(sofar).toMatchObject({ orders: 2, adopted: 2, points: 10n, beforeFirst: 1 });
    expect(await shop.points(SHOP, ANNA)).toBe(10n);
    expect(await shop.difference()).toBeNull();
  });

  it("are evaluated under the version chosen for those from before the first, refunds that come later and verify too", async () => {
    await publishProgram(
      shop.db,
      { shop: SHOP, program: defaultProgram(RUB), by: "test" },
      day(11),
    );
    const orders = [bought("1", 5), bought("2", 12)];
    const { sofar } = await runBackfill(reading(shopify(orders).reader, 1), at(day(20)));
    expect(sofar).toMatchObject({ points: 20n, beforeFirst: 0 });
    expect(await underVersion("1")).toEqual({ version: 1, target: 10n });
    expect(await underVersion("2")).toEqual({ version: 2, target: 10n });
    expect(await shop.difference()).toBeNull();
    // Cancelled later, by a webhook that knows nothing of back-fills.
    const cancelled = { ...bought("1", 5), cancelledAt: day(21), updatedAt: day(21) };
    await shop.order(SHOP, "1", { ...cancelled, source: "webhook" }, day(21));
    expect(await underVersion("1")).toEqual({ version: 1, target: 0n });
    expect(await shop.points(SHOP, ANNA)).toBe(10n);
    expect(await shop.difference()).toBeNull();
  });

  it("placed before the day that was asked for are left alone, though they changed since", async () => {
    const old = bought("1", 5, { updatedAt: day(15) });
    const { sofar } = await runBackfill(reading(shopify([old]).reader, 1, day(8)), at(day(20)));
    expect(sofar).toMatchObject({ orders: 0, points: 0n });
  });

  it("have a preview of what each member would be given, that posts nothing and comes true", async () => {
    const orders = [
      bought("1", 5),
      bought("2", 6),
      bought("3", 7, { customerId: BORIS }),
      bought("4", 8, { customerId: null, guestHash: "a".repeat(64) }),
    ];
    const { reader } = shopify(orders);
    const seen = await previewBackfill(reading(reader, 1), at(day(20)));
    expect(Object.fromEntries(seen.members)).toEqual({
      [ANNA]: { orders: 2, points: 20n },
      [BORIS]: { orders: 1, points: 10n },
    });
    expect(seen.guests).toEqual({ orders: 1, points: 10n });
    for (const table of ["orders", "holders", "transfers", "backfills"])
      expect(await shop.sql.query(`SELECT 1 FROM ${table}`), table).toEqual([]);
    await runBackfill(reading(reader, 1), at(day(20)));
    expect([await shop.points(SHOP, ANNA), await shop.points(SHOP, BORIS)]).toEqual([20n, 10n]);
  });

  it("have a preview of the bonuses, too, that they would bring", async () => {
    const program = programWith([
      { kind: "welcome", id: "hello", points: 100 },
      { kind: "milestone_orders", id: "two", points: 70, orders: 2 },
    ]);
    await publish(shop, SHOP, program, day(11));
    await shop.order(SHOP, "live", { customerId: BORIS, processedAt: day(12) }, day(12));
    const { reader } = shopify([
      ...Array.from({ length: 300 }, (_, i) => bought(String(i + 1), 12 + i / 100)),
      bought("b", 16, { customerId: BORIS }),
    ]);
    const before = await shop.points(SHOP, BORIS);
    const { bonuses } = await previewBackfill(reading(reader), at(day(20)));
    expect(Object.fromEntries(bonuses)).toEqual({ [ANNA]: 170n, [BORIS]: 70n });
    await runBackfill(reading(reader), at(day(20)));
    expect(await shop.points(SHOP, ANNA)).toBe(3_000n + 170n);
    expect(await shop.points(SHOP, BORIS)).toBe((before ?? 0n) + 10n + 70n);
  });

  it("that Shopify stops answering for are gone on with where it stopped, and posted once", async () => {
    const orders = Array.from({ length: 700 }, (_, i) =>
      bought(String(i + 1), 1 + i / 100, { updatedAt: new Date(day(1).getTime() + i * 3_600_000) }),
    );
    const broken = runBackfill(reading(shopify(orders, 2).reader, 1), at(day(40)));
    await expect(broken).rejects.toThrow("Shopify is away");
    const [half] = await shop.sql.query<{ orders: number; state: string }>(
      "SELECT orders, state FROM backfills",
    );
    expect(half).toEqual({ orders: 500, state: "running" });
    const again = shopify(orders);
    const { record } = await runBackfill(reading(again.reader, 1), at(day(41)));
    expect(record).toMatchObject({ state: "done", adopted: 700, points: 7_000n });
    expect(again.asked()).toBe(1);
    expect(await shop.points(SHOP, ANNA)).toBe(7_000n);
    expect(await shop.sql.query("SELECT 1 FROM backfills")).toHaveLength(1);
    expect(await shop.difference()).toBeNull();
  });

  it("are left out where an import's history has brought their points", async () => {
    const desk = importDesk(() => shop, { [ANNA]: "anna@example.com" });
    const history = csv("email,points_amount,order_id", "anna@example.com,50,1");
    await desk.bring(history, { at: day(19) });
    const orders = [bought("1", 5), bought("2", 6)];
    const { sofar } = await runBackfill(reading(shopify(orders).reader, 1), at(day(20)));
    expect(sofar).toMatchObject({ orders: 1, imported: 1, points: 10n });
    expect(await shop.points(SHOP, ANNA)).toBe(60n);
  });
});

describe("the undo of a back-fill", () => {
  const orders = [bought("1", 5), bought("2", 6, { customerId: BORIS })];

  it("takes back what is left of what it posted; what was spent is reported and never owed", async () => {
    await shop.order(SHOP, "live", { customerId: ANNA, processedAt: day(15) }, day(15));
    const { record } = await runBackfill(reading(shopify(orders).reader, 1), at(day(20)));
    await maturePoints(shop.db, SHOP, day(60));
    const spent = { shop: SHOP, customerId: BORIS, points: -4n, reason: "spent", key: "b" };
    await adjustPoints(shop.db, { ...spent, actor: "test" }, day(60));
    expect(await undoBackfill(shop.db, SHOP, record.backfillId, day(61))).toEqual({
      kind: "undone",
      orders: 2,
      taken: 16n,
      spent: 4n,
    });
    // What Anna earned otherwise stays; Boris owes nothing.
    expect(await shop.points(SHOP, ANNA)).toBe(10n);
    expect(await shop.points(SHOP, BORIS)).toBe(0n);
    expect(await shop.difference()).toBeNull();
  });

  it("lasts: what is heard of the orders later earns nothing, until they are back-filled again", async () => {
    const { reader } = shopify(orders);
    const { record } = await runBackfill(reading(reader, 1), at(day(20)));
    await undoBackfill(shop.db, SHOP, record.backfillId, day(21));
    const edited = { ...bought("1", 5), updatedAt: day(22), source: "webhook" as const };
    await shop.order(SHOP, "1", edited, day(22));
    expect(await shop.points(SHOP, ANNA)).toBe(0n);
    expect(await shop.difference()).toBeNull();
    const { sofar } = await runBackfill(reading(reader, 1), at(day(23)));
    expect(sofar).toMatchObject({ adopted: 2, points: 20n });
    expect(await shop.points(SHOP, ANNA)).toBe(10n);
    expect(await shop.difference()).toBeNull();
  });

  it("takes back the bonuses and the tier that its orders brought, and lets nobody owe for what of it was spent", async () => {
    const threshold = "2000.00";
    const gold = { id: "gold", name: { en: "Gold" }, threshold, multiplier: "2", entry_bonus: 500 };
    const program = programWith([{ kind: "milestone_orders", id: "two", points: 70, orders: 2 }], {
      tiers: { basis: "spend", window: "lifetime", levels: [gold] },
    });
    await publish(shop, SHOP, program, day(11));
    const { reader } = shopify([bought("1", 12), bought("2", 13)]);
    const { record } = await runBackfill(reading(reader), at(day(20)));
    await shop.order(SHOP, "live", { customerId: ANNA, processedAt: day(25) }, day(25));
    await maturePoints(shop.db, SHOP, day(60));
    // Two orders of 10 points, their bonuses, and an order in gold.
    expect(await shop.points(SHOP, ANNA)).toBe(20n + 500n + 70n + 20n);
    const spent = { shop: SHOP, customerId: ANNA, points: -605n, reason: "spent", key: "a" };
    await adjustPoints(shop.db, { ...spent, actor: "test" }, day(60));
    await undoBackfill(shop.db, SHOP, record.backfillId, day(61));
    const member = await viewMember(shop.db, SHOP, ANNA);
    expect(member).toMatchObject({ pending: 0n, available: 0n, owed: 0n });
    expect(await awards(shop, SHOP, ANNA)).toEqual({
      "milestone_orders/2": 0n,
      "tier_entry/gold": 0n,
    });
    expect(await shop.difference()).toBeNull();
  });

  it("leaves alone what was known before the back-fill", async () => {
    await shop.order(SHOP, "live", { customerId: ANNA, processedAt: day(15) }, day(15));
    const known = bought("live", 15, { updatedAt: day(16) });
    const { record, sofar } = await runBackfill(
      reading(shopify([...orders, known]).reader, 1),
      at(day(20)),
    );
    expect(sofar).toMatchObject({ orders: 3, adopted: 2 });
    await undoBackfill(shop.db, SHOP, record.backfillId, day(21));
    expect(await shop.points(SHOP, ANNA)).toBe(10n);
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { customerId } from "../../../app/domain/ids.ts";
import { adjustPoints } from "../../../app/services/adjust-points.server.ts";
import { expirePoints } from "../../../app/services/expire-points.server.ts";
import { maturePoints } from "../../../app/services/mature-points.server.ts";
import { mergeMembers } from "../../../app/services/merge-members.server.ts";
import { moveTiers } from "../../../app/services/move-tiers.server.ts";
import { programWith, publish } from "../../support/awards.ts";
import { day } from "../../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../../support/shop-with-orders.ts";
import { csv, importDesk } from "./import-desk.ts";

const ANNA = "7000000000001";
const BORIS = "7000000000002";

let shop: ShopDatabase;
const desk = importDesk(() => shop, { [ANNA]: "anna@example.com", [BORIS]: "boris@example.com" });

beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(() => shop.close());

const spend = (customer: string, points: bigint, at = day(5)) =>
  adjustPoints(
    shop.db,
    {
      shop: SHOP,
      customerId: customerId(customer),
      points: -points,
      reason: "spent",
      key: `spend ${customer}`,
      actor: "test",
    },
    at,
  );

describe("CSV import with a preview and an undo", () => {
  const file = csv(
    "email,points",
    "anna@example.com,100",
    "boris@example.com,40",
    "carl@example.com,7",
  );

  it("previews what would be posted, would wait and is refused, and posts nothing", async () => {
    const seen = await desk.bring(`${file}anna@example.com,1.5\n`, { at: day(3), preview: true });
    expect(seen).toMatchObject({ posted: 2, waiting: 1, refused: 1, pointsPosted: 140n });
    expect(await desk.refused(seen)).toEqual([
      'Row 5, points: "1.5" has a fraction, and points are whole: write 1 or 2',
    ]);
    for (const table of ["holders", "customers", "transfers", "lots", "notes"])
      expect(await shop.sql.query(`SELECT 1 FROM ${table}`), table).toEqual([]);
    const kept = await shop.sql.query("SELECT state FROM import_rows");
    expect(kept).toEqual([{ state: "refused" }]);
    expect(await desk.bring(file, { at: day(4) })).toMatchObject({ posted: 2, repeated: 0 });
  });

  it("previews what was imported before, and what of a history takes too much", async () => {
    await desk.bring(file, { at: day(3) });
    expect(await desk.bring(file, { at: day(4), preview: true })).toMatchObject({ repeated: 3 });
    const history = csv("email,points_amount", "anna@example.com,10", "anna@example.com,-11");
    const seen = await desk.bring(history, { at: day(4), preview: true });
    expect(seen).toMatchObject({ posted: 1, refused: 1, pointsPosted: 10n });
  });

  it("takes back exactly what is left; what was spent is reported and never owed", async () => {
    const done = await desk.bring(file, { at: day(3) });
    await spend(ANNA, 30n);
    expect(await desk.undo(done, day(6))).toEqual({
      taken: 110n,
      held: 0n,
      expired: 0n,
      spent: 30n,
    });
    expect(await shop.points(SHOP, ANNA)).toBe(0n);
    expect(await shop.points(SHOP, BORIS)).toBe(0n);
    expect(await desk.view(done)).toMatchObject({ state: "undone", pointsTaken: 110n });
    expect(await shop.difference()).toBeNull();
  });

  it("takes only from the import's own lots, not what members have earned otherwise", async () => {
    await shop.order(SHOP, "1", { customerId: customerId(ANNA) }, day(2));
    const done = await desk.bring(file, { at: day(3) });
    await spend(ANNA, 30n);
    await desk.undo(done, day(6));
    expect(await shop.points(SHOP, ANNA)).toBe(10n);
  });

  it("finds its lots where a merge has moved them", async () => {
    const done = await desk.bring(file, { at: day(3) });
    await mergeMembers(shop.db, SHOP, { from: customerId(ANNA), into: customerId(BORIS) }, day(4));
    expect(await desk.undo(done, day(6))).toMatchObject({ taken: 140n, spent: 0n });
    expect(await shop.points(SHOP, BORIS)).toBe(0n);
    expect(await shop.difference()).toBeNull();
  });

  it("lets the same file be imported again afterwards, and undone again", async () => {
    const first = await desk.bring(file, { at: day(3) });
    await desk.undo(first, day(4));
    const second = await desk.bring(file, { at: day(5) });
    expect(second).toMatchObject({ posted: 2, repeated: 0, waiting: 1 });
    expect(await shop.points(SHOP, ANNA)).toBe(100n);
    expect(await desk.undo(second, day(6))).toMatchObject({ taken: 140n });
    expect(await shop.difference()).toBeNull();
  });

  it("is undone once more, for what checkouts have given back, also where its file was imported again", async () => {
    const first = await desk.bring(file, { at: day(3), source: "points.csv" });
    await desk.undo(first, day(4));
    const second = await desk.bring(file, { at: day(5), source: "points.csv" });
    expect(await desk.undo(first, day(6))).toMatchObject({ taken: 140n, held: 0n });
    expect(await shop.points(SHOP, ANNA)).toBe(100n);
    // The second is still the one that the file's name stands for.
    expect(await desk.start({ at: day(7), source: "points.csv" })).toMatchObject({
      importId: second.importId,
      state: "done",
    });
  });

  it("takes a tier back with what it made orders earn, and lets nobody owe for what of it was spent", async () => {
    const gold = { id: "gold", name: { en: "Gold" }, threshold: "900000.00", multiplier: "3" };
    const tiers = { basis: "spend", window: "lifetime", levels: [gold] };
    await publish(shop, SHOP, programWith([], { tiers }), day(1));
    const imported = await desk.bring(csv("email,tier", "anna@example.com,gold"), { at: day(2) });
    const order = { customerId: customerId(ANNA), processedAt: day(3), paidAt: day(3) };
    await shop.order(SHOP, "1", order, day(3));
    await maturePoints(shop.db, SHOP, day(20));
    expect(await shop.points(SHOP, ANNA)).toBe(30n);
    await spend(ANNA, 25n, day(21));
    await desk.undo(imported, day(22));
    // The order has earned 10 by now, of which 15 too many were spent.
    expect(await shop.points(SHOP, ANNA)).toBe(0n);
    await moveTiers(shop.db, SHOP, day(23));
    expect(await shop.points(SHOP, ANNA)).toBe(0n);
    expect(await shop.difference()).toBeNull();
  });

  it("says the same of what had expired however often it is asked", async () => {
    const day4 = day(4).toISOString().slice(0, 10);
    const dated = csv(
      "email,points,expires_at",
      `boris@example.com,40,${day4}`,
      "anna@example.com,9,",
    );
    const imported = await desk.bring(dated, { at: day(3) });
    await expirePoints(shop.db, SHOP, day(6));
    const undone = { taken: 9n, held: 0n, expired: 40n, spent: 0n };
    expect(await desk.undo(imported, day(7))).toEqual(undone);
    expect(await desk.undo(imported, day(8))).toEqual(undone);
  });

  it("leaves points in a checkout to their shopper until they come back", async () => {
    const done = await desk.bring(file, { at: day(3) });
    // As a hold does: available points of the lot are held.
    await shop.sql.query(
      "UPDATE lots SET available = 60, held = 40 WHERE lot_id LIKE 'import/%/2'",
    );
    await shop.sql.query(
      `UPDATE balances SET available = 60, held = 40
        WHERE holder_id = (SELECT holder_id FROM customers WHERE customer_id = $1)`,
      [ANNA],
    );
    expect(await desk.undo(done, day(6))).toMatchObject({ taken: 100n, held: 40n, spent: 0n });
    await shop.sql.query("UPDATE lots SET available = 40, held = 0 WHERE held > 0");
    await shop.sql.query("UPDATE balances SET available = 40, held = 0 WHERE held > 0");
    expect(await desk.undo(done, day(7))).toMatchObject({ taken: 140n, held: 0n });
  });

  it("an undo of history leaves nothing of it, takings among it", async () => {
    const done = await desk.bring(
      csv("email,points_amount", "anna@example.com,100", "anna@example.com,-30"),
      { at: day(3) },
    );
    expect(await desk.undo(done, day(6))).toMatchObject({ taken: 70n, spent: 0n });
    expect(await shop.points(SHOP, ANNA)).toBe(0n);
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { customerId } from "../../../app/domain/ids.ts";
import { claimGuestOrders } from "../../../app/services/claim-guest-orders.server.ts";
import { emailHasher } from "../../../app/shopify/hash-email.server.ts";
import { tidyImports } from "../../../app/services/imports/tidy-imports.server.ts";
import { eraseImportedRows } from "../../../app/db/import-undo-queries.server.ts";
import { exportImportedRows } from "../../../app/db/import-undo-queries.server.ts";
import { day } from "../../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../../support/shop-with-orders.ts";
import { csv, importDesk, KEY } from "./import-desk.ts";

const ANNA = "7000000000001";
const BORIS = "7000000000002";
const CARL = "7000000000003";
const hashEmail = emailHasher(KEY);

let shop: ShopDatabase;
const desk = importDesk(() => shop, { [ANNA]: "anna@example.com" });

beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(() => shop.close());

const login = (customer: string, email: string) =>
  claimGuestOrders(
    shop.db,
    { shop: SHOP, customerId: customerId(customer), emailHash: hashEmail(email) },
    day(9),
  );
const file = csv("email,points,note", "boris@example.com,40,moved", "anna@example.com,5,moved");

describe("rows whose address no customer has", () => {
  it("wait under a keyed hash and are given to whoever proves the address by a login, once", async () => {
    expect(await desk.bring(file, { at: day(3) })).toMatchObject({ posted: 1, waiting: 1 });
    await login(CARL, "carl@example.com");
    expect(await shop.points(SHOP, CARL)).toBe(0n);
    await login(BORIS, "Boris@example.com");
    expect(await shop.points(SHOP, BORIS)).toBe(40n);
    await login(CARL, "boris@example.com");
    expect(await shop.points(SHOP, CARL)).toBe(0n);
    const [one] = await shop.sql.query<{ waiting: number; posted: number }>(
      "SELECT waiting, posted FROM imports",
    );
    expect(one).toEqual({ waiting: 0, posted: 2 });
    expect(await shop.difference()).toBeNull();
  });

  it("are undone with their import, before and after they are claimed", async () => {
    const first = await desk.bring(file, { at: day(3) });
    await desk.undo(first, day(4));
    await login(BORIS, "boris@example.com");
    expect(await shop.points(SHOP, BORIS)).toBe(0n);
    const second = await desk.bring(file, { at: day(5) });
    await login(BORIS, "boris@example.com");
    expect(await desk.undo(second, day(6))).toMatchObject({ taken: 45n, spent: 0n });
    expect(await shop.points(SHOP, BORIS)).toBe(0n);
  });

  it("leave no address in any table, and nothing once their owner demands erasure", async () => {
    await desk.bring(file, { at: day(3) });
    const dump = async () => {
      const tables = ["imports", "import_rows", "transfers", "members", "customers"];
      const texts = await Promise.all(
        tables.map((table) => shop.sql.query<{ t: string }>(`SELECT t::text AS t FROM ${table} t`)),
      );
      return texts
        .flat()
        .map(({ t }) => t)
        .join("\n");
    };
    expect(await dump()).not.toMatch(/@example\.com/);
    expect(await exportImportedRows(shop.sql, SHOP, hashEmail("boris@example.com"))).toMatchObject([
      { points: 40, facts: { note: "moved" } },
    ]);
    await eraseImportedRows(shop.sql, SHOP, hashEmail("boris@example.com"));
    expect(await dump()).not.toContain(hashEmail("boris@example.com"));
    await login(BORIS, "boris@example.com");
    expect(await shop.points(SHOP, BORIS)).toBe(0n);
  });
});

describe("rows by customer_id", () => {
  it("are refused where the shop has no such customer, or found by the address beside it", async () => {
    const done = await desk.bring(
      csv("customer_id,email,points", "42,,7", "42,anna@example.com,8"),
      { at: day(3) },
    );
    expect(await desk.refused(done)).toEqual([
      "Row 2, customer_id: no customer of the shop has the id 42, and the row has no e-mail address: correct one or give the other",
    ]);
    expect(await shop.points(SHOP, ANNA)).toBe(8n);
  });

  it("ask Shopify for many addresses at once, and for none twice", async () => {
    desk.asked.length = 0;
    const rows = Array.from({ length: 2_500 }, (_, i) => `member-${i % 500}@example.com,${i + 1}`);
    await desk.bring(csv("email,points", ...rows), { at: day(3) });
    expect(desk.asked.flat()).toHaveLength(500);
    expect(desk.asked).toHaveLength(1);
  });
});

describe("what imports need no longer", () => {
  it("goes by itself: a preview after 30 days, the addresses of a reading that was broken off after 7", async () => {
    await desk.bring(file, { at: day(1), preview: true });
    const broken = await desk.start({ at: day(2) });
    await shop.sql.query(
      `INSERT INTO import_rows (shop, import_id, row, state, email, email_hash)
       VALUES ($1, $2, 2, 'read', 'anna@example.com', 'x')`,
      [SHOP, broken.importId],
    );
    expect(await tidyImports(shop.db, day(8))).toEqual({ previews: 0, abandoned: 0 });
    expect(await tidyImports(shop.db, day(32))).toEqual({ previews: 1, abandoned: 1 });
    expect(await shop.sql.query("SELECT state, email FROM import_rows")).toEqual([
      { state: "undone", email: null },
    ]);
    expect(await shop.sql.query("SELECT state FROM imports")).toEqual([{ state: "undone" }]);
  });

  it("goes by itself: the addresses of a preview whose reading was broken off, after 7 days, too", async () => {
    const broken = await desk.start({ at: day(2), preview: true });
    await shop.sql.query(
      `INSERT INTO import_rows (shop, import_id, row, state, email, email_hash)
       VALUES ($1, $2, 2, 'read', 'anna@example.com', 'x')`,
      [SHOP, broken.importId],
    );
    expect(await tidyImports(shop.db, day(10))).toEqual({ previews: 0, abandoned: 1 });
    expect(await shop.sql.query("SELECT state, email FROM import_rows")).toEqual([
      { state: "undone", email: null },
    ]);
    expect(await tidyImports(shop.db, day(33))).toEqual({ previews: 1, abandoned: 0 });
  });
});

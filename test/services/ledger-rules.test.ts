import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { chainsOf } from "../../app/db/transfer-queries.server.ts";
import { customerId, holderId, type HolderId } from "../../app/domain/ids.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { day } from "../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const [ANNA, BORIS] = ["7000000000001", "7000000000002"];

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await shop.order(SHOP, "1", { customerId: customerId(ANNA), updatedAt: day(1) }, day(1));
  await shop.order(SHOP, "2", { customerId: customerId(BORIS), updatedAt: day(1) }, day(1));
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

const adjust = (key: string, points: bigint, reason = "a mug", customer = ANNA) =>
  adjustPoints(
    shop.db,
    { shop: SHOP, customerId: customerId(customer), points, reason, key, actor: "test" },
    day(20),
  );
const holders = async () => {
  const rows = await shop.sql.query<{ customer_id: string; holder_id: HolderId }>(
    "SELECT customer_id, holder_id FROM customers WHERE shop = $1 ORDER BY customer_id",
    [SHOP],
  );
  return rows.map((row) => row.holder_id);
};

describe("The ledger", () => {
  it("accounts, lots and chains belong to a holder; Shopify's customer ids are mapped to them, several after a merge", async () => {
    await maturePoints(shop.db, SHOP, day(15));
    await mergeMembers(shop.db, SHOP, { from: customerId(BORIS), into: customerId(ANNA) }, day(16));
    const [anna, boris] = await holders();
    expect(boris).not.toBe(anna);
    for (const customer of [ANNA, BORIS])
      expect(await viewMember(shop.db, SHOP, customerId(customer))).toMatchObject({
        holderId: anna,
        available: 20n,
      });
  });

  it("the same key and content: the stored transfer comes back; same key, other content: an error", async () => {
    const first = await adjust("gift", 5n);
    expect(first.kind).toBe("posted");
    expect(await adjust("gift", 5n)).toMatchObject({ kind: "replayed" });
    expect(await adjust("gift", 6n)).toEqual({ kind: "key_reused" });
    expect(await adjust("gift", 5n, "another reason")).toEqual({ kind: "key_reused" });
    expect(await adjust("gift", 5n, "a mug", BORIS)).toEqual({ kind: "key_reused" });
    expect(await shop.points(SHOP, ANNA)).toBe(15n);
  });

  it("transfers hold no personal data: free text lives elsewhere, and its erasure breaks no chain", async () => {
    await adjust("gift", 5n, "Anna Smirnova, anna@example.com");
    const [anna] = await holders();
    const [, given] = await chainsOf(shop.sql, SHOP, [anna!]);
    expect(given?.noteHash).toHaveLength(32);
    const rows = await shop.sql.query<{ row: string }>("SELECT t::text AS row FROM transfers t");
    expect(rows.map(({ row }) => row).join()).not.toMatch(/Anna|anna@/);
    await shop.sql.query("UPDATE notes SET text = NULL, salt = '' WHERE shop = $1", [SHOP]);
    expect(await shop.difference()).toBeNull();
  });

  it("no row of the ledger is updated or deleted: the database refuses it, also to the app's own role", async () => {
    for (const change of [
      "UPDATE transfers SET amount = 1",
      "DELETE FROM transfers",
      "DELETE FROM lot_uses",
    ])
      await expect(shop.sql.query(change)).rejects.toThrow(/permission denied|append-only/);
  });

  it("balances are a projection with CHECK constraints: none can be stored below zero", async () => {
    for (const account of ["pending", "available", "held", "owed"])
      await expect(
        shop.sql.query(`UPDATE balances SET ${account} = -1 WHERE shop = $1`, [SHOP]),
      ).rejects.toThrow(/check constraint/);
    await expect(shop.sql.query("UPDATE lots SET available = -1")).rejects.toThrow(
      /check constraint/,
    );
  });

  it("the shop's accounts are summed when asked for and never stored in a hot row", async () => {
    const tables = await shop.sql.query<{ table_name: string }>(
      `SELECT DISTINCT table_name FROM information_schema.columns
        WHERE table_schema = 'public' AND column_name IN ('issued', 'redeemed', 'reversed', 'uncollected')
          AND table_name NOT IN ('awards')`,
    );
    expect(tables).toEqual([]);
  });

  it("writers lock holder rows in id order: opposite writers at once all get through", async () => {
    const gifts = [1, 2, 3, 4, 5, 6].flatMap((n) => [
      adjust(`a${String(n)}`, 1n),
      adjust(`b${String(n)}`, 1n, "a mug", BORIS),
      maturePoints(shop.db, SHOP, day(20)),
      shop.order(SHOP, "3", { customerId: customerId(ANNA), updatedAt: day(n) }, day(20)),
    ]);
    await Promise.all(gifts);
    expect(await shop.points(SHOP, ANNA)).toBe(26n);
    expect(await shop.points(SHOP, BORIS)).toBe(16n);
  });

  it("every primary key, unique key and foreign key of our tables starts with the shop", async () => {
    const keys = await shop.sql.query<{ name: string; column: string }>(
      `SELECT c.relname || '.' || i.relname AS name, a.attname AS column
         FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
        WHERE x.indisunique AND c.relnamespace = 'public'::regnamespace
       UNION ALL
       SELECT conrelid::regclass || '.' || conname, a.attname
         FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
        WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace`,
    );
    expect(keys.length).toBeGreaterThan(20);
    const others = keys.filter(({ column }) => column !== "shop").map(({ name }) => name);
    // Shopify's session storage asks for a key of its own; the other is not ours.
    expect(others.toSorted()).toEqual([
      "_prisma_migrations._prisma_migrations_pkey",
      "sessions.sessions_pkey",
    ]);
  });

  it("holders exist before anything is posted, and one without a history has an empty book", async () => {
    const stranger = holderId("00000000-0000-7000-8000-000000000001");
    await expect(
      shop.sql.query("INSERT INTO balances (shop, holder_id, chain_hash) VALUES ($1, $2, '')", [
        SHOP,
        stranger,
      ]),
    ).rejects.toThrow(/foreign key|check constraint/);
  });
});

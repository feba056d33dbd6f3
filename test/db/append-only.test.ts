import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase, type FreshDatabase } from "../support/fresh-database.ts";

/** One transfer and the lot it used, as small as the tables allow. */
const ONE_TRANSFER = `
  INSERT INTO transfers (shop, holder_id, seq, key, code, debit, credit, amount, explanation,
                         event_at, recorded_at, prev_hash, hash)
  VALUES ('a.myshopify.com', gen_random_uuid(), 1, gen_random_uuid()::text, 'earn', 'issued',
          'pending', 5, '{}', now(), now(), '', '')`;
const ONE_LOT_USE = `
  INSERT INTO lot_uses (shop, holder_id, seq, line, lot_id, account, amount)
  VALUES ('a.myshopify.com', gen_random_uuid(), 1, 1, 'lot', 'available', 5)`;
const ONE_VERSION = `
  INSERT INTO program_versions (shop, version, document, published_at, published_by)
  VALUES ('a.myshopify.com', 1, '{}', now(), 'test')`;

const CHANGES = [
  "UPDATE transfers SET amount = 6",
  "DELETE FROM transfers",
  "TRUNCATE transfers",
  "UPDATE lot_uses SET amount = 6",
  "DELETE FROM lot_uses",
  "TRUNCATE lot_uses",
  `UPDATE program_versions SET document = '{"schema": 2}'`,
  "DELETE FROM program_versions",
  "TRUNCATE program_versions",
];

let database: FreshDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(ONE_TRANSFER);
  await client.query(ONE_LOT_USE);
  await client.query(ONE_VERSION);
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

beforeEach(async () => {
  await client.query("RESET ROLE");
});

describe("the ledger, and the programs it is reckoned from, refuse to forget", () => {
  it.each(CHANGES)("refuses %s to the owner of the tables", async (change) => {
    await expect(client.query(change)).rejects.toThrow(/append-only|stays as it is/);
  });

  it.each(CHANGES)("refuses %s to the app's role", async (change) => {
    await client.query("SET ROLE kopilka_app");
    await expect(client.query(change)).rejects.toThrow(/permission denied/);
  });

  it("lets the app's role add to it", async () => {
    await client.query("SET ROLE kopilka_app");
    await expect(client.query(ONE_TRANSFER)).resolves.toMatchObject({ rowCount: 1 });
  });

  it.each(CHANGES.filter((change) => !change.startsWith("DELETE")))(
    "refuses %s to the role that shop/redact uses",
    async (change) => {
      await client.query("SET ROLE kopilka_redact");
      await expect(client.query(change)).rejects.toThrow(/permission denied/);
    },
  );

  it("lets shop/redact's role delete, and nothing is left", async () => {
    await client.query("BEGIN; SET LOCAL ROLE kopilka_redact");
    await client.query("DELETE FROM transfers WHERE shop = 'a.myshopify.com'");
    await client.query("DELETE FROM lot_uses WHERE shop = 'a.myshopify.com'");
    await client.query("DELETE FROM program_versions WHERE shop = 'a.myshopify.com'");
    const { rows } = await client.query(
      "SELECT FROM transfers UNION ALL SELECT FROM lot_uses UNION ALL SELECT FROM program_versions",
    );
    await client.query("ROLLBACK");
    expect(rows).toEqual([]);
  });
});

describe("the tables refuse what cannot be", () => {
  const HOLDER = "00000000-0000-4000-8000-000000000001";

  beforeAll(async () => {
    await client.query(
      `INSERT INTO holders (shop, holder_id, kind, created_at)
       VALUES ('a.myshopify.com', $1, 'member', now())`,
      [HOLDER],
    );
  });

  it.each([
    ["available below zero", "balances_available_not_negative", "0, -1, 0, 0"],
    ["held below zero", "balances_held_not_negative", "0, 0, -1, 0"],
    ["owed beside available points", "balances_owed_repaid_first", "0, 5, 0, 5"],
  ])("%s", async (_, constraint, accounts) => {
    const balance = client.query(
      `INSERT INTO balances (pending, available, held, owed, shop, holder_id, chain_hash)
       VALUES (${accounts}, 'a.myshopify.com', '${HOLDER}', '')`,
    );
    await expect(balance).rejects.toMatchObject({ constraint });
  });

  it("a transfer of nothing, and one from an account to itself", async () => {
    await expect(client.query(ONE_TRANSFER.replace("5, '{}'", "0, '{}'"))).rejects.toMatchObject({
      constraint: "transfers_amount_positive",
    });
    const toItself = ONE_TRANSFER.replace("'issued'", "'pending'");
    await expect(client.query(toItself)).rejects.toMatchObject({
      constraint: "transfers_two_accounts",
    });
    const reschedule = toItself.replace("'earn'", "'reschedule'");
    await expect(client.query(reschedule)).resolves.toMatchObject({ rowCount: 1 });
  });

  it("a second active hold of one holder", async () => {
    const hold = (state: string, code: string) =>
      client.query(
        `INSERT INTO holds (shop, hold_id, holder_id, customer_id, code, state, points, money_minor,
                            currency, created_at, expires_at)
         VALUES ('a.myshopify.com', gen_random_uuid(), $1, '1', $3, $2, 10, 1000, 'RUB', now(), now())`,
        [HOLDER, state, code],
      );
    await hold("released", "K7F3Q2");
    await hold("active", "K7F3Q3");
    await expect(hold("active", "K7F3Q4")).rejects.toMatchObject({
      constraint: "holds_one_active",
    });
  });
});

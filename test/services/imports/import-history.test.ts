import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { day } from "../../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../../support/shop-with-orders.ts";
import { csv, importDesk } from "./import-desk.ts";

const ANNA = "7000000000001";

let shop: ShopDatabase;
const desk = importDesk(() => shop, { [ANNA]: "anna@example.com" });

beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(() => shop.close());

const history = () =>
  shop.sql.query<{ said: string }>(
    `SELECT code || ' ' || debit || ' ' || credit || ' ' || amount || ' ' ||
            to_char(event_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS said
       FROM transfers ORDER BY seq`,
  );
const balance = async () => {
  const [row] = await shop.sql.query<Record<string, bigint>>(
    "SELECT pending, available, owed FROM balances",
  );
  return row;
};

describe("History columns: points_amount, source, internal_note, external_note, applied_at, approved_at, revoked_at, expires_at, order_id", () => {
  const HEADER =
    "email,points_amount,source,internal_note,external_note,applied_at,approved_at,revoked_at,expires_at,order_id";

  it("import as transactions with their dates, in order of them, whatever the file's", async () => {
    const done = await desk.bring(
      csv(
        HEADER,
        "anna@example.com,-30,redeemed,,,2025-05-01,,,,",
        "anna@example.com,100,order,,Thank you,2025-03-01,,,,5001",
        "anna@example.com,20,bonus,mistake,,2025-04-01,,2025-04-02,,",
      ),
      { at: day(3) },
    );
    expect(done).toMatchObject({ format: "history", posted: 3, pointsPosted: 70n });
    expect((await history()).map(({ said }) => said)).toEqual([
      "import adjusted available 100 2025-03-01",
      "import adjusted available 20 2025-04-01",
      "import available adjusted 20 2025-04-02",
      "import available adjusted 30 2025-05-01",
    ]);
    expect(await balance()).toEqual({ pending: 0n, available: 70n, owed: 0n });
    const [note] = await shop.sql.query<{ text: string }>(
      "SELECT text FROM notes ORDER BY text DESC LIMIT 1",
    );
    expect(note?.text).toBe("redeemed");
    expect(await shop.difference()).toBeNull();
  });

  it("keep points pending until approved_at where that is still to come", async () => {
    await desk.bring(csv(HEADER, `anna@example.com,40,,,,2025-03-01,${day(20).toISOString()},,,`), {
      at: day(3),
    });
    expect(await balance()).toEqual({ pending: 40n, available: 0n, owed: 0n });
  });

  it("expire what was left at expires_at, and only that", async () => {
    const done = await desk.bring(
      csv(
        HEADER,
        "anna@example.com,100,,,,2024-03-01,,,2025-03-01,",
        "anna@example.com,-30,,,,2024-06-01,,,,",
        "anna@example.com,50,,,,2025-06-01,,,,",
      ),
      { at: day(3) },
    );
    expect(done).toMatchObject({ posted: 3, refused: 0 });
    expect(await balance()).toEqual({ pending: 0n, available: 50n, owed: 0n });
    expect((await history()).map(({ said }) => said)).toContain(
      "expire available expired 70 2025-03-02",
    );
    expect(await shop.difference()).toBeNull();
  });

  it("refuse a row that takes more than the history had given by then, with its number", async () => {
    const done = await desk.bring(
      csv(
        HEADER,
        "anna@example.com,100,,,,2025-03-01,,,,",
        "anna@example.com,-130,,,,2025-04-01,,,,",
        "anna@example.com,-40,,,,2025-05-01,,,,",
      ),
      { at: day(3) },
    );
    expect(await desk.refused(done)).toEqual([
      "Row 3, points_amount: takes more than the 100 points that this file has given the member by then: add the rows before it, or correct the points",
    ]);
    expect(await balance()).toEqual({ pending: 0n, available: 60n, owed: 0n });
  });

  it("stand apart from the orders that they name, so that no accrual takes them back", async () => {
    await desk.bring(csv(HEADER, "anna@example.com,100,,,,2025-03-01,,,,5001"), { at: day(3) });
    await shop.order(SHOP, "5001", { processedAt: day(1) }, day(4));
    expect(await shop.difference()).toBeNull();
    const [transfer] = await shop.sql.query<{ order_id: string | null; explanation: unknown }>(
      "SELECT order_id, explanation FROM transfers WHERE code = 'import'",
    );
    expect(transfer).toMatchObject({ order_id: null, explanation: { order_id: "5001" } });
  });
});

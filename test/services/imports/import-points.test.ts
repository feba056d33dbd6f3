import { afterEach, beforeEach, describe, expect, it } from "vitest";
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

const lots = () =>
  shop.sql.query<{ lot_id: string; available: bigint; expires_at: Date | null }>(
    "SELECT lot_id, available, expires_at FROM lots ORDER BY lot_id",
  );

describe("CSV import with email or customer_id, points, birthday, tier, expires_at, note, external_id", () => {
  it("gives each row's points to the customer of its address, or of its id", async () => {
    const done = await desk.bring(
      csv("email,customer_id,points", "Anna@Example.com ,,1200", `,${BORIS},35`),
      { at: day(3) },
    );
    expect(done).toMatchObject({ state: "done", posted: 2, refused: 0, pointsPosted: 1235n });
    expect(await shop.points(SHOP, ANNA)).toBe(1200n);
    expect(await shop.points(SHOP, BORIS)).toBe(35n);
    expect(await shop.difference()).toBeNull();
  });

  it("gives points the date in expires_at, to the end of that day, and keeps the note erasable", async () => {
    await desk.bring(
      csv("email,points,expires_at,note", 'anna@example.com,50,2027-01-31,"moved, with thanks"'),
      { at: day(3) },
    );
    const [lot] = await lots();
    expect(lot).toMatchObject({ available: 50n, expires_at: new Date("2027-02-01T00:00:00Z") });
    const notes = await shop.sql.query<{ text: string }>("SELECT text FROM notes");
    expect(notes).toEqual([{ text: "moved, with thanks" }]);
    expect(await shop.difference()).toBeNull();
  });

  it("sets birthdays without their years", async () => {
    await desk.bring(csv("email,birthday", "anna@example.com,1990-12-25"), { at: day(3) });
    const [row] = await shop.sql.query("SELECT birth_month, birth_day FROM members");
    expect(row).toEqual({ birth_month: 12, birth_day: 25 });
  });
});

describe("external_id (makes it idempotent)", () => {
  it("gives the points of an external_id once, in whatever file it comes again", async () => {
    const file = csv("email,points,external_id", "anna@example.com,100,a-1");
    await desk.bring(file, { at: day(3) });
    const again = await desk.bring(
      csv("external_id,points,email", "a-1,100,ANNA@example.com", "a-2,5,anna@example.com"),
      { at: day(4) },
    );
    expect(again).toMatchObject({ posted: 1, repeated: 1, refused: 0 });
    expect(await shop.points(SHOP, ANNA)).toBe(105n);
  });

  it("refuses an external_id that comes again with something else", async () => {
    await desk.bring(csv("email,points,external_id", "anna@example.com,100,a-1"), { at: day(3) });
    const again = await desk.bring(csv("email,points,external_id", "anna@example.com,150,a-1"), {
      at: day(4),
    });
    expect(await desk.refused(again)).toEqual([
      "Row 2, external_id: was used in row 2 for something else: give the row an id of its own",
    ]);
    expect(await shop.points(SHOP, ANNA)).toBe(100n);
  });

  it("knows rows without an external_id by their content, and equal rows of one file by their number", async () => {
    const two = csv("email,points", "anna@example.com,10", "anna@example.com,10");
    expect(await desk.bring(two, { at: day(3) })).toMatchObject({ posted: 2, repeated: 0 });
    expect(await desk.bring(two, { at: day(4) })).toMatchObject({ posted: 0, repeated: 2 });
    const three = csv("email,points", ...Array<string>(3).fill("anna@example.com,10"));
    expect(await desk.bring(three, { at: day(5) })).toMatchObject({ posted: 1, repeated: 2 });
    expect(await shop.points(SHOP, ANNA)).toBe(30n);
  });
});

describe("Files from Smile.io (email,points), LoyaltyLion, Rivo, Yotpo and Growave import as they are", () => {
  it.each([
    ["smile", csv("email,points", "anna@example.com,120")],
    [
      "smile",
      csv(
        "id,first_name,last_name,email,state,date_of_birth,points_balance,referral_url",
        "304169228,Anna,Doe,anna@example.com,member,1004-12-25,120,http://i.refs.cc/9qr5Pw",
      ),
    ],
    ["loyaltylion", csv("anna@example.com,120")],
    [
      "loyaltylion",
      csv(
        "merchant_id,email,points_approved,points_pending,points_spent,birthday",
        `${ANNA},anna@example.com,120,10,30,1990-12-25`,
      ),
    ],
    [
      "rivo",
      csv(
        "Email,Points Balance,Birthdate,VIP Tier,Activation Date,Credits Balance",
        "anna@example.com,120,1990-12-25,Gold,2024-01-01,",
      ),
    ],
    [
      "history",
      csv(
        "Customer ID,Points Amount,Source,Internal Note,Applied At,Approved At,Order ID",
        `${ANNA},150,Placed an order,,2025-03-01 10:00:00 UTC,2025-03-15 10:00:00 UTC,5001`,
        `${ANNA},-30,Redeemed,,2025-04-01 10:00:00 UTC,,`,
      ),
    ],
    [
      "yotpo",
      csv(
        "First Name,Last Name,Email,Points Balance,Points Spent,Birthday (MM/DD)",
        "Anna,Doe,anna@example.com,120,30,12/25",
      ),
    ],
    [
      "growave",
      csv(
        "Customer ID,Email,points,first_name,last_name,birthdate",
        `${ANNA},anna@example.com,120,Anna,Doe,1990-12-25`,
      ),
    ],
  ])("%s: %j", async (format, file) => {
    const done = await desk.bring(file, { at: day(3) });
    expect(done).toMatchObject({ format, state: "done", refused: 0 });
    expect(await shop.points(SHOP, ANNA)).toBe(120n);
    expect(await shop.difference()).toBeNull();
  });
});

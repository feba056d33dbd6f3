import { describe, expect, it } from "vitest";
import { readColumns, type Columns } from "../../app/domain/imports/columns.ts";
import { readBirthday, readMoment, readPoints } from "../../app/domain/imports/cells.ts";
import { readRow, type RowTerms } from "../../app/domain/imports/row.ts";
import { importProblemAt } from "../../app/wording/import-problem.ts";

const NOW = new Date("2026-11-22T12:00:00Z");

function columnsOf(...header: string[]): Columns {
  const found = readColumns(header, null);
  if (found.kind !== "ok") throw new Error(found.kind);
  return found.columns;
}

const terms = (header: readonly string[], more: Partial<RowTerms> = {}): RowTerms => ({
  columns: columnsOf(...header),
  timeZone: "UTC",
  thousands: null,
  tiers: null,
  now: NOW,
  ...more,
});

/** What is said of a row that is refused; "ok" for one that is not. */
function said(header: readonly string[], cells: readonly string[], more: Partial<RowTerms> = {}) {
  const outcome = readRow(cells, terms(header, more));
  return outcome.kind === "ok" ? "ok" : importProblemAt(7, outcome.problem, "en");
}

describe("Files from Smile.io (email,points), LoyaltyLion, Rivo, Yotpo and Growave import as they are", () => {
  it.each([
    ["kopilka", "email,customer_id,points,birthday,tier,expires_at,note,external_id"],
    ["smile", "email,points"],
    ["smile", "email,points_balance,date_of_birth,state,referral_url,vip_tier"],
    ["loyaltylion", "merchant_id,email,points_approved,points_pending,points_spent,loyalty_tier"],
    ["rivo", "Email,Points Balance,Birthdate,VIP Tier,Activation Date,Credits Balance"],
    [
      "history",
      "email,points_amount,source,internal_note,external_note,applied_at,approved_at,revoked_at,expires_at,order_id",
    ],
    ["history", "Shopify Customer ID,Points Amount,Applied At,Order ID"],
    ["yotpo", "First Name,Last Name,Email,Points Balance,Points Spent,Birthday (MM/DD)"],
    ["yotpo", "Email address,First name,Last name,Current points balance,Referral link"],
    ["growave", "Customer ID,Email,points,first_name,last_name,birthdate"],
  ])("%s: %s", (format, header) => {
    expect(columnsOf(...header.split(",")).format).toBe(format);
  });

  it("takes a first row that is a member already for LoyaltyLion's columns A and B", () => {
    expect(columnsOf("anna@example.com", "120")).toMatchObject({
      format: "loyaltylion",
      headless: true,
    });
  });

  it("names the columns that it does not use", () => {
    const { unused } = columnsOf("Email", "Points Balance", "Activation Date", "Credits Balance");
    expect(unused).toEqual(["Activation Date", "Credits Balance"]);
  });

  it("reads a birthday as each app writes it, and 0 as none where Yotpo wants it", () => {
    const day = { ok: true, value: { month: 12, day: 25 } };
    expect(readBirthday("1990-12-25", "growave")).toEqual(day);
    expect(readBirthday("1004-12-25", "smile")).toEqual(day);
    expect(readBirthday("12/25/1990", "yotpo")).toEqual(day);
    expect(readBirthday("12/25", "yotpo")).toEqual(day);
    expect(readBirthday("25.12.1990", "kopilka")).toEqual(day);
    expect(readBirthday("12-25", "kopilka")).toEqual(day);
    expect(readBirthday("0", "yotpo")).toEqual({ ok: true, value: null });
    expect(readBirthday("03/04/1990", "kopilka")).toMatchObject({
      problem: { code: "ambiguous_date" },
    });
  });
});

describe("points in a file", () => {
  it.each([
    ["0", 0n],
    [" 1200 ", 1200n],
    ["+5", 5n],
    ["1 200", 1200n],
    ["1\u00a0200\u00a0000", 1_200_000n],
    ["1\u202f200", 1200n],
    ["1'200", 1200n],
    ["1,200,000", 1_200_000n],
    ["1.200.000", 1_200_000n],
    ["12.00", 12n],
    ["12,0", 12n],
    ["-40", -40n],
    ["−40", -40n],
  ])("%j are %s, whatever separates thousands", (cell, value) => {
    expect(readPoints(cell, null)).toEqual({ ok: true, value });
  });

  it("refuses what could be thousands or a fraction, unless the caller says which", () => {
    expect(readPoints("1,200", null)).toMatchObject({ problem: { code: "ambiguous_points" } });
    expect(readPoints("1.200", null)).toMatchObject({ problem: { code: "ambiguous_points" } });
    expect(readPoints("1,200", ",")).toEqual({ ok: true, value: 1200n });
    expect(readPoints("1.200", ".")).toEqual({ ok: true, value: 1200n });
  });
});

describe("a row that is refused", () => {
  it.each([
    [
      ["email", "points"],
      ["anna@example.com", "-5"],
      "Row 7, points: -5 is below 0, and a balance is not: remove the row, or import what was taken as history, in points_amount",
    ],
    [
      ["email", "points"],
      ["anna@example.com", "3.56"],
      'Row 7, points: "3.56" has a fraction, and points are whole: write 3 or 4',
    ],
    [
      ["email", "points"],
      ["anna@example.com", "1e3"],
      'Row 7, points: "1e3" is no number: write whole points, such as 1200',
    ],
    [
      ["email", "points"],
      ["anna@example.com", "9999999999"],
      'Row 7, points: "9999999999" is more than 1000000000: correct it, or spread it over several rows',
    ],
    [
      ["email", "points"],
      ["anna at example.com", "5"],
      "Row 7, email: is no e-mail address: correct it",
    ],
    [["email", "points"], ["", "5"], "Row 7: says neither email nor customer_id: fill one of them"],
    [
      ["customer_id", "points"],
      ["7.01235E+12", "5"],
      'Row 7, customer_id: "7.01235E+12" was shortened by a spreadsheet: format the column as text and export the file again',
    ],
    [
      ["email", "points"],
      ["anna@example.com"],
      "Row 7: has 1 cells where the first row has 2: a delimiter or a quotation mark is missing or too many",
    ],
    [
      ["email", "points"],
      ["anna@example.com", ""],
      "Row 7: has neither points nor a birthday nor a tier: fill one of them, or remove the row",
    ],
    [
      ["email", "points", "expires_at"],
      ["anna@example.com", "5", "2026-11-21"],
      "Row 7, expires_at: lies in the past, so that the points would be gone at once: correct the date, or remove the row",
    ],
    [
      ["email", "points_amount", "applied_at"],
      ["anna@example.com", "5", "2027-01-01"],
      "Row 7, applied_at: lies in the future: correct the date",
    ],
    [
      ["email", "points", "note"],
      ["anna@example.com", "5", "x".repeat(501)],
      "Row 7, note: has 501 characters where 500 are possible: shorten it",
    ],
    [
      ["email", "points", "expires_at"],
      ["anna@example.com", "5", "2027-02-30"],
      "Row 7, expires_at: is no date: write it as 2027-01-15",
    ],
  ])("%j %j: says its number and what to do", (header, cells, words) => {
    expect(said(header, cells)).toBe(words);
  });

  it("for a tier that the program has not, names those that it has", () => {
    const tiers = new Map([
      ["silver", "silver"],
      ["серебро", "silver"],
    ]);
    const header = ["email", "points", "tier"];
    expect(said(header, ["anna@example.com", "5", "Серебро"], { tiers })).toBe("ok");
    expect(said(header, ["anna@example.com", "5", "Gold"], { tiers })).toBe(
      'Row 7, tier: "Gold" is no tier of the programme, which has silver: correct it or leave it empty',
    );
    expect(said(header, ["anna@example.com", "5", "Gold"])).toBe("ok");
  });

  it("is told in Russian, too", () => {
    const outcome = readRow(["anna@example.com", "3,5"], terms(["email", "points"]));
    if (outcome.kind === "ok") throw new Error("was taken");
    expect(importProblemAt(7, outcome.problem, "ru")).toBe(
      "Строка 7, points: «3,5» — дробное число, а баллы бывают только целыми: напишите 3 или 4",
    );
  });
});

describe("moments in a file", () => {
  it.each([
    ["2026-03-29", "2026-03-28T23:00:00.000Z"],
    ["2026-03-29T12:00", "2026-03-29T10:00:00.000Z"],
    ["2026-03-29 12:00:00", "2026-03-29T10:00:00.000Z"],
    ["2026-03-29 12:00:00 UTC", "2026-03-29T12:00:00.000Z"],
    ["2026-03-29T12:00:00+03:00", "2026-03-29T09:00:00.000Z"],
    ["2026-03-29T12:00:00.123Z", "2026-03-29T12:00:00.123Z"],
  ])("%s is %s in the shop's time zone, daylight saving included", (cell, moment) => {
    const read = readMoment(cell, "Europe/Berlin", "start");
    expect(read.ok && read.value.toISOString()).toBe(moment);
  });

  it("lets an expiry without a time include its day", () => {
    const read = readMoment("2026-03-29", "Europe/Berlin", "end");
    expect(read.ok && read.value.toISOString()).toBe("2026-03-29T22:00:00.000Z");
  });
});

import { describe, expect, it } from "vitest";
import { currencyCode, minor, MoneyError, parseMoney } from "../../app/domain/money.ts";
import { points } from "../../app/domain/points.ts";
import { defaultProgram, worthOf } from "../../app/domain/program.ts";
import { MemberBook } from "../support/member-book.ts";
import { day, RUB } from "../support/order-examples.ts";

/** The words of the rules, each as the ledger acts on it. */
describe("Vocabulary", () => {
  it("Money: minor units (bigint) and an ISO 4217 currency; never a float", () => {
    expect(parseMoney("1200.50", RUB)).toBe(1_200_50n);
    expect(parseMoney("1200", currencyCode("JPY"))).toBe(1_200n);
    expect(() => parseMoney("0.1000000000000000055", RUB)).toThrow(MoneyError);
  });

  it("Pending points are earned but not yet spendable; they mature to available", () => {
    const anna = new MemberBook();
    anna.order("1", 100n, { matures: 15 });
    expect(anna.balance).toEqual([100n, 0n, 0n, 0n]);
    anna.mature(14);
    expect(anna.balance).toEqual([100n, 0n, 0n, 0n]);
    anna.mature(15);
    expect(anna.balance).toEqual([0n, 100n, 0n, 0n]);
  });

  it("A hold reserves available points during checkout; it is captured by the order or released", () => {
    const anna = new MemberBook();
    anna.adjust("start", 100n);
    anna.hold("1", 60n);
    expect(anna.balance).toEqual([0n, 40n, 60n, 0n]);
    anna.capture("1", "7", 50n);
    // The rest of it comes back.
    expect(anna.balance).toEqual([0n, 50n, 0n, 0n]);
    anna.hold("2", 50n);
    anna.release("2");
    expect(anna.balance).toEqual([0n, 50n, 0n, 0n]);
  });

  it("Owed: points taken back or spent beyond the balance, repaid first", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.mature(15);
    anna.adjust("spent", -70n);
    anna.order("1", 0n);
    expect(anna.balance).toEqual([0n, 0n, 0n, 70n]);
    anna.adjust("given", 100n);
    expect(anna.balance).toEqual([0n, 30n, 0n, 0n]);
  });

  it("Lot: points credited together, with one maturity and one expiry date", () => {
    const anna = new MemberBook();
    anna.order("1", 100n, { matures: 15, expires: 100 });
    anna.order("1", 150n, { matures: 15, expires: 100 });
    anna.order("2", 10n, { matures: 20 });
    const lots = [...anna.book.lots.values()];
    expect(lots.map(({ lotId, pending }) => [lotId, pending])).toEqual([
      ["order/1", 150n],
      ["order/2", 10n],
    ]);
    expect(lots[0]).toMatchObject({ maturesAt: day(15), expiresAt: day(100) });
  });

  it("Transfer: one ledger movement between two accounts", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.mature(15);
    expect(anna.said()).toEqual([
      "earn: issued to pending 100",
      "mature: pending to available 100",
    ]);
  });

  it("Clawback: points taken back after a refund or cancellation", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.order("1", 60n);
    expect(anna.said(1)).toEqual(["clawback: pending to reversed 40"]);
  });

  it("Liability: the money value of points outstanding", () => {
    expect(worthOf(points(250n), defaultProgram(RUB))).toBe(minor(250_00n));
  });
});

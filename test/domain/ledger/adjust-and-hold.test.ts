import { describe, expect, it } from "vitest";
import { LedgerError } from "../../../app/domain/ledger/book.ts";
import { MemberBook } from "../../support/member-book.ts";

describe("an adjustment", () => {
  it("gives points that are spendable at once, in a lot of their own", () => {
    const anna = new MemberBook();
    expect(anna.adjust("gift", 50n, 40)).toBe("posted");
    expect(anna.balance).toEqual([0n, 50n, 0n, 0n]);
    expect(anna.lots).toEqual({ gift: { available: 50n } });
  });

  it("takes the soonest-expiring points first, and of two that never expire the older", () => {
    const anna = new MemberBook();
    anna.today = 2;
    anna.adjust("a-young", 10n);
    anna.today = 1;
    anna.adjust("old", 10n);
    anna.adjust("late", 10n, 50);
    anna.adjust("soon", 10n, 40);
    anna.adjust("taken", -25n);
    expect(anna.lots).toEqual({ old: { available: 5n }, "a-young": { available: 10n } });
  });

  it("never takes more than is available, whatever is pending or held", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.adjust("gift", 50n);
    anna.hold("h", 30n);
    expect(anna.adjust("taken", -21n)).toBe("not_enough_points");
    expect(anna.adjust("taken", -20n)).toBe("posted");
    expect(anna.balance).toEqual([100n, 0n, 30n, 0n]);
  });

  it("repays first what is owed", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.mature(15);
    anna.adjust("spent", -100n);
    anna.order("1", 0n);
    anna.adjust("gift", 60n);
    expect(anna.balance).toEqual([0n, 0n, 0n, 40n]);
  });
});

describe("a hold", () => {
  it("sets the soonest-expiring points aside, and they come back to their lots", () => {
    const anna = new MemberBook();
    anna.adjust("late", 50n, 50);
    anna.adjust("soon", 50n, 40);
    anna.hold("h", 70n);
    expect(anna.balance).toEqual([0n, 30n, 70n, 0n]);
    expect(anna.lots).toEqual({ soon: { held: 50n }, late: { available: 30n, held: 20n } });
    anna.release("h");
    expect(anna.lots).toEqual({ soon: { available: 50n }, late: { available: 50n } });
  });

  it("is a bug beyond what is available", () => {
    const anna = new MemberBook();
    anna.adjust("gift", 50n);
    expect(() => {
      anna.hold("h", 51n);
    }).toThrow(LedgerError);
  });

  it("repays on its release what has come to be owed meanwhile", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.mature(15);
    anna.hold("h", 100n);
    anna.order("1", 40n);
    expect(anna.balance).toEqual([0n, 0n, 100n, 60n]);
    anna.release("h");
    expect(anna.balance).toEqual([0n, 40n, 0n, 0n]);
  });
});

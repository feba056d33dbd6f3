import { describe, expect, it } from "vitest";
import { BORIS, MemberBook } from "../../support/member-book.ts";

/** 100 points of order 1 and two gifts; 100 of them, the soonest-expiring, are spent. */
function spent(): MemberBook {
  const anna = new MemberBook();
  anna.order("1", 100n, { expires: 40 });
  anna.mature(15);
  anna.adjust("spent", -100n);
  anna.adjust("soon", 30n, 50);
  anna.adjust("late", 30n, 60);
  return anna;
}
const again = (anna: MemberBook, target: bigint) => {
  anna.order("1", target, { expires: 40 });
};

describe("an order that earns again after a clawback", () => {
  it("gives back to the lots and debts that it took from, the latest first", () => {
    const anna = spent();
    again(anna, 0n);
    expect(anna.balance).toEqual([0n, 0n, 0n, 40n]);
    again(anna, 50n);
    expect(anna.balance).toEqual([0n, 10n, 0n, 0n]);
    expect(anna.lots).toEqual({ late: { available: 10n } });
    again(anna, 100n);
    expect(anna.lots).toEqual({ soon: { available: 30n }, late: { available: 30n } });
    expect(anna.balance).toEqual([0n, 60n, 0n, 0n]);
  });

  it("gives back once, and earns in its own lot what is more", () => {
    const anna = spent();
    again(anna, 70n);
    again(anna, 100n);
    again(anna, 70n);
    again(anna, 120n);
    expect(anna.lots).toEqual({
      "order/1": { pending: 20n },
      soon: { available: 30n },
      late: { available: 30n },
    });
  });

  it("earns pending points in its own lot for what was taken from that lot", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.mature(15);
    anna.order("1", 60n);
    anna.order("1", 100n);
    expect(anna.lots).toEqual({ "order/1": { pending: 40n, available: 60n } });
  });

  it("earns anew what it owed once and was repaid meanwhile", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.mature(15);
    anna.adjust("spent", -100n);
    anna.order("1", 0n);
    anna.adjust("gift", 100n);
    expect(anna.balance).toEqual([0n, 0n, 0n, 0n]);
    anna.order("1", 40n);
    expect(anna.balance).toEqual([40n, 0n, 0n, 0n]);
  });

  it("lets what has expired be expired again, and gives no new life to it", () => {
    const anna = new MemberBook();
    anna.order("1", 100n, { expires: 20 });
    anna.mature(15);
    anna.expire(20);
    anna.order("1", 30n, { expires: 20 });
    anna.order("1", 100n, { expires: 20 });
    expect(anna.balance).toEqual([0n, 0n, 0n, 0n]);
    expect(anna.lots).toEqual({ "order/1": { expired: 100n } });
  });

  it("takes back what was booked as uncollected before it credits anything", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.mature(15);
    anna.adjust("spent", -100n);
    anna.order("1", 0n, { beyondBalance: "stop_at_zero" });
    anna.order("1", 110n, { beyondBalance: "stop_at_zero" });
    expect(anna.balance).toEqual([10n, 0n, 0n, 0n]);
    expect(anna.said(-2)).toEqual([
      "reinstate: reversed to uncollected 100",
      "earn: issued to pending 10",
    ]);
  });

  it("repays other debts from what is given back to a lot", () => {
    const anna = spent();
    again(anna, 40n);
    // All that was available is gone now; another order's refund ends in a debt.
    anna.order("2", 25n);
    anna.mature(15);
    anna.adjust("spent-too", -25n);
    anna.order("2", 0n);
    expect(anna.balance).toEqual([0n, 0n, 0n, 25n]);
    again(anna, 100n);
    expect(anna.balance).toEqual([0n, 35n, 0n, 0n]);
  });

  it("gives back after a merge what was taken before it, to a lot that was empty then", () => {
    const [anna, boris] = [spent(), new MemberBook(BORIS)];
    again(anna, 40n);
    expect(anna.lots).toEqual({});
    boris.absorb(anna);
    boris.order("1", 100n, { expires: 40 });
    expect(boris.lots).toEqual({ soon: { available: 30n }, late: { available: 30n } });
    boris.order("1", 90n, { expires: 40 });
    boris.order("1", 100n, { expires: 40 });
    expect(boris.lots).toEqual({ soon: { available: 30n }, late: { available: 30n } });
  });
});

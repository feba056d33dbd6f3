import { describe, expect, it } from "vitest";
import { day } from "../../support/order-examples.ts";
import { MemberBook } from "../../support/member-book.ts";

describe("maturing", () => {
  it("makes spendable what is due at that moment, and nothing sooner", () => {
    const anna = new MemberBook();
    anna.order("1", 100n, { matures: 15 });
    anna.order("2", 50n, { matures: 16 });
    anna.mature(14);
    expect(anna.balance).toEqual([150n, 0n, 0n, 0n]);
    anna.mature(15);
    expect(anna.balance).toEqual([50n, 100n, 0n, 0n]);
    expect(anna.lots).toEqual({ "order/1": { available: 100n }, "order/2": { pending: 50n } });
  });

  it("makes spendable only what refunds have left", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.order("1", 30n);
    anna.mature(15);
    expect(anna.balance).toEqual([0n, 30n, 0n, 0n]);
  });

  it("repays what is owed, the earliest lot first, and leaves the rest spendable", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.mature(15);
    anna.adjust("spent", -100n);
    anna.order("1", 0n);
    anna.order("2", 60n, { matures: 21 });
    anna.order("3", 60n, { matures: 20 });
    anna.mature(30);
    expect(anna.balance).toEqual([0n, 20n, 0n, 0n]);
    expect(anna.lots).toEqual({ "order/2": { available: 20n } });
    expect(anna.said(-4)).toEqual([
      "mature: pending to available 60",
      "repay: available to owed 60",
      "mature: pending to available 60",
      "repay: available to owed 40",
    ]);
  });

  it("happens once, and at the time that it was due, whenever it is recorded", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.mature(30);
    anna.mature(31);
    const [, matured, ...more] = anna.history;
    expect(matured).toMatchObject({ code: "mature", eventAt: day(15), recordedAt: day(30) });
    expect(more).toEqual([]);
  });
});

describe("expiry", () => {
  it("takes what is due at that moment, and nothing sooner", () => {
    const anna = new MemberBook();
    anna.adjust("soon", 30n, 20);
    anna.adjust("late", 30n, 21);
    anna.adjust("forever", 30n);
    anna.expire(19);
    expect(anna.balance).toEqual([0n, 90n, 0n, 0n]);
    anna.expire(20);
    anna.expire(20);
    expect(anna.balance).toEqual([0n, 60n, 0n, 0n]);
    expect(anna.lots["soon"]).toEqual({ expired: 30n });
  });

  it("takes only the remaining part of a lot", () => {
    const anna = new MemberBook();
    anna.adjust("gift", 100n, 20);
    anna.adjust("spent", -70n);
    anna.expire(20);
    expect(anna.lots).toEqual({ gift: { expired: 30n } });
  });

  it("takes the lots in the order of their dates, so that a chain depends on nothing else", () => {
    const anna = new MemberBook();
    anna.adjust("a", 1n, 21);
    anna.adjust("b", 2n, 20);
    anna.adjust("c", 3n, 22);
    anna.expire(30);
    expect(anna.history.slice(3).map(({ amount }) => amount)).toEqual([2n, 1n, 3n]);
  });

  it("spares pending points until they mature, and held ones until they come back", () => {
    const anna = new MemberBook();
    anna.order("1", 100n, { matures: 30, expires: 20 });
    anna.adjust("gift", 50n, 20);
    anna.hold("h", 40n);
    anna.expire(25);
    expect(anna.balance).toEqual([100n, 0n, 40n, 0n]);
    anna.release("h");
    anna.mature(30);
    anna.expire(30);
    expect(anna.balance).toEqual([0n, 0n, 0n, 0n]);
  });
});

import { describe, expect, it } from "vitest";
import { MemberBook } from "../../support/member-book.ts";

describe("an order that earns more", () => {
  it("credits the difference to its own lot, pending", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.order("1", 130n);
    expect(anna.balance).toEqual([130n, 0n, 0n, 0n]);
    expect(anna.lots).toEqual({ "order/1": { pending: 130n } });
  });

  it("posts nothing when its target stands already", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.order("1", 100n);
    anna.order("2", 0n);
    expect(anna.history).toHaveLength(1);
  });

  it("says which state of the order it follows from, and which transfer", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    const [earned] = anna.history;
    expect(earned?.key).toMatch(/^order\/1\/earn\/0123456789abcdef\/after\/[0-9a-f]{16}$/);
    expect(earned).toMatchObject({ orderId: "1", programVersion: 1, seq: 1n });
    expect(earned?.explanation).toEqual({ kind: "order", target: 100 });
  });
});

describe("an order that earns less", () => {
  it("takes from its own pending points first", () => {
    const anna = new MemberBook();
    anna.adjust("gift", 50n, 2);
    anna.order("1", 100n);
    anna.order("1", 40n);
    expect(anna.balance).toEqual([40n, 50n, 0n, 0n]);
  });

  it("takes from its own available points when some have matured already, and then from no other lot", () => {
    const anna = new MemberBook();
    anna.adjust("gift", 50n, 16);
    anna.order("1", 100n);
    anna.mature(15);
    anna.order("1", 110n);
    anna.order("1", 30n);
    expect(anna.lots).toEqual({ gift: { available: 50n }, "order/1": { available: 30n } });
  });

  it("does not take again what of its lot has expired", () => {
    const anna = new MemberBook();
    anna.adjust("gift", 500n);
    anna.order("1", 100n, { expires: 20 });
    anna.mature(15);
    anna.expire(20);
    expect(anna.balance).toEqual([0n, 500n, 0n, 0n]);
    anna.order("1", 0n, { expires: 20 });
    expect(anna.balance).toEqual([0n, 500n, 0n, 0n]);
    expect(anna.lots).toEqual({ gift: { available: 500n } });
  });

  it("then takes the soonest-expiring points, those that never expire last", () => {
    const anna = new MemberBook();
    anna.adjust("forever", 50n);
    anna.adjust("late", 50n, 90);
    anna.adjust("soon", 50n, 60);
    anna.order("1", 100n, { expires: 70 });
    anna.mature(15);
    // Spends all of "soon", all of the order's lot, and 10 of "late".
    anna.adjust("spent", -160n);
    anna.order("1", 30n, { expires: 70 });
    expect(anna.lots).toEqual({ forever: { available: 20n } });
    expect(anna.said(-1)).toEqual(["clawback: available to reversed 70"]);
  });

  it("leaves the pending points of other orders alone and owes the rest", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.mature(15);
    anna.order("2", 500n);
    anna.adjust("spent", -90n);
    anna.order("1", 0n);
    expect(anna.balance).toEqual([500n, 0n, 0n, 90n]);
    expect(anna.lots).toEqual({ "order/2": { pending: 500n } });
  });

  it("leaves points alone that a checkout holds", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.mature(15);
    anna.hold("h", 70n);
    anna.order("1", 0n);
    expect(anna.balance).toEqual([0n, 0n, 70n, 70n]);
  });

  it("owes nothing where the programme stops at zero, and books the rest as uncollected", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.mature(15);
    anna.adjust("spent", -90n);
    anna.order("1", 0n, { beyondBalance: "stop_at_zero" });
    expect(anna.balance).toEqual([0n, 0n, 0n, 0n]);
    expect(anna.said(-2)).toEqual([
      "clawback: available to reversed 10",
      "clawback: uncollected to reversed 90",
    ]);
  });

  it("repays what is owed from the next credit, in a transfer of its own", () => {
    const anna = new MemberBook();
    anna.order("1", 100n);
    anna.mature(15);
    anna.adjust("spent", -100n);
    anna.order("1", 0n);
    anna.adjust("gift", 130n);
    expect(anna.balance).toEqual([0n, 30n, 0n, 0n]);
    expect(anna.said(-1)).toEqual(["repay: available to owed 100"]);
    expect(anna.lots).toEqual({ gift: { available: 30n } });
  });
});

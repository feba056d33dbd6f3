import { expect, it } from "vitest";
import { lotId } from "../../../app/domain/ids.ts";
import { day } from "../../support/order-examples.ts";
import { MemberBook } from "../../support/member-book.ts";

const datesOf = (member: MemberBook) => {
  const lot = member.book.lots.get(lotId("order/1"));
  return lot && [lot.maturesAt, lot.expiresAt];
};

it("brings pending points forward when an earlier payment becomes known", () => {
  const anna = new MemberBook();
  anna.order("1", 100n, { matures: 20, expires: 50 });
  anna.order("1", 100n, { matures: 18, expires: 48 });
  expect(datesOf(anna)).toEqual([day(18), day(48)]);
  expect(anna.balance).toEqual([100n, 0n, 0n, 0n]);
  anna.mature(18);
  expect(anna.balance).toEqual([0n, 100n, 0n, 0n]);
});

it("moves the expiry of what has matured already", () => {
  const anna = new MemberBook();
  anna.order("1", 100n, { matures: 20, expires: 50 });
  anna.mature(20);
  anna.order("1", 100n, { matures: 18, expires: 48 });
  anna.expire(48);
  expect(anna.lots).toEqual({ "order/1": { expired: 100n } });
});

it("moves the expiry alone when nothing else has changed", () => {
  const anna = new MemberBook();
  anna.order("1", 100n, { matures: 20, expires: 50 });
  anna.order("1", 100n, { matures: 20, expires: null });
  expect(datesOf(anna)).toEqual([day(20), null]);
});

it("moves the dates of what a checkout holds, for when it comes back", () => {
  const anna = new MemberBook();
  anna.order("1", 100n, { matures: 20, expires: 50 });
  anna.mature(20);
  anna.hold("h", 100n);
  anna.order("1", 100n, { matures: 18, expires: 48 });
  anna.release("h");
  expect(anna.balance).toEqual([0n, 100n, 0n, 0n]);
  expect(datesOf(anna)).toEqual([day(18), day(48)]);
});

it("says nothing when the dates are what they were, or nothing is left in the lot", () => {
  const anna = new MemberBook();
  anna.order("1", 100n, { matures: 20, expires: 50 });
  anna.order("1", 100n, { matures: 20, expires: 50 });
  expect(anna.history).toHaveLength(1);
  anna.order("1", 0n, { matures: 18, expires: 48 });
  expect(anna.said(1)).toEqual(["clawback: pending to reversed 100"]);
});

it("gives what is earned later the dates that are known then", () => {
  const anna = new MemberBook();
  anna.order("1", 100n, { matures: 20, expires: 50 });
  anna.order("1", 120n, { matures: 18, expires: null });
  expect(datesOf(anna)).toEqual([day(18), null]);
  expect(anna.balance).toEqual([120n, 0n, 0n, 0n]);
});

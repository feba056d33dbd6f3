import { expect, it } from "vitest";
import type { Transfer } from "../../../app/domain/ledger/transfer.ts";
import { BORIS, MemberBook } from "../../support/member-book.ts";

/** What all transfers together have moved into one of the shop's accounts. */
const shopAccount = (account: string, transfers: readonly Transfer[]) =>
  transfers.reduce(
    (sum, { debit, credit, amount }) =>
      sum + (credit === account ? amount : 0n) - (debit === account ? amount : 0n),
    0n,
  );

/** Anna has points in every account but `owed`; Boris has some of his own. */
function two(): [MemberBook, MemberBook] {
  const [anna, boris] = [new MemberBook(), new MemberBook(BORIS)];
  anna.adjust("soon", 50n, 20);
  anna.expire(20);
  anna.order("1", 100n, { expires: 60 });
  anna.mature(15);
  anna.order("2", 30n);
  anna.hold("h", 40n);
  boris.adjust("gift", 5n);
  return [anna, boris];
}

/** Anna has spent the points of an order that was taken back. */
function oneInDebt(): [MemberBook, MemberBook] {
  const [anna, boris] = [new MemberBook(), new MemberBook(BORIS)];
  anna.order("1", 100n);
  anna.mature(15);
  anna.adjust("spent", -100n);
  anna.order("1", 0n);
  boris.adjust("gift", 130n);
  return [anna, boris];
}

it("moves every lot as it is, with its dates and what of it is pending, held or expired", () => {
  const [anna, boris] = two();
  const before = anna.book.lots.get("order/1" as never);
  boris.absorb(anna);
  expect(anna.balance).toEqual([0n, 0n, 0n, 0n]);
  expect(anna.lots).toEqual({});
  expect(boris.balance).toEqual([30n, 65n, 40n, 0n]);
  expect(boris.lots).toEqual({
    soon: { expired: 50n },
    "order/1": { available: 60n, held: 40n },
    "order/2": { pending: 30n },
    gift: { available: 5n },
  });
  expect(boris.book.lots.get("order/1" as never)).toEqual(before);
});

it("moves what is owed, and repays it at once from what the other has", () => {
  const [anna, boris] = oneInDebt();
  boris.absorb(anna);
  expect(anna.balance).toEqual([0n, 0n, 0n, 0n]);
  expect(boris.balance).toEqual([0n, 30n, 0n, 0n]);
});

it("repays the other's debt from what it brings", () => {
  const [anna, boris] = oneInDebt();
  anna.absorb(boris);
  expect(anna.balance).toEqual([0n, 30n, 0n, 0n]);
});

it.each([
  ["with points everywhere", two],
  ["with a debt", oneInDebt],
])("leaves the shop's accounts where they were, %s", (_, both) => {
  const [anna, boris] = both();
  const accounts = ["issued", "redeemed", "expired", "reversed", "adjusted", "uncollected"];
  const all = () => [...anna.book.appended, ...boris.book.appended];
  const sums = () => accounts.map((account) => shopAccount(account, all()));
  const before = sums();
  boris.absorb(anna);
  expect(sums()).toEqual(before);
});

it("names in each chain the head of the other", () => {
  const [anna, boris] = two();
  boris.absorb(anna);
  const heads = (member: MemberBook) =>
    member.book.appended.map(({ hash }) => Buffer.from(hash).toString("hex"));
  const named = (member: MemberBook) =>
    member.book.appended.flatMap(({ code, explanation }) =>
      code === "merge_out" || code === "merge_in" ? [explanation] : [],
    );
  // Both told in pairs: each "out" follows the other's head, each "in" follows its "out".
  const [annasHeads, borisHeads] = [heads(anna), heads(boris)];
  const outs = annasHeads.slice(-4);
  expect(named(boris)).toEqual(
    outs.map((head) => ({ kind: "merge", other_holder: anna.book.holderId, other_head: head })),
  );
  expect(named(anna)).toEqual(
    borisHeads.slice(0, 4).map((head) => ({
      kind: "merge",
      other_holder: boris.book.holderId,
      other_head: head,
    })),
  );
});

it("lets an order that earned before the merge be taken back after it", () => {
  const [anna, boris] = two();
  boris.absorb(anna);
  boris.order("1", 0n, { expires: 60 });
  boris.order("2", 10n);
  // 40 of the order's 100 are held: its other 60, the gift, and a debt make up for them.
  expect(boris.balance).toEqual([10n, 0n, 40n, 35n]);
});

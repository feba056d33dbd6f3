import fc from "fast-check";
import { expect, it } from "vitest";
import { HOLDER_ACCOUNTS, LOT_ACCOUNTS } from "../../../app/domain/ledger/accounts.ts";
import { emptyBook, replayTransfer } from "../../../app/domain/ledger/book.ts";
import { firstDifference } from "../../../app/domain/ledger/compare-books.ts";
import { lives, type Lives } from "../../support/ledger-arbitraries.ts";
import { postedBy, SHOP } from "../../support/member-book.ts";

const check = (law: (result: Lives) => void) => {
  fc.assert(
    fc.property(lives, (live) => law(live())),
    { numRuns: 500 },
  );
};

it("no account is ever below zero, and nobody owes points while having some to spend", () => {
  check(({ balances }) => {
    for (const balance of balances) {
      expect(balance.every((part) => part >= 0n)).toBe(true);
      expect(balance[1] === 0n || balance[3] === 0n).toBe(true);
    }
  });
});

it("no part of a lot is below zero, and the lots add up to the balance", () => {
  check(({ members }) => {
    for (const { book } of members) {
      const lots = [...book.lots.values()];
      expect(lots.every((lot) => LOT_ACCOUNTS.every((part) => lot[part] >= 0n))).toBe(true);
      for (const account of ["pending", "available", "held"] as const)
        expect(lots.reduce((sum, lot) => sum + lot[account], 0n)).toBe(book.balance[account]);
    }
  });
});

it("what members have, less what they owe, is what the shop's accounts have given", () => {
  const isMembers = (account: string) => (HOLDER_ACCOUNTS as readonly string[]).includes(account);
  check(({ members }) => {
    const transfers = members.flatMap(({ book }) => book.appended);
    const given = transfers.reduce(
      (sum, { debit, credit, amount }) =>
        sum + (isMembers(debit) ? 0n : amount) - (isMembers(credit) ? 0n : amount),
      0n,
    );
    const has = members.reduce((sum, { balance: [pending, available, held, owed] }) => {
      return sum + pending! + available! + held! - owed!;
    }, 0n);
    expect(has).toBe(given);
  });
});

it("rebuilding a member from its transfers alone ends in the same book", () => {
  check(({ members }) => {
    for (const { book } of members) {
      const rebuilt = emptyBook(SHOP, book.holderId);
      for (const transfer of book.appended) replayTransfer(rebuilt, transfer);
      expect(firstDifference(rebuilt, book)).toBeNull();
    }
  });
});

it("no two transfers of a shop have the same key", () => {
  check(({ members }) => {
    const keys = members.flatMap(({ book }) => book.appended.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

it("every order has posted its last target, whatever else has happened", () => {
  check(({ members, targets }) => {
    const transfers = members.flatMap(({ book }) => book.appended);
    for (const [order, target] of targets) {
      const own = transfers.filter(({ orderId }) => orderId === order);
      expect(own.reduce((sum, transfer) => sum + postedBy(transfer), 0n)).toBe(target);
    }
  });
});

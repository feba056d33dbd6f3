import fc from "fast-check";
import { expect, it } from "vitest";
import { MemberBook } from "../../support/member-book.ts";

const target = fc.bigInt({ min: 0n, max: 150n });
const targets = fc.array(target, { minLength: 1, maxLength: 6 });

/** Balances and lots once everything that was earned has matured. */
const ends = (member: MemberBook) => {
  member.mature(60);
  return { balance: member.balance, lots: member.lots };
};

it("an order ends the same whatever its targets were on the way, while nothing else happens", () => {
  fc.assert(
    fc.property(targets, target, (way, end) => {
      const [wandered, straight] = [new MemberBook(), new MemberBook()];
      for (const one of [...way, end]) wandered.order("1", one);
      straight.order("1", end);
      expect(wandered.balance).toEqual(straight.balance);
      expect(wandered.lots).toEqual(straight.lots);
    }),
  );
});

/** Points of the order that were spent, held and expired, and other lots that clawbacks may drain. */
const surroundings = fc.record({
  earned: target,
  expires: fc.constantFrom(null, 30, 40),
  gifts: fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 40n }), fc.constantFrom(null, 35, 45, 50)), {
    maxLength: 3,
  }),
  spent: target,
  held: fc.bigInt({ min: 0n, max: 30n }),
  hasExpired: fc.boolean(),
  beyondBalance: fc.constantFrom("owe" as const, "stop_at_zero" as const),
});

it("an order ends the same when on the way it drained other lots, owed, and gave back", () => {
  fc.assert(
    fc.property(surroundings, targets, target, (around, way, end) => {
      const { earned, expires, gifts, spent, held, hasExpired, beyondBalance } = around;
      const terms = { expires, beyondBalance };
      const begin = () => {
        const member = new MemberBook();
        member.order("1", earned, terms);
        member.mature(15);
        for (const [index, [amount, until]] of gifts.entries())
          member.adjust(`gift-${index}`, amount, until);
        const upTo = (wanted: bigint) => {
          const { available } = member.book.balance;
          return wanted < available ? wanted : available;
        };
        if (upTo(spent) > 0n) member.adjust("spent", 0n - upTo(spent));
        if (upTo(held) > 0n) member.hold("h", upTo(held));
        if (hasExpired) member.expire(36);
        return member;
      };
      const [wandered, straight] = [begin(), begin()];
      for (const one of [...way, end]) wandered.order("1", one, terms);
      straight.order("1", end, terms);
      expect(ends(wandered)).toEqual(ends(straight));
    }),
    { numRuns: 2_000 },
  );
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyBook, replayTransfer } from "../../../app/domain/ledger/book.ts";
import { firstDifference } from "../../../app/domain/ledger/compare-books.ts";
import { ANNA, BORIS, MemberBook, SHOP } from "../../support/member-book.ts";
import { day } from "../../support/order-examples.ts";

/* What the rules say of the ledger, in their own words; each file beside this one has the detail. */

const sumOf = (lots: Record<string, Record<string, bigint>>, account: string) =>
  Object.values(lots).reduce((sum, lot) => sum + (lot[account] ?? 0n), 0n);

describe("Clawback after the points are spent: the programme chooses", () => {
  const spent = (beyondBalance: "owe" | "stop_at_zero") => {
    const anna = new MemberBook();
    anna.order("1", 100n, { beyondBalance });
    anna.mature(15);
    anna.adjust("mug", -70n);
    anna.order("1", 0n, { beyondBalance });
    return anna;
  };

  it("whether the member owes it (repaid by later earnings)", () => {
    const anna = spent("owe");
    expect(anna.balance).toEqual([0n, 0n, 0n, 70n]);
    anna.order("2", 50n);
    expect(anna.balance).toEqual([50n, 0n, 0n, 70n]);
    anna.mature(15);
    expect(anna.balance).toEqual([0n, 0n, 0n, 20n]);
    anna.adjust("gift", 30n);
    expect(anna.balance).toEqual([0n, 10n, 0n, 0n]);
  });

  it("or it stops at zero and is recorded as uncollected", () => {
    const anna = spent("stop_at_zero");
    expect(anna.balance).toEqual([0n, 0n, 0n, 0n]);
    expect(anna.said().slice(-2)).toEqual([
      "clawback: available to reversed 30",
      "clawback: uncollected to reversed 70",
    ]);
    anna.order("2", 50n);
    anna.mature(15);
    expect(anna.balance).toEqual([0n, 50n, 0n, 0n]);
  });
});

describe("Clawback: proportional to the point over any sequence of partial refunds", () => {
  it("each step takes back what the target has fallen, and any sequence ends where one step ends", () => {
    const falling = fc
      .array(fc.bigInt(0n, 500n), { minLength: 1, maxLength: 8 })
      .map((targets) => targets.toSorted((a, b) => (a > b ? -1 : 1)));
    fc.assert(
      fc.property(falling, fc.boolean(), fc.bigInt(0n, 499n), (targets, matures, spends) => {
        const start = () => {
          const anna = new MemberBook();
          anna.order("1", 500n);
          anna.order("2", 60n);
          if (matures) anna.mature(15);
          if (matures && spends > 0n) anna.adjust("mug", -spends);
          return anna;
        };
        const [step, once] = [start(), start()];
        let before = 500n;
        for (const target of targets) {
          const from = step.history.length;
          step.order("1", target);
          const taken = step.history
            .slice(from)
            .filter(({ credit }) => credit === "reversed")
            .reduce((sum, { amount }) => sum + amount, 0n);
          expect(taken).toBe(before - target);
          before = target;
        }
        once.order("1", targets.at(-1) ?? 0n);
        expect(step.balance).toEqual(once.balance);
        expect(step.lots).toEqual(once.lots);
      }),
    );
  });
});

describe("Restoring what was spent on a returned order", () => {
  const paid = (expires: number | null) => {
    const anna = new MemberBook();
    anna.order("1", 60n, { expires });
    anna.order("2", 40n, { expires: expires === null ? null : expires + 60 });
    anna.mature(15);
    anna.hold("h", 100n);
    anna.capture("h", "7", 100n);
    return anna;
  };

  it("to the lots they came from, with their old expiry", () => {
    const anna = paid(90);
    anna.today = 20;
    anna.restore("7", 50n);
    expect(anna.lots).toEqual({ "order/1": { available: 10n }, "order/2": { available: 40n } });
    expect([...anna.book.lots.values()].map((lot) => lot.expiresAt)).toEqual([day(90), day(150)]);
  });

  it("or a grace period if that has passed", () => {
    const anna = paid(90);
    anna.today = 100;
    anna.restore("7", 100n);
    expect(anna.lots).toMatchObject({ "order/2": { available: 40n } });
    expect([...anna.book.lots.values()].find((lot) => lot.lotId === "restored/7/40")).toMatchObject(
      {
        available: 60n,
        expiresAt: day(130),
      },
    );
  });

  it("once", () => {
    const anna = paid(null);
    for (const target of [30n, 30n, 100n, 40n, 100n]) anna.restore("7", target);
    expect(anna.balance).toEqual([0n, 100n, 0n, 0n]);
  });

  it("never as cash: it goes from redeemed back to the member's points, and nowhere else", () => {
    const anna = paid(null);
    const from = anna.history.length;
    anna.restore("7", 100n);
    expect(anna.said(from)).toEqual([
      "restore: redeemed to available 40",
      "restore: redeemed to available 60",
    ]);
  });
});

describe("Spending: oldest-expiring points are spent first", () => {
  it("those that never expire last, and a held point as a spent one", () => {
    const anna = new MemberBook();
    anna.order("1", 10n);
    anna.order("2", 10n, { expires: 200 });
    anna.order("3", 10n, { expires: 100 });
    anna.mature(15);
    anna.hold("h", 15n);
    expect(anna.lots).toEqual({
      "order/1": { available: 10n },
      "order/2": { available: 5n, held: 5n },
      "order/3": { held: 10n },
    });
  });
});

describe("The ledger", () => {
  it("accounts per holder: none is ever negative, and the lots add up to them", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.constantFrom("1", "2", "3"), fc.bigInt(0n, 90n), fc.bigInt(-50n, 50n)),
          {
            maxLength: 12,
          },
        ),
        (steps) => {
          const anna = new MemberBook();
          for (const [place, [id, target, given]] of steps.entries()) {
            anna.order(id, target, { expires: 40 + place });
            if (given !== 0n) anna.adjust(`gift ${String(place)}`, given, 45);
            if (place % 3 === 1) anna.mature(15);
            if (place % 4 === 3) anna.expire(40 + place);
            for (const figure of anna.balance) expect(figure >= 0n).toBe(true);
            const [pending, available, held] = anna.balance;
            expect(["pending", "available", "held"].map((one) => sumOf(anna.lots, one))).toEqual([
              pending,
              available,
              held,
            ]);
          }
          const rebuilt = emptyBook(SHOP, ANNA);
          for (const transfer of anna.history) replayTransfer(rebuilt, transfer);
          expect(firstDifference(rebuilt, anna.book)).toBeNull();
          expect(rebuilt.activeAt).toEqual(anna.book.activeAt);
        },
      ),
    );
  });

  it("every credit to available repays what is owed first, by a transfer of its own", () => {
    const anna = new MemberBook();
    anna.captureLate("h", "7", 30n);
    expect(anna.balance).toEqual([0n, 0n, 0n, 30n]);
    anna.adjust("gift", 50n);
    expect(anna.said().slice(-2)).toEqual([
      "adjust: adjusted to available 50",
      "repay: available to owed 30",
    ]);
    expect(anna.balance).toEqual([0n, 20n, 0n, 0n]);
  });

  it("captures always owe, also in a programme that stops clawbacks at zero", () => {
    const anna = new MemberBook();
    anna.order("1", 10n, { beyondBalance: "stop_at_zero" });
    anna.mature(15);
    anna.captureLate("h", "7", 30n);
    expect(anna.balance).toEqual([0n, 0n, 0n, 20n]);
  });

  it("a merge posts merge_out and merge_in lot by lot, each naming the other chain's head", () => {
    const [anna, boris] = [new MemberBook(ANNA), new MemberBook(BORIS)];
    boris.order("1", 10n);
    boris.order("2", 20n);
    const pairs = boris.history.length;
    anna.absorb(boris);
    const out = boris.history.slice(pairs);
    const back = anna.history.filter(({ code }) => code === "merge_in");
    expect(out.map(({ code, amount }) => [code, amount])).toEqual([
      ["merge_out", 10n],
      ["merge_out", 20n],
    ]);
    expect(back.map(({ amount, lot }) => [amount, lot?.lotId])).toEqual([
      [10n, "order/1"],
      [20n, "order/2"],
    ]);
    for (const [place, { explanation }] of back.entries())
      expect(explanation).toMatchObject({
        other_holder: BORIS,
        other_head: Buffer.from(out[place]!.hash).toString("hex"),
      });
  });

  it("a clawback takes from the order's own lot first (pending, then available), then the soonest-expiring; what of that lot has already expired is not taken again", () => {
    const anna = new MemberBook();
    anna.order("1", 30n, { expires: 50 });
    anna.mature(15);
    anna.adjust("mug", -10n);
    anna.expire(50);
    anna.order("2", 40n, { expires: 300 });
    anna.order("3", 40n, { expires: 200 });
    anna.mature(15);
    const from = anna.history.length;
    anna.order("1", 0n, { expires: 50 });
    expect(anna.said(from)).toEqual([
      "clawback: expired to reversed 20",
      "clawback: available to reversed 10",
    ]);
    expect(anna.lots).toEqual({ "order/2": { available: 40n }, "order/3": { available: 30n } });
  });
});

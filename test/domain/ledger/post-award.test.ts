import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjust } from "../../../app/domain/ledger/adjust.ts";
import { emptyBook, type Book } from "../../../app/domain/ledger/book.ts";
import { expireLots, matureLots } from "../../../app/domain/ledger/due-lots.ts";
import { postAward, type BeyondLot, type Taken } from "../../../app/domain/ledger/post-award.ts";
import { lotId } from "../../../app/domain/ids.ts";
import { NO_POINTS, points } from "../../../app/domain/points.ts";
import { ANNA, SHOP } from "../../support/member-book.ts";
import { day } from "../../support/order-examples.ts";

/** An award in a book, as the service keeps it: what was posted tells the next posting. */
class Award {
  readonly book: Book = emptyBook(SHOP, ANNA);
  posted = 0n;
  taken: Taken = { uncollected: NO_POINTS, fromExpired: NO_POINTS };

  set(target: bigint, on: number, { matures = on, expires = null, beyond = "owe" }: Setting = {}) {
    this.taken = postAward(
      this.book,
      {
        lotId: lotId("award/anna/welcome"),
        target: points(target),
        posted: points(this.posted),
        taken: this.taken,
        terms: { maturesAt: day(matures), expiresAt: expires === null ? null : day(expires) },
        moved: false,
        beyondLot: beyond,
        programVersion: 1,
        explanation: { kind: "award" },
        eventAt: day(on),
      },
      day(on),
    );
    this.posted = target;
  }

  /** Gives points by hand, or takes them. */
  adjust(key: string, amount: bigint, on: number) {
    const terms = { maturesAt: day(on), expiresAt: null };
    const said = { programVersion: null, explanation: {}, noteHash: null, at: day(on) };
    return adjust(this.book, { key, points: amount, terms, ...said }, day(on)).kind;
  }

  /** `pending, available, owed` */
  get balance() {
    const { pending, available, owed } = this.book.balance;
    return [pending, available, owed];
  }
}

interface Setting {
  readonly matures?: number;
  readonly expires?: number | null;
  readonly beyond?: BeyondLot;
}

describe("an award in the ledger", () => {
  it("is spendable at once, or pending until it matures", () => {
    const award = new Award();
    award.set(100n, 1);
    expect(award.balance).toEqual([0n, 100n, 0n]);
    award.set(150n, 2, { matures: 9 });
    expect(award.balance).toEqual([50n, 100n, 0n]);
    matureLots(award.book, day(9), day(9));
    expect(award.balance).toEqual([0n, 150n, 0n]);
  });

  it.each<[BeyondLot, bigint[], bigint]>([
    ["owe", [0n, 0n, 50n], 0n],
    ["stop_at_zero", [0n, 0n, 0n], 50n],
    ["own_lot", [0n, 30n, 0n], 80n],
  ])("that was spent is taken back from elsewhere as the mode %s says", (beyond, left, lost) => {
    const award = new Award();
    award.set(100n, 1);
    award.adjust("spent", -80n, 2);
    award.adjust("given", 30n, 3);
    award.set(0n, 4, { beyond });
    expect(award.balance).toEqual(left);
    expect(award.taken.uncollected).toBe(lost);
  });

  it("that goes down and up again gives nothing twice, though it could not be collected", () => {
    const award = new Award();
    award.set(100n, 1);
    award.adjust("spent", -100n, 2);
    award.set(0n, 3, { beyond: "own_lot" });
    award.set(100n, 4);
    expect(award.balance).toEqual([0n, 0n, 0n]);
    expect(award.taken.uncollected).toBe(0n);
  });

  it("counts what of it has expired as taken back, and gives no fresh points for it", () => {
    const award = new Award();
    award.set(100n, 1, { expires: 5 });
    expireLots(award.book, day(5), day(5));
    award.set(0n, 6, { expires: 5 });
    expect(award.taken.fromExpired).toBe(100n);
    award.set(100n, 7, { expires: 5 });
    expect(award.balance).toEqual([0n, 0n, 0n]);
  });

  it("stands at its target whatever happens, and the member has what all of it comes to", () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant("set" as const),
        target: fc.bigInt(0n, 50n),
        beyond: fc.constantFrom<BeyondLot>("owe", "stop_at_zero", "own_lot"),
      }),
      fc.record({ kind: fc.constant("adjust" as const), amount: fc.bigInt(-40n, 40n) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const award = new Award();
        let adjusted = 0n;
        for (const [index, one] of steps.entries()) {
          if (one.kind === "set") award.set(one.target, 1, { beyond: one.beyond });
          else if (one.amount !== 0n && award.adjust(`a/${index}`, one.amount, 1) === "posted")
            adjusted += one.amount;
        }
        const { available, owed } = award.book.balance;
        const { uncollected } = award.taken;
        expect(available - owed).toBe(award.posted + adjusted + uncollected);
      }),
    );
  });
});

import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";

import { lotId } from "../../../app/domain/ids.ts";
import { emptyBook, replayTransfer } from "../../../app/domain/ledger/book.ts";
import { firstDifference } from "../../../app/domain/ledger/compare-books.ts";
import { day } from "../../support/order-examples.ts";
import { MemberBook } from "../../support/member-book.ts";

let anna: MemberBook;
/** 60 points that expire on day 30, 40 that expire on day 50, 100 that never do. */
beforeEach(() => {
  anna = member();
});

function member(): MemberBook {
  const book = new MemberBook();
  book.adjust("soon", 60n, 30);
  book.adjust("later", 40n, 50);
  book.adjust("never", 100n);
  return book;
}

describe("an order that takes its hold", () => {
  it("spends what it was paid with, the soonest-expiring first, and the rest comes back", () => {
    anna.hold("h", 150n);
    anna.capture("h", "7", 70n);
    expect(anna.balance).toEqual([0n, 130n, 0n, 0n]);
    expect(anna.lots).toEqual({ later: { available: 30n }, never: { available: 100n } });
    expect(anna.said(4)).toEqual(["capture: held to redeemed 70", "release: held to available 80"]);
  });

  it("leaves nothing to come back where it takes all", () => {
    anna.hold("h", 150n);
    anna.capture("h", "7", 150n);
    expect(anna.said(4)).toEqual(["capture: held to redeemed 150"]);
  });

  it("repays from what comes back what has come to be owed meanwhile", () => {
    anna.hold("h", 200n);
    anna.captureLate("other", "6", 30n);
    anna.capture("h", "7", 150n);
    expect(anna.balance).toEqual([0n, 20n, 0n, 0n]);
  });
});

describe("an order that comes when its hold is over", () => {
  it("takes what is available, and the rest is owed", () => {
    anna.captureLate("h", "7", 230n);
    expect(anna.balance).toEqual([0n, 0n, 0n, 30n]);
    expect(anna.said(3)).toEqual([
      "capture: available to redeemed 200",
      "capture: owed to redeemed 30",
    ]);
  });

  it("owes all of it where nothing is available", () => {
    anna.hold("h", 200n);
    anna.captureLate("other", "7", 10n);
    expect(anna.balance).toEqual([0n, 0n, 200n, 10n]);
  });
});

describe("points that come back from an order", () => {
  it("go to the lots that they came from, those taken last first", () => {
    anna.hold("h", 150n);
    anna.capture("h", "7", 150n);
    anna.restore("7", 60n);
    expect(anna.lots).toEqual({ never: { available: 100n }, later: { available: 10n } });
    anna.restore("7", 150n);
    expect(anna.lots).toMatchObject({ soon: { available: 60n }, later: { available: 40n } });
    expect(anna.book.lots.get(lotId("soon"))?.expiresAt).toEqual(day(30));
  });

  it("come back once", () => {
    anna.hold("h", 150n);
    anna.capture("h", "7", 150n);
    for (const target of [60n, 60n, 20n, 0n]) anna.restore("7", target);
    expect(anna.balance).toEqual([0n, 110n, 0n, 0n]);
  });

  it("can be spent for another 30 days where their own time has passed", () => {
    anna.hold("h", 100n);
    anna.capture("h", "7", 100n);
    anna.today = 30;
    anna.restore("7", 100n);
    expect(anna.lots).toEqual({
      never: { available: 100n },
      later: { available: 40n },
      "restored/7/40": { available: 60n },
    });
    anna.expire(59);
    expect(anna.balance).toEqual([0n, 160n, 0n, 0n]);
    anna.expire(60);
    expect(anna.balance).toEqual([0n, 100n, 0n, 0n]);
  });

  it("repay what is owed first", () => {
    anna.captureLate("h", "7", 250n);
    anna.restore("7", 70n);
    expect(anna.balance).toEqual([0n, 20n, 0n, 0n]);
    anna.restore("7", 250n);
    expect(anna.balance).toEqual([0n, 200n, 0n, 0n]);
  });

  it("that were owed and have been repaid meanwhile are the member's again", () => {
    anna.captureLate("h", "7", 250n);
    anna.adjust("gift", 80n);
    anna.restore("7", 50n);
    expect(anna.balance).toEqual([0n, 80n, 0n, 0n]);
    expect(anna.lots).toMatchObject({ "returned/7/0": { available: 50n } });
  });
});

it("in however many steps points come back, they lie in the same lots", () => {
  const steps = fc.array(fc.bigInt({ min: 0n, max: 180n }), { maxLength: 6 });
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 180n }), steps, (taken, targets) => {
      const [walked, jumped] = [member(), member()];
      for (const one of [walked, jumped]) {
        one.hold("h", 180n);
        one.capture("h", "7", taken);
      }
      const within = targets.map((target) => (target < taken ? target : taken));
      for (const target of within) walked.restore("7", target);
      jumped.restore(
        "7",
        within.reduce((most, target) => (target > most ? target : most), 0n),
      );
      expect([walked.lots, walked.balance]).toEqual([jumped.lots, jumped.balance]);
    }),
  );
});

it("all of it is rebuilt from the transfers", () => {
  anna.hold("h", 150n);
  anna.capture("h", "7", 70n);
  anna.captureLate("h", "8", 190n);
  anna.today = 40;
  anna.restore("7", 35n);
  anna.restore("8", 190n);
  const rebuilt = emptyBook(anna.book.shop, anna.book.holderId);
  for (const transfer of anna.history) replayTransfer(rebuilt, transfer);
  expect(firstDifference(rebuilt, anna.book)).toBeNull();
});

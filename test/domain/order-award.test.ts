import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { currencyCode } from "../../app/domain/money.ts";
import { NO_CONTEXT } from "../../app/domain/order/context.ts";
import { evaluateOrder } from "../../app/domain/order/evaluate.ts";
import type { OrderFacts, OrderLine } from "../../app/domain/order/order.ts";
import type { Program } from "../../app/domain/program.ts";
import { orderLines, programs } from "../support/order-arbitraries.ts";
import { line, orderState, program } from "../support/order-examples.ts";

const awardOf = (lines: readonly OrderLine[], rules: Program, other: Partial<OrderFacts> = {}) =>
  evaluateOrder(orderState(lines, other), NO_CONTEXT, rules);

const earned = (lines: readonly OrderLine[], rules = program()) => awardOf(lines, rules).points;

describe("1 point per 100 RUB, rounded down", () => {
  it.each([
    [0n, 0n],
    [99_99n, 0n],
    [100_00n, 1n],
    [199_99n, 1n],
    [10n ** 15n, 10n ** 11n],
  ])("%s kopecks earn %s points", (totalMinor, points) => {
    expect(earned([line("1", totalMinor)])).toBe(points);
  });
});

describe("rounding", () => {
  it.each([
    ["down", 1n],
    ["nearest", 2n],
    ["up", 2n],
  ] as const)("%s makes %s of one and a half", (rounding, points) => {
    expect(earned([line("1", 150_00n)], program({ rounding }))).toBe(points);
  });

  it.each([
    ["down", 1n],
    ["nearest", 1n],
    ["up", 2n],
  ] as const)("%s makes %s of a little more than one", (rounding, points) => {
    expect(earned([line("1", 100_01n)], program({ rounding }))).toBe(points);
  });

  it("is done once on the order, not on its lines", () => {
    expect(earned([line("1", 50_00n), line("2", 50_00n)])).toBe(1n);
    const up = program({ rounding: "up" });
    expect(earned([line("1", 1n), line("2", 1n)], up)).toBe(1n);
  });
});

describe("a line", () => {
  const rules = program({ rate: [1n, 1_00n] });

  it.each<[string, Partial<OrderLine>, bigint]>([
    ["as ordered", { quantity: 3 }, 100n],
    ["of which an edit took one of three", { quantity: 3, removed: 1 }, 66n],
    ["that an edit took away", { quantity: 3, removed: 3 }, 0n],
    ["with no units", { quantity: 0 }, 0n],
    ["that is a gift card bought", { kind: "gift_card" }, 0n],
    ["that is a tip", { kind: "tip" }, 0n],
  ])("%s", (_, other, points) => {
    expect(earned([line("1", 100_00n, other)], rules)).toBe(points);
  });

  it("that earns nothing says why; a free one has no money to earn from", () => {
    const lines = [
      line("1", 1_00n, { kind: "gift_card" }),
      line("2", 1_00n, { kind: "tip" }),
      line("3", 1_00n, { removed: 1 }),
      line("4", 0n),
    ];
    const award = awardOf(lines, rules);
    expect(award.lines.map(({ ineligible }) => ineligible)).toEqual([
      "gift_card",
      "tip",
      "removed",
      null,
    ]);
  });

  it.each<[string, bigint, Partial<OrderLine>]>([
    ["a negative total", -1n, {}],
    ["a negative quantity", 1n, { quantity: -1 }],
    ["a broken quantity", 1n, { quantity: 1.5 }],
  ])("with %s is a mistake of the caller", (_, totalMinor, other) => {
    expect(() => earned([line("1", totalMinor, other)])).toThrow(RangeError);
  });
});

describe("the most that one order may earn", () => {
  it.each([
    [499_00n, 499n, false],
    [500_00n, 500n, false],
    [500_01n, 500n, true],
    [900_00n, 500n, true],
  ])("of 500: %s kopecks earn %s", (totalMinor, points, capped) => {
    const award = awardOf([line("1", totalMinor)], program({ rate: [1n, 1_00n], maximum: 500n }));
    expect(award).toMatchObject({ points, capped });
  });
});

describe("money", () => {
  it.each([
    ["yen, which have no minor units", "JPY", 100n, 1_999n, 19n],
    ["dinars, which have a thousand", "KWD", 1_000n, 19_999n, 19n],
  ])("may be %s", (_, code, perAmountMinor, totalMinor, points) => {
    const currency = currencyCode(code);
    const rules = program({ currency, rate: [1n, perAmountMinor] });
    expect(awardOf([line("1", totalMinor)], rules, { currency }).points).toBe(points);
  });

  it("other than the program's earns nothing, and says so", () => {
    const award = awardOf([line("1", 900_00n)], program(), { currency: currencyCode("EUR") });
    expect(award).toMatchObject({ points: 0n, reason: "currency", currency: "EUR" });
  });

  it("beyond anything that can be counted is refused", () => {
    const rules = program({ rate: [1_000_000n, 1n] });
    expect(() => earned([line("1", 10n ** 15n)], rules)).toThrow(RangeError);
  });
});

describe("shares", () => {
  it("are those of the points, and sum to one", () => {
    const award = awardOf(
      [line("1", 90_000_00n), line("2", 30_000_00n)],
      program({ maximum: 500n }),
    );
    expect(award.lines.map(({ share }) => share.toFraction())).toEqual(["3/4", "1/4"]);
  });

  it("are those of the money, where an order earns nothing by its lines", () => {
    const lines = [line("1", 300_00n), line("2", 100_00n)];
    const award = awardOf(lines, program(), { currency: currencyCode("EUR") });
    expect(award.lines.map(({ share }) => share.toFraction())).toEqual(["3/4", "1/4"]);
  });

  it("of any order sum to one, or to nothing where nothing is eligible", () => {
    fc.assert(
      fc.property(orderLines, programs, (lines, rules) => {
        const award = awardOf(lines, rules);
        const sum = award.lines.reduce(
          (total, { share }) => share.add(total),
          award.exact.sub(award.exact),
        );
        const isEligible = award.lines.some(({ eligibleMinor }) => eligibleMinor.n > 0n);
        expect(sum.toFraction()).toBe(isEligible ? "1" : "0");
      }),
    );
  });
});

it("an order of more money never earns fewer points", () => {
  fc.assert(
    fc.property(
      orderLines,
      programs,
      fc.bigInt({ min: 0n, max: 10_000n }),
      (lines, rules, more) => {
        const richer = [...lines, line("99", more)];
        expect(earned(richer, rules)).toBeGreaterThanOrEqual(earned(lines, rules));
      },
    ),
  );
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Terms } from "../../../extensions/checkout-points/src/answers.ts";
import {
  earningEstimate,
  limitsOf,
  worthOf,
  wrongWith,
} from "../../../extensions/checkout-points/src/limits.ts";
import {
  minorOf,
  minorOfNumber,
  minorText,
} from "../../../extensions/checkout-points/src/money.ts";

function terms(changes: Partial<Terms> = {}): Terms {
  return {
    currency: "RUB",
    earning: { points: 1, perAmount: "100.00", rounding: "down" },
    worth: { points: 1, amount: "1.00" },
    step: 10,
    minimum: 100,
    maximumSharePercent: 30,
    ...changes,
  };
}
const rubles = (subtotalMinor: bigint) => ({ subtotalMinor, currency: "RUB" });

describe("the points that can be chosen", () => {
  it.each([
    [5_000, 1_000_000n, { least: 100, most: 3_000, step: 10 }],
    [517, 1_000_000n, { least: 100, most: 510, step: 10 }],
    [5_000, 333_33n, { least: 100, most: 90, step: 10 }],
    [0, 1_000_000n, { least: 100, most: 0, step: 10 }],
  ])("of %d points, for an order of %s kopecks, are %o", (available, subtotal, limits) => {
    expect(limitsOf(terms(), available, rubles(subtotal))).toEqual(limits);
  });

  it("never come to more than the order's share, the balance, or a part of a step", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 500 }),
        (available, subtotal, share, step, points) => {
          const rules = terms({
            maximumSharePercent: share,
            step,
            worth: { points, amount: "7.35" },
          });
          const { most } = limitsOf(rules, available, rubles(subtotal));
          expect(most).toBeLessThanOrEqual(available);
          expect(most % step).toBe(0);
          expect(worthOf(most, rules) * 100n <= subtotal * BigInt(share)).toBe(true);
        },
      ),
    );
  });

  it.each([
    [99, "too_few"],
    [100, null],
    [105, "not_a_step"],
    [3_000, null],
    [3_010, "too_many"],
    [Number.NaN, "too_few"],
  ])("%d: %s", (points, problem) => {
    expect(wrongWith(points, { least: 100, most: 3_000, step: 10 })).toBe(problem);
  });
});

describe("the estimate of what an order earns", () => {
  it.each([
    ["down", 199_99n, 1],
    ["nearest", 149_99n, 1],
    ["nearest", 150_00n, 2],
    ["up", 100_01n, 2],
    ["up", 100_00n, 1],
  ] as const)("rounds %s: %s kopecks earn %d", (rounding, minor, earned) => {
    const rules = terms({ earning: { points: 1, perAmount: "100.00", rounding } });
    expect(earningEstimate(rules, minor)).toBe(earned);
  });

  it("is none where a programme has more than a rate", () => {
    expect(earningEstimate(terms({ earning: null }), 1_000_00n)).toBe(0);
  });
});

describe("money", () => {
  it.each([
    ["1200.50", "RUB", 120_050n],
    ["1200", "JPY", 1_200n],
    ["1200.00", "JPY", 1_200n],
    ["1.2", "KWD", 1_200n],
    ["-5.00", "RUB", -500n],
  ])("%s %s is %s in minor units", (amount, currency, minor) => {
    expect(minorOf(amount, currency)).toBe(minor);
  });

  it("comes as floats from Shopify, and is exact again", () => {
    expect(minorOfNumber(0.1 + 0.2, "RUB")).toBe(30n);
    expect(minorOfNumber(19.99 * 3, "RUB")).toBe(59_97n);
    expect(minorOfNumber(1234, "JPY")).toBe(1234n);
  });

  it("is written as it is read", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 18n }),
        fc.constantFrom("RUB", "JPY", "KWD"),
        (minor, currency) => {
          expect(minorOf(minorText(minor, currency), currency)).toBe(minor);
        },
      ),
    );
  });
});

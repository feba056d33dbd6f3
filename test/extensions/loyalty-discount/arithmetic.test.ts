import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  equals,
  formatMinor,
  minorUnits,
  parseDecimal,
} from "../../../extensions/loyalty-discount/src/decimal.ts";
import { currencyDigits } from "../../../extensions/loyalty-discount/src/currency-digits.ts";
import { pointsDiscount } from "../../../extensions/loyalty-discount/src/points-discount.ts";
import { currencyCode, exponentOf } from "../../../app/domain/money.ts";

const decimal = (text: string) => parseDecimal(text)!;

/** A decimal text of at least 0, and the same as a fraction over 10^9. */
const decimals = (mostUnits: bigint) =>
  fc
    .tuple(fc.bigInt({ min: 0n, max: mostUnits }), fc.integer({ min: 0, max: 9 }))
    .map(([units, scale]) => ({
      text: formatMinor(units, scale),
      billionths: units * 10n ** BigInt(9 - scale),
    }));

describe("decimals", () => {
  it.each(["", "-1", "1e3", "1,5", " 1", "1.", ".5", "NaN", 5, null, undefined, "9".repeat(21)])(
    "are never read from %j",
    (value) => expect(parseDecimal(value)).toBeNull(),
  );

  it("add up and compare as numbers, whatever zeros they end in", () => {
    fc.assert(
      fc.property(decimals(10n ** 15n), decimals(10n ** 15n), (a, b) => {
        const sum = add(decimal(a.text), decimal(b.text));
        expect(minorUnits(sum, 9)).toBe(a.billionths + b.billionths);
        expect(equals(decimal(a.text), decimal(b.text))).toBe(a.billionths === b.billionths);
      }),
    );
    expect(equals(decimal("1"), decimal("1.000"))).toBe(true);
  });
});

describe("the digits of currencies", () => {
  it.each(Intl.supportedValuesOf("currency"))("of %s are the app's", (code) => {
    expect(currencyDigits(code)).toBe(exponentOf(currencyCode(code)));
  });
});

const holds = fc.record({
  points: fc.bigInt({ min: 1n, max: 10n ** 9n }),
  held: fc.bigInt({ min: 1n, max: 10n ** 12n }),
});
const hold = ({ points, held }: { points: bigint; held: bigint }) => ({
  id: "a",
  code: "K7F3Q2",
  points,
  amount: { units: held, scale: 2 },
  currency: "RUB",
});
const shares = fc.bigInt({ min: 1n, max: 100n });
const subtotals = fc.bigInt({ min: 0n, max: 10n ** 12n });
const inRubles = (units: bigint) => ({
  subtotal: { units, scale: 2 },
  currency: "RUB",
  rate: { units: 1n, scale: 0 },
});
/** Kopecks off. */
const off = (given: { points: bigint; held: bigint }, subtotal: bigint, share: bigint) => {
  const amount = pointsDiscount(hold(given), inRubles(subtotal), share);
  return amount === null ? 0n : minorUnits(decimal(amount), 2);
};

describe("what points take off", () => {
  it("is never more than the hold, the share, or the subtotal", () => {
    fc.assert(
      fc.property(holds, subtotals, shares, (given, subtotal, share) => {
        const taken = off(given, subtotal, share);
        expect(taken <= given.held).toBe(true);
        expect(taken * 100n <= subtotal * share).toBe(true);
        expect(taken <= subtotal).toBe(true);
      }),
    );
  });

  it("never falls when the order grows or the share does", () => {
    fc.assert(
      fc.property(holds, subtotals, subtotals, shares, shares, (given, a, b, c, d) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        const [low, high] = c < d ? [c, d] : [d, c];
        expect(off(given, less, low) <= off(given, more, high)).toBe(true);
      }),
    );
  });

  it("is all of the hold as soon as the share allows it", () => {
    fc.assert(
      fc.property(holds, shares, (given, share) => {
        const subtotal = (given.held * 100n + share - 1n) / share;
        expect(off(given, subtotal, share)).toBe(given.held);
      }),
    );
  });

  it("is the worth of whole points, so that the order captures no more than it was given", () => {
    fc.assert(
      fc.property(holds, subtotals, shares, (given, subtotal, share) => {
        const taken = off(given, subtotal, share);
        // As accrual counts it: captured = ceil(money / worth).
        const captured = (taken * given.points + given.held - 1n) / given.held;
        expect(captured <= given.points).toBe(true);
        expect((captured * given.held) / given.points).toBe(taken);
      }),
    );
  });

  it("comes to no more in another currency than at home", () => {
    const rates = decimals(10n ** 9n).filter(({ billionths }) => billionths > 0n);
    fc.assert(
      fc.property(
        holds,
        subtotals,
        shares,
        rates,
        fc.constantFrom("USD", "JPY", "KWD"),
        (given, units, share, rate, currency) => {
          const digits = currencyDigits(currency);
          const cart = { subtotal: { units, scale: digits }, currency, rate: decimal(rate.text) };
          const amount = pointsDiscount(hold(given), cart, share);
          if (amount === null) return;
          const taken = minorUnits(decimal(amount), digits);
          expect(taken * 100n <= units * share).toBe(true);
          const heldThere = given.held * rate.billionths * 10n ** BigInt(digits);
          expect(taken * 10n ** 11n <= heldThere).toBe(true);
        },
      ),
    );
  });
});

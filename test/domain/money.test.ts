import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  MoneyError,
  currencyCode,
  exponentOf,
  formatMoney,
  minor,
  parseMoney,
} from "../../app/domain/money.ts";

const CODES = ["RUB", "JPY", "KWD", "HUF"].map(currencyCode);

describe("an amount", () => {
  it.each([
    ["1200.50", "RUB", 120050n],
    ["1200.5", "RUB", 120050n],
    ["1200", "RUB", 120000n],
    ["0.00", "RUB", 0n],
    ["-8.00", "RUB", -800n],
    ["1200.5000", "RUB", 120050n],
    ["0.1", "RUB", 10n],
    ["1000", "JPY", 1000n],
    ["1000.00", "JPY", 1000n],
    ["1.234", "KWD", 1234n],
    ["1200.50", "HUF", 120050n],
    ["999999999999999999999.99", "RUB", 99999999999999999999999n],
  ])("%s %s is %s minor units", (decimal, code, amountMinor) => {
    expect(parseMoney(decimal, currencyCode(code))).toBe(amountMinor);
  });

  it.each([
    ["1.234", "RUB"],
    ["0.5", "JPY"],
    ["", "RUB"],
    ["1,5", "RUB"],
    ["1e3", "RUB"],
    ["NaN", "RUB"],
    [" 1", "RUB"],
    ["+1", "RUB"],
    [".5", "RUB"],
    ["1.", "RUB"],
    ["0x10", "RUB"],
    ["١", "RUB"],
    ["9".repeat(31), "RUB"],
  ])("%j %s is refused, and named", (decimal, code) => {
    const parse = () => parseMoney(decimal, currencyCode(code));
    expect(parse).toThrow(MoneyError);
    expect(parse).toThrow(decimal.slice(0, 20));
  });

  it.each([
    [120050n, "RUB", "1200.50"],
    [5n, "RUB", "0.05"],
    [-5n, "RUB", "-0.05"],
    [0n, "RUB", "0.00"],
    [1000n, "JPY", "1000"],
    [1n, "KWD", "0.001"],
  ])("of %s minor units of %s is written %s", (amountMinor, code, decimal) => {
    expect(formatMoney(minor(amountMinor), currencyCode(code))).toBe(decimal);
  });

  it("is read as it was written, in every currency", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.constantFrom(...CODES),
        (amount, code) => {
          expect(parseMoney(formatMoney(minor(amount), code), code)).toBe(amount);
        },
      ),
    );
  });
});

describe("a currency", () => {
  it.each([
    ["RUB", 2],
    ["JPY", 0],
    ["KWD", 3],
    ["HUF", 2],
    ["PKR", 2],
    ["IQD", 3],
    ["JEP", 2],
  ])("%s has %s digits after the point", (code, digits) => {
    expect(exponentOf(currencyCode(code))).toBe(digits);
  });

  it.each(["", "rub", "RUR0", "ZZZ", "RUBLES", " RUB"])("%j is not known", (code) => {
    expect(() => currencyCode(code)).toThrow(MoneyError);
  });
});

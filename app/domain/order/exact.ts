import Fraction from "fraction.js";

import { exponentOf, formatMoney, minor } from "../money.ts";
import type { CurrencyCode } from "../money.ts";

export const ZERO = new Fraction(0n);
export const ONE = new Fraction(1n);

/** The fractions together; reduced once. */
export function sumOf(fractions: readonly Fraction[]): Fraction {
  const [first = ZERO] = fractions;
  if (fractions.length < 2) return first;
  let [total, over] = [0n, first.d];
  for (const { n, d } of fractions) {
    if (d === over) total += n;
    else if (n !== 0n) [total, over] = [total * d + n * over, over * d];
  }
  return new Fraction(total, over);
}

/** Fractions as whole numbers over one denominator, to be added without a rest. */
export interface Numerators {
  readonly parts: readonly bigint[];
  readonly over: bigint;
}

export function overOneDenominator(fractions: readonly Fraction[]): Numerators {
  let over = 1n;
  for (const { d } of fractions) if (over % d !== 0n) over *= d / commonDivisor(over, d);
  return { parts: fractions.map(({ n, d }) => (d === over ? n : n * (over / d))), over };
}

function commonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** Whether a fraction is at least a whole number. */
export const reaches = ({ n, d }: Fraction, least: bigint): boolean => n >= least * d;

/** Both in lowest terms, as fractions are. */
export const isSame = (a: Fraction, b: Fraction): boolean =>
  a === b || (a.n === b.n && a.d === b.d);

/** Whole minor units as a decimal amount; what is finer, as a fraction of the currency's unit. */
export function exactMoney(amountMinor: Fraction, currency: CurrencyCode): string {
  if (amountMinor.d === 1n) return formatMoney(minor(amountMinor.n), currency);
  return amountMinor.div(10n ** BigInt(exponentOf(currency)), 1n).toFraction();
}

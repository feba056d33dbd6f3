import Fraction from "fraction.js";

import { exponentOf, formatMoney, minor } from "../money.ts";
import type { CurrencyCode } from "../money.ts";

export const ZERO = new Fraction(0n);
export const ONE = new Fraction(1n);

export const sumOf = (parts: readonly Fraction[]): Fraction => {
  if (parts.length === 1) return parts[0] ?? ZERO;
  return parts.reduce((total, part) => (part.n === 0n ? total : total.add(part)), ZERO);
};

/** Whether a fraction is at least a whole number. */
export const reaches = ({ n, d }: Fraction, least: bigint): boolean => n >= least * d;

/** Whether the first is more than the second; both >= 0. */
export const isMore = (a: Fraction, b: Fraction): boolean => a.n * b.d > b.n * a.d;

/** Both in lowest terms, as fractions are. */
export const isSame = (a: Fraction, b: Fraction): boolean =>
  a === b || (a.n === b.n && a.d === b.d);

/** Whole minor units as a decimal amount; what is finer, as a fraction of the currency's unit. */
export function exactMoney(amountMinor: Fraction, currency: CurrencyCode): string {
  if (amountMinor.d === 1n) return formatMoney(minor(amountMinor.n), currency);
  return amountMinor.div(10n ** BigInt(exponentOf(currency)), 1n).toFraction();
}

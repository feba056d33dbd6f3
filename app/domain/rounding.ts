import type Fraction from "fraction.js";

/** How a program makes whole points of a fraction; `nearest` rounds halves up. */
export type Rounding = "down" | "nearest" | "up";

/**
 * The one place where points are rounded.
 * @param exact >= 0
 * @throws RangeError below 0
 */
export function roundExact(exact: Fraction, rounding: Rounding): bigint {
  if (exact.s < 0n && exact.n !== 0n) throw new RangeError(`cannot round ${exact.toFraction()}`);
  switch (rounding) {
    case "down":
      return exact.n / exact.d;
    case "nearest":
      return (2n * exact.n + exact.d) / (2n * exact.d);
    case "up":
      return (exact.n + exact.d - 1n) / exact.d;
  }
}

/**
 * An exact decimal number: `units` / 10^`scale`. Shopify's Decimals arrive as texts, which
 * compare as texts ("100.0" < "20.0"), and floats would lose kopecks.
 */
export type Decimal = { readonly units: bigint; readonly scale: number };

const DECIMAL = /^(\d{1,20})(?:\.(\d{1,20}))?$/;

/**
 * Reads a decimal of at least 0, such as "1200.50".
 * @returns null for anything else: signs, exponents, spaces, other values than texts
 */
export function parseDecimal(value: unknown): Decimal | null {
  const match = typeof value === "string" ? DECIMAL.exec(value) : null;
  if (match === null) return null;
  const [, whole = "", fraction = ""] = match;
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

export function isZero({ units }: Decimal): boolean {
  return units === 0n;
}

/** Whether two numbers are equal, however many zeros they end in. */
export function equals(a: Decimal, b: Decimal): boolean {
  const scale = Math.max(a.scale, b.scale);
  return unitsAt(a, scale) === unitsAt(b, scale);
}

/** Whether the first is the greater one. */
export function exceeds(a: Decimal, b: Decimal): boolean {
  const scale = Math.max(a.scale, b.scale);
  return unitsAt(a, scale) > unitsAt(b, scale);
}

/**
 * floor(value × 10^digits × numerator / denominator): the value in minor units of a currency
 * with so many digits, at that rate, rounded once.
 * @param denominator > 0
 */
export function minorUnits(
  value: Decimal,
  digits: number,
  { times = ONE, by = ONE }: { times?: Decimal; by?: Decimal } = {},
): bigint {
  const numerator = value.units * times.units * power(by.scale + digits);
  return numerator / (by.units * power(value.scale + times.scale));
}

export const ONE: Decimal = { units: 1n, scale: 0 };

/** Minor units as a decimal text with all digits: 120050 of two digits are "1200.50". */
export function formatMinor(minor: bigint, digits: number): string {
  const text = String(minor).padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function unitsAt({ units, scale }: Decimal, wanted: number): bigint {
  return units * power(wanted - scale);
}

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

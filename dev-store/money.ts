/** Minor units of the shop's currency (kopecks). */
export type Minor = bigint;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** The shop's currency: the seeded shop sells in roubles. */
export const SHOP_CURRENCY = "RUB";

const exponents = new Map<string, number>();

/** Decimal places of a currency, such as 2 for RUB and 0 for JPY. */
export function exponentOf(currency: string): number {
  const known = exponents.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const places = format.resolvedOptions().maximumFractionDigits ?? 2;
  exponents.set(currency, places);
  return places;
}

/** Minor units of a decimal text such as `1200.50`; null when it is not exact money. */
export function readMoney(text: string, currency: string = SHOP_CURRENCY): Minor | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = ""] = match;
  const places = exponentOf(currency);
  const kept = fraction.slice(0, places).padEnd(places, "0");
  if (/[1-9]/.test(fraction.slice(places))) return null;
  const value = BigInt(whole + kept);
  return sign === "-" ? -value : value;
}

/** `120050n` as `1200.50`. */
export function writeMoney(amount: Minor, currency: string = SHOP_CURRENCY): string {
  const places = exponentOf(currency);
  const digits = (amount < 0n ? -amount : amount).toString().padStart(places + 1, "0");
  const sign = amount < 0n ? "-" : "";
  return places === 0
    ? sign + digits
    : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** `amount x numerator / denominator`, to the nearest unit, halves away from zero. */
export function share(amount: Minor, numerator: bigint, denominator: bigint): Minor {
  if (denominator === 0n) return 0n;
  const product = amount * numerator * 2n;
  return (product + (product < 0n ? -denominator : denominator)) / (denominator * 2n);
}

/** A decimal as Shopify's GraphQL writes it, without needless zeros: `1200.5`, and `0.0` for nothing. */
export const shortDecimal = (text: string): string =>
  text.includes(".") ? text.replace(/0$/, "") : `${text}.0`;

/**
 * Deals an amount out in proportion to weights: the parts come to exactly the
 * amount, and each is within a unit of its share.
 */
export function spread(weights: readonly Minor[], amount: Minor): Minor[] {
  const all = sum(weights);
  let before = 0n;
  let dealt = 0n;
  return weights.map((weight) => {
    before += weight;
    const upTo = share(amount, before, all);
    const part = upTo - dealt;
    dealt = upTo;
    return part;
  });
}

export const sum = (amounts: Iterable<Minor>): Minor => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
};

export const least = (a: Minor, b: Minor): Minor => (a < b ? a : b);
export const most = (a: Minor, b: Minor): Minor => (a > b ? a : b);

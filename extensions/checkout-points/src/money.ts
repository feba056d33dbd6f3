const NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF BYR";
const THREE = "BHD IQD JOD KWD LYD OMR TND";

/** Digits after the point, as ISO 4217 has them; the same as in app/domain/money.ts. */
function currencyDigits(currency: string): number {
  if (NONE.split(" ").includes(currency)) return 0;
  return THREE.split(" ").includes(currency) ? 3 : 2;
}

/** A decimal text of the app, such as "1200.50", in minor units. */
export function minorOf(amount: string, currency: string): bigint {
  const [whole = "", fraction = ""] = amount.split(".");
  const digits = currencyDigits(currency);
  return BigInt(whole + fraction.slice(0, digits).padEnd(digits, "0"));
}

/** An amount of Shopify's, which extensions get as a float, in minor units. */
export function minorOfNumber(amount: number, currency: string): bigint {
  return minorOf(amount.toFixed(currencyDigits(currency)), currency);
}

/** Minor units as the app writes money; `minor` >= 0. */
export function minorText(minor: bigint, currency: string): string {
  const digits = currencyDigits(currency);
  const text = String(minor).padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Minor units as the number that Shopify's formatter takes: to be shown, not to count with. */
export function numberOf(minor: bigint, currency: string): number {
  return Number(minor) / Math.pow(10, currencyDigits(currency));
}

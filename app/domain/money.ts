import type { Brand } from "./ids.ts";

/** Minor units of a currency (kopecks, cents; whole yen). */
export type Minor = Brand<bigint, "Minor">;
/** An ISO 4217 code, such as `RUB`. */
export type CurrencyCode = Brand<string, "CurrencyCode">;

export const minor = (value: bigint) => value as Minor;

/** Text that is no amount or no currency. The message names the text. */
export class MoneyError extends Error {
  override readonly name = "MoneyError";
}

/**
 * Digits after the point, where ISO 4217 gives them and they are not two. Intl
 * cannot be asked: it follows what people write, so that it drops the filler of
 * forints or the paisa of rupees, which shops do send.
 */
const EXPONENTS = new Map<string, number>([
  ...["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF"].map(withExponent(0)),
  ...["UGX", "VND", "VUV", "XAF", "XOF", "XPF", "BYR"].map(withExponent(0)),
  ...["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map(withExponent(3)),
]);

/** The codes that Shopify uses beyond those that Intl lists. */
const BEYOND_INTL = ["BYR", "JEP", "KID", "STD", "USDC", "VED", "VEF"];
const KNOWN = new Set([...Intl.supportedValuesOf("currency"), ...BEYOND_INTL]);

function withExponent(exponent: number) {
  return (code: string): [string, number] => [code, exponent];
}

/**
 * @param text an ISO 4217 code in capitals
 * @throws MoneyError for a code that is not known
 */
export function currencyCode(text: string): CurrencyCode {
  if (!KNOWN.has(text)) throw new MoneyError(`${shown(text)} is not an ISO 4217 currency code`);
  return text as CurrencyCode;
}

/** How many digits the currency has after the point: 2 for RUB, 0 for JPY, 3 for KWD. */
export function exponentOf(currency: CurrencyCode): number {
  return EXPONENTS.get(currency) ?? 2;
}

const DECIMAL = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/;

/**
 * An amount in minor units, exactly. Zeros beyond the currency's digits are
 * accepted ("100.00" yen), because Shopify writes two digits for most currencies.
 * @param decimal such as "1200.5" or "-8.00"; no spaces, no exponent
 * @throws MoneyError for other text, and for more digits than the currency has
 */
export function parseMoney(decimal: string, currency: CurrencyCode): Minor {
  const match = DECIMAL.exec(decimal);
  if (match === null) throw new MoneyError(`${shown(decimal)} is not a decimal amount`);
  const [, sign = "", whole = "", fraction = ""] = match;
  const exponent = exponentOf(currency);
  const digits = fraction.replace(/0+$/, "");
  if (digits.length > exponent) {
    throw new MoneyError(
      `${shown(decimal)} has more digits after the point than ${currency} has (${exponent})`,
    );
  }
  const value = BigInt(whole + digits.padEnd(exponent, "0"));
  return minor(sign === "-" ? -value : value);
}

/** The amount as a decimal with all of the currency's digits: 120050 kopecks are "1200.50". */
export function formatMoney(amountMinor: Minor, currency: CurrencyCode): string {
  const exponent = exponentOf(currency);
  const sign = amountMinor < 0n ? "-" : "";
  const digits = String(amountMinor < 0n ? 0n - amountMinor : amountMinor).padStart(
    exponent + 1,
    "0",
  );
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** Outside text as it stands in a message: quoted, and never long. */
function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

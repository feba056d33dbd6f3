import { exponentOf } from "../domain/money.ts";
import type { CurrencyCode } from "../domain/money.ts";
import type { Locale } from "../locales/texts.ts";

/** An amount as loaders hand it to pages: a decimal of the currency's main unit. */
export interface Amount {
  /** Such as "1200.50". */
  readonly amount: string;
  readonly currency: string;
}

/** Numbers, money and times as the merchant writes them. Whole numbers may come as text. */
export interface Formats {
  readonly number: (value: bigint | number | string) => string;
  /** With its sign in front, also a plus: "+1,200". */
  readonly signed: (value: bigint | number | string) => string;
  readonly money: (value: Amount) => string;
  /** An exact number as explanations hold it, "187/2": as a decimal where that ends. */
  readonly exact: (fraction: string) => string;
  /** The same, with a decimal that is near where there is none that is it. */
  readonly nearly: (fraction: string) => string;
  /** An exact amount: "1200.50", or a fraction of the currency's unit such as "100/3". */
  readonly exactMoney: (fraction: string, currency: string) => string;
  /** The day, in the shop's time zone. */
  readonly date: (value: Date | string) => string;
  readonly dateTime: (value: Date | string) => string;
  /** "a, b and c" */
  readonly list: (items: readonly string[]) => string;
}

/** @param timeZone the shop's, as the IANA database names it */
export function formatsFor(locale: Locale, timeZone: string): Formats {
  const number = new Intl.NumberFormat(locale);
  const signed = new Intl.NumberFormat(locale, { signDisplay: "exceptZero" });
  const zone = knownZone(timeZone);
  const day = { day: "numeric", month: "short", year: "numeric", timeZone: zone } as const;
  const date = new Intl.DateTimeFormat(locale, day);
  const time = { ...day, hour: "numeric", minute: "2-digit" } as const;
  const dateTime = new Intl.DateTimeFormat(locale, time);
  const list = new Intl.ListFormat(locale);
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: MOST_DECIMALS });
  const near = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  const moneys = new Map<string, Intl.NumberFormat>();
  const money = ({ amount, currency }: Amount) => {
    const format = moneys.get(currency) ?? moneyFormat(locale, currency);
    moneys.set(currency, format);
    // Text, so that no digit is lost in a number.
    return format.format(amount as Intl.StringNumericLiteral);
  };
  const exact = (fraction: string) => {
    const text = decimalOf(fraction);
    return text === null ? fraction : decimal.format(text as Intl.StringNumericLiteral);
  };
  return {
    number: (value) => number.format(BigInt(value)),
    signed: (value) => signed.format(BigInt(value)),
    money,
    exact,
    nearly: (fraction) => {
      if (decimalOf(fraction) !== null) return exact(fraction);
      const [numerator, denominator] = fraction.split("/").map(Number);
      return `${fraction} ≈ ${near.format((numerator ?? 0) / (denominator ?? 1))}`;
    },
    exactMoney: (fraction, currency) =>
      fraction.includes("/")
        ? `${exact(fraction)} ${currency}`
        : money({ amount: fraction, currency }),
    date: (value) => date.format(new Date(value)),
    dateTime: (value) => dateTime.format(new Date(value)),
    list: (items) => list.format(items),
  };
}

function moneyFormat(locale: Locale, currency: string): Intl.NumberFormat {
  const digits = exponentOf(currency as CurrencyCode);
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    trailingZeroDisplay: "stripIfInteger",
  });
}

/** More are no longer read as a number. */
const MOST_DECIMALS = 6;

/** A fraction as a decimal, exactly; null where it has no end, or none that is near. */
function decimalOf(fraction: string): string | null {
  const [numerator = "", denominator] = fraction.split("/");
  if (denominator === undefined) return numerator;
  const scaled = BigInt(numerator) * 10n ** BigInt(MOST_DECIMALS);
  if (scaled % BigInt(denominator) !== 0n) return null;
  const digits = String(scaled / BigInt(denominator)).padStart(MOST_DECIMALS + 1, "0");
  return `${digits.slice(0, -MOST_DECIMALS)}.${digits.slice(-MOST_DECIMALS)}`;
}

/** A zone that this machine has not heard of must not keep the page from being shown. */
function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

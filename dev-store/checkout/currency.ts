import { exponentOf, SHOP_CURRENCY, type Minor } from "../money.ts";
import { unprocessable } from "../refusal.ts";

/**
 * What one rouble is in the currencies that the shop shows, in millionths. Fixed,
 * so that the same cart costs the same in every run.
 */
const RATES_PPM: Readonly<Record<string, bigint>> = {
  [SHOP_CURRENCY]: 1_000_000n,
  USD: 12_500n,
  KZT: 6_400_000n,
  JPY: 1_900_000n,
};

export const PRESENTMENT_CURRENCIES: readonly string[] = Object.keys(RATES_PPM);

const PPM = 1_000_000n;

/** @throws Refusal 422 for a currency that the shop does not show */
export function rateOf(currency: string): bigint {
  const rate = RATES_PPM[currency];
  if (rate === undefined)
    throw unprocessable(
      `The shop shows ${PRESENTMENT_CURRENCIES.join(", ")}`,
      "presentment_currency",
    );
  return rate;
}

/** Millionths as the decimal that Functions are given, such as `0.0125`. */
export function writeRate(ratePpm: bigint): string {
  const fraction = (ratePpm % PPM).toString().padStart(6, "0").replace(/0+$/, "");
  return `${ratePpm / PPM}.${fraction === "" ? "0" : fraction}`;
}

/** An amount as the shop keeps it and as the buyer sees it; minor units of each currency. */
export interface Money {
  readonly shop: Minor;
  readonly presentment: Minor;
}

export const NOTHING: Money = { shop: 0n, presentment: 0n };

export const add = (a: Money, b: Money): Money => ({
  shop: a.shop + b.shop,
  presentment: a.presentment + b.presentment,
});

export const less = (a: Money, b: Money): Money => ({
  shop: a.shop - b.shop,
  presentment: a.presentment - b.presentment,
});

export const total = (amounts: Iterable<Money>): Money => {
  let sum = NOTHING;
  for (const amount of amounts) sum = add(sum, amount);
  return sum;
};

/** How the shop's money and a cart's are turned into each other: to the nearest unit, halves up. */
export function exchange(currency: string) {
  const rate = rateOf(currency);
  const shopScale = 10n ** BigInt(exponentOf(SHOP_CURRENCY));
  const scale = 10n ** BigInt(exponentOf(currency));
  const nearest = (numerator: bigint, denominator: bigint) =>
    (numerator * 2n + denominator) / (denominator * 2n);
  const fromShop = (shop: Minor): Money => ({
    shop,
    presentment: nearest(shop * rate * scale, PPM * shopScale),
  });
  const fromPresentment = (presentment: Minor): Money => ({
    shop: nearest(presentment * PPM * shopScale, rate * scale),
    presentment,
  });
  return { currency, rate, fromShop, fromPresentment };
}

export type Exchange = ReturnType<typeof exchange>;

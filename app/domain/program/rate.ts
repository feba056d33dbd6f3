import Fraction from "fraction.js";
import { z } from "zod";

import { formatMoney, parseMoney } from "../money.ts";
import type { CurrencyCode, Minor } from "../money.ts";
import { points, pointsToJson } from "../points.ts";
import type { Points } from "../points.ts";
import { amount, MOST_POINTS_PER_STEP, percent, section, wholeNumber } from "./checks.ts";

/** So many points are so much money. */
export interface Worth {
  readonly points: Points;
  /** > 0 */
  readonly amountMinor: Minor;
}

/** `points` for every `perAmountMinor` of eligible money. */
export interface EarnRate {
  readonly kind: "per_amount";
  readonly points: Points;
  /** Minor units; > 0. */
  readonly perAmountMinor: Minor;
}

/** How money or goods become points. */
export type Rate =
  | EarnRate
  /** Cashback: so much of the money, in points by what they are worth. */
  | { readonly kind: "percent"; readonly percent: Fraction }
  /** For every unit of goods, whatever it costs, as long as it costs anything. */
  | { readonly kind: "per_item"; readonly points: Points };

/** A rate for orders in a currency of their own, which the program's worth says nothing of. */
export type CurrencyRate =
  EarnRate | { readonly kind: "percent"; readonly percent: Fraction; readonly worth: Worth };

const somePoints = wholeNumber(1, MOST_POINTS_PER_STEP, "points");

const perAmount = section({ points: somePoints, per_amount: amount });
const cashback = section({ percent: percent() });
const perItem = section({ points_per_item: somePoints });

export const worth = section({ points: somePoints, amount });
export const rate = z.union([perAmount, cashback, perItem]);
export const currencyRate = z.union([perAmount, section({ percent: percent(), worth })]);

export type RateDocument = z.infer<typeof rate>;
export type CurrencyRateDocument = z.infer<typeof currencyRate>;
export type WorthDocument = z.infer<typeof worth>;

export function readRate(document: RateDocument, currency: CurrencyCode): Rate {
  if ("percent" in document) return { kind: "percent", percent: new Fraction(document.percent) };
  if ("points_per_item" in document) {
    return { kind: "per_item", points: points(BigInt(document.points_per_item)) };
  }
  return readPerAmount(document, currency);
}

export function readCurrencyRate(
  document: CurrencyRateDocument,
  currency: CurrencyCode,
): CurrencyRate {
  if (!("percent" in document)) return readPerAmount(document, currency);
  const share = new Fraction(document.percent);
  return { kind: "percent", percent: share, worth: readWorth(document.worth, currency) };
}

export const readWorth = (document: WorthDocument, currency: CurrencyCode): Worth => ({
  points: points(BigInt(document.points)),
  amountMinor: parseMoney(document.amount, currency),
});

function readPerAmount(document: z.infer<typeof perAmount>, currency: CurrencyCode): EarnRate {
  return {
    kind: "per_amount",
    points: points(BigInt(document.points)),
    perAmountMinor: parseMoney(document.per_amount, currency),
  };
}

export function writeRate(value: Rate, currency: CurrencyCode): RateDocument {
  switch (value.kind) {
    case "per_amount":
      return writePerAmount(value, currency);
    case "percent":
      return { percent: value.percent.toString() };
    case "per_item":
      return { points_per_item: pointsToJson(value.points) };
  }
}

export function writeCurrencyRate(
  value: CurrencyRate,
  currency: CurrencyCode,
): CurrencyRateDocument {
  if (value.kind === "per_amount") return writePerAmount(value, currency);
  return { percent: value.percent.toString(), worth: writeWorth(value.worth, currency) };
}

export const writeWorth = (value: Worth, currency: CurrencyCode): WorthDocument => ({
  points: pointsToJson(value.points),
  amount: formatMoney(value.amountMinor, currency),
});

function writePerAmount(value: EarnRate, currency: CurrencyCode): z.infer<typeof perAmount> {
  return {
    points: pointsToJson(value.points),
    per_amount: formatMoney(value.perAmountMinor, currency),
  };
}

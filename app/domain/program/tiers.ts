import Fraction from "fraction.js";
import type { z } from "zod";

import { formatMoney, parseMoney } from "../money.ts";
import type { CurrencyCode, Minor } from "../money.ts";
import { points, pointsToJson } from "../points.ts";
import type { Points } from "../points.ts";
import {
  amount,
  decimal,
  label,
  listOf,
  MOST_POINTS_PER_ORDER,
  MOST_POINTS_PER_STEP,
  must,
  oneOf,
  percent,
  ruleId,
  section,
  wholeNumber,
} from "./checks.ts";
import { rate, readRate, writeRate } from "./rate.ts";
import type { Rate } from "./rate.ts";
import { text, writeText } from "./texts.ts";
import type { Text } from "./texts.ts";

/** What a tier's threshold is measured in: minor units of the program's currency, points, orders. */
export type TierBasis = "spend" | "points" | "orders";
export type TierWindow = "rolling_12_months" | "calendar_year" | "lifetime";

export interface Tier {
  readonly id: string;
  readonly name: Text;
  /** In units of the basis, minor units for money; higher than that of the tier before. */
  readonly threshold: bigint;
  /** Null: what earns outside of tiers. */
  readonly rate: Rate | null;
  readonly multiplier: Fraction;
  readonly entryBonus: Points;
  readonly birthdayBonus: Points;
  readonly customerTag: string | null;
  /** A standing percentage off. */
  readonly discountPercent: Fraction | null;
  readonly freeShippingFrom: Minor | null;
  /** The name of whom the member may turn to. */
  readonly manager: string | null;
}

export interface Tiers {
  readonly basis: TierBasis;
  readonly window: TierWindow;
  /** How long a member keeps a tier that it no longer qualifies for. */
  readonly graceDays: number;
  /** The lowest first. */
  readonly levels: readonly Tier[];
}

const threshold = amount.or(wholeNumber(0, MOST_POINTS_PER_ORDER, "points or orders"));
const bonus = wholeNumber(0, MOST_POINTS_PER_STEP, "points");

const level = section({
  id: ruleId,
  name: text,
  threshold,
  rate: rate.nullable().default(null),
  multiplier: decimal('a multiplier in quotes above 0 and at most 100, such as "1.5"', {
    above: 0,
    most: 100,
  }).default("1"),
  entry_bonus: bonus.default(0),
  birthday_bonus: bonus.default(0),
  customer_tag: label("a tag").nullable().default(null),
  discount_percent: percent().nullable().default(null),
  free_shipping_from: amount.nullable().default(null),
  manager: label("a name").nullable().default(null),
});

export const tiers = section({
  basis: oneOf("spend", "points", "orders"),
  window: oneOf("rolling_12_months", "calendar_year", "lifetime"),
  grace_days: wholeNumber(0, 365, "days").default(0),
  levels: listOf(level, 20, "tiers").min(1, { error: must("a list of 1 to 20 tiers") }),
});

export type TiersDocument = z.infer<typeof tiers>;
export type TierDocument = z.infer<typeof level>;

export function readTiers(document: TiersDocument, currency: CurrencyCode): Tiers {
  const { basis, window, grace_days: graceDays, levels } = document;
  return { basis, window, graceDays, levels: levels.map((one) => readTier(one, currency)) };
}

function readTier(document: TierDocument, currency: CurrencyCode): Tier {
  const { threshold, rate, discount_percent: discount, free_shipping_from: shipping } = document;
  return {
    id: document.id,
    name: document.name,
    threshold: typeof threshold === "string" ? parseMoney(threshold, currency) : BigInt(threshold),
    rate: rate === null ? null : readRate(rate, currency),
    multiplier: new Fraction(document.multiplier),
    entryBonus: points(BigInt(document.entry_bonus)),
    birthdayBonus: points(BigInt(document.birthday_bonus)),
    customerTag: document.customer_tag,
    discountPercent: discount === null ? null : new Fraction(discount),
    freeShippingFrom: shipping === null ? null : parseMoney(shipping, currency),
    manager: document.manager,
  };
}

export function writeTiers(value: Tiers, currency: CurrencyCode): TiersDocument {
  const { basis, window, graceDays, levels } = value;
  return {
    basis,
    window,
    grace_days: graceDays,
    levels: levels.map((level) => writeTier(level, basis, currency)),
  };
}

function writeTier(value: Tier, basis: TierBasis, currency: CurrencyCode): TierDocument {
  const { threshold, rate, discountPercent: discount, freeShippingFrom: shipping } = value;
  return {
    id: value.id,
    name: writeText(value.name),
    threshold: basis === "spend" ? formatMoney(threshold as Minor, currency) : Number(threshold),
    rate: rate === null ? null : writeRate(rate, currency),
    multiplier: value.multiplier.toString(),
    entry_bonus: pointsToJson(value.entryBonus),
    birthday_bonus: pointsToJson(value.birthdayBonus),
    customer_tag: value.customerTag,
    discount_percent: discount === null ? null : discount.toString(),
    free_shipping_from: shipping === null ? null : formatMoney(shipping, currency),
    manager: value.manager,
  };
}

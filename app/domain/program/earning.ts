import { z } from "zod";

import { currencyCode } from "../money.ts";
import type { CurrencyCode } from "../money.ts";
import { points, pointsToJson } from "../points.ts";
import type { Points } from "../points.ts";
import type { Rounding } from "../rounding.ts";
import { action } from "./actions.ts";
import type { ActionRule } from "./actions.ts";
import {
  listOf,
  MOST_POINTS_PER_ORDER,
  must,
  oneOf,
  ruleId,
  section,
  wholeNumber,
  yesOrNo,
} from "./checks.ts";
import {
  lineFilter,
  orderFilter,
  readLineFilter,
  readOrderFilter,
  writeLineFilter,
  writeOrderFilter,
} from "./filters.ts";
import type { LineFilter, OrderFilter } from "./filters.ts";
import {
  currencyRate,
  rate,
  readCurrencyRate,
  readRate,
  writeCurrencyRate,
  writeRate,
} from "./rate.ts";
import type { CurrencyRate, Rate } from "./rate.ts";
import { text, writeText } from "./texts.ts";
import type { Text } from "./texts.ts";

/** Which money of a line earns. */
export interface EarningBase {
  /** `as_priced`: with tax where the order's prices have it. */
  readonly tax: "as_priced" | "included" | "excluded";
  readonly shipping: boolean;
  /** Whether what points have paid earns, too. */
  readonly paidWithPoints: boolean;
  /** Whether what discount codes have taken off earns, too. */
  readonly discountCodes: boolean;
}

/** A rate of its own for some lines; the first rule that means a line counts. */
export interface LineRule {
  readonly id: string;
  readonly name: Text | null;
  /** Null: all lines. */
  readonly lines: LineFilter | null;
  /** Null: all orders. */
  readonly orders: OrderFilter | null;
  /** Null: its lines earn nothing. */
  readonly rate: Rate | null;
}

export interface Earning {
  readonly rate: Rate;
  /** Of orders in other currencies than the program's; those in one that is not here earn nothing. */
  readonly rates: ReadonlyMap<CurrencyCode, CurrencyRate>;
  readonly rounding: Rounding;
  /** Until points can be spent; 0 means at once. */
  readonly pendingDays: number;
  /** From when those days count. */
  readonly pendingFrom: "payment" | "fulfilment";
  readonly maximumPointsPerOrder: Points | null;
  readonly base: EarningBase;
  readonly rules: readonly LineRule[];
  readonly actions: readonly ActionRule[];
}

const isCurrency = (code: string) => {
  try {
    return currencyCode(code) === code;
  } catch {
    return false;
  }
};
const currencyText = must('an ISO 4217 code in capitals, such as "RUB"');
export const currency = z
  .string({ error: currencyText })
  .refine(isCurrency, { error: currencyText, abort: true });

const base = section({
  tax: oneOf("as_priced", "included", "excluded").default("as_priced"),
  shipping: yesOrNo().default(false),
  paid_with_points: yesOrNo().default(false),
  discount_codes: yesOrNo().default(false),
});

const rule = section({
  id: ruleId,
  name: text.optional(),
  lines: lineFilter.optional(),
  orders: orderFilter.optional(),
  rate: rate.nullable(),
});

export const MOST_RULES = 200;

export const earning = section({
  rate,
  rates: z
    .record(currency, currencyRate, {
      error: (issue) =>
        issue.code === "invalid_key"
          ? 'must be named by an ISO 4217 code in capitals, such as "EUR"'
          : must('an object such as {"EUR": {"points": 1, "per_amount": "1.00"}}')(issue),
    })
    .default({}),
  rounding: oneOf("down", "nearest", "up"),
  pending_days: wholeNumber(0, 365, "days"),
  pending_from: oneOf("payment", "fulfilment").default("payment"),
  maximum_points_per_order: wholeNumber(
    1,
    MOST_POINTS_PER_ORDER,
    "points",
    "null (no maximum) or ",
  ).nullable(),
  base: base.prefault({}),
  rules: listOf(rule, MOST_RULES, "rules").default([]),
  actions: listOf(action, MOST_RULES, "rules").default([]),
});

export type EarningDocument = z.infer<typeof earning>;
export type LineRuleDocument = z.infer<typeof rule>;

export function readEarning(document: EarningDocument, code: CurrencyCode): Earning {
  const { maximum_points_per_order: maximum } = document;
  const rates = Object.entries(document.rates).map(
    ([text, other]): [CurrencyCode, CurrencyRate] => {
      const otherCode = currencyCode(text);
      return [otherCode, readCurrencyRate(other, otherCode)];
    },
  );
  return {
    rate: readRate(document.rate, code),
    rates: new Map(rates),
    rounding: document.rounding,
    pendingDays: document.pending_days,
    pendingFrom: document.pending_from,
    maximumPointsPerOrder: maximum === null ? null : points(BigInt(maximum)),
    base: {
      tax: document.base.tax,
      shipping: document.base.shipping,
      paidWithPoints: document.base.paid_with_points,
      discountCodes: document.base.discount_codes,
    },
    rules: document.rules.map((one) => readRule(one, code)),
    actions: document.actions,
  };
}

function readRule(document: LineRuleDocument, code: CurrencyCode): LineRule {
  const { id, name = null, lines, orders } = document;
  return {
    id,
    name,
    lines: readLineFilter(lines),
    orders: readOrderFilter(orders, code),
    rate: document.rate === null ? null : readRate(document.rate, code),
  };
}

export function writeEarning(value: Earning, code: CurrencyCode): EarningDocument {
  const { maximumPointsPerOrder: maximum, base } = value;
  const rates = [...value.rates].map(([other, rate]) => [other, writeCurrencyRate(rate, other)]);
  return {
    rate: writeRate(value.rate, code),
    rates: Object.fromEntries(rates) as EarningDocument["rates"],
    rounding: value.rounding,
    pending_days: value.pendingDays,
    pending_from: value.pendingFrom,
    maximum_points_per_order: maximum === null ? null : pointsToJson(maximum),
    base: {
      tax: base.tax,
      shipping: base.shipping,
      paid_with_points: base.paidWithPoints,
      discount_codes: base.discountCodes,
    },
    rules: value.rules.map((rule) => writeRule(rule, code)),
    actions: [...value.actions],
  };
}

function writeRule(value: LineRule, code: CurrencyCode): LineRuleDocument {
  const { id, name, lines, orders } = value;
  return {
    id,
    ...(name === null ? {} : { name: writeText(name) }),
    ...(lines === null ? {} : { lines: writeLineFilter(lines) }),
    ...(orders === null ? {} : { orders: writeOrderFilter(orders, code) }),
    rate: value.rate === null ? null : writeRate(value.rate, code),
  };
}

import Fraction from "fraction.js";
import type { z } from "zod";

import { formatMoney, parseMoney } from "../money.ts";
import type { CurrencyCode, Minor } from "../money.ts";
import { amount, label, listOf, oneOf, percent, section, yesOrNo } from "./checks.ts";
import type { CalendarPeriod } from "./local-time.ts";
import { rate, readRate, writeRate } from "./rate.ts";
import type { Rate } from "./rate.ts";

/** From so much money on, so much more of the order's points. */
export interface VolumeStep {
  readonly fromMinor: Minor;
  readonly percent: Fraction;
}

/** What goes for companies and for customers with certain tags. */
export interface Wholesale {
  /** Whether orders of Shopify's B2B companies are wholesale. */
  readonly companies: boolean;
  /** Whose orders are, too; any of them. */
  readonly customerTags: readonly string[];
  /** False: wholesale earns no points. */
  readonly earns: boolean;
  /** Null: the rate of everybody else. */
  readonly rate: Rate | null;
  /** Whether campaigns count that do not ask for wholesale. */
  readonly retailCampaigns: boolean;
  /** By what the order comes to; the lowest first. */
  readonly orderSteps: readonly VolumeStep[];
  /** In which `periodSteps` are measured. */
  readonly period: CalendarPeriod | null;
  /** By what was bought in the period, with the order; the lowest first. */
  readonly periodSteps: readonly VolumeStep[];
  /** A standing percentage off. */
  readonly discountPercent: Fraction | null;
  /** Whether the points of a company's orders are the company's. */
  readonly sharedBalance: boolean;
}

const step = section({ from: amount, percent: percent(1000) });
const steps = listOf(step, 20, "steps");

export const wholesale = section({
  companies: yesOrNo().default(true),
  customer_tags: listOf(label("a tag"), 250, "tags").default([]),
  earns: yesOrNo().default(true),
  rate: rate.nullable().default(null),
  retail_campaigns: yesOrNo().default(true),
  order_steps: steps.default([]),
  period: oneOf("month", "quarter", "year").nullable().default(null),
  period_steps: steps.default([]),
  discount_percent: percent().nullable().default(null),
  shared_balance: yesOrNo().default(false),
});

export type WholesaleDocument = z.infer<typeof wholesale>;
export type VolumeStepDocument = z.infer<typeof step>;

export function readWholesale(document: WholesaleDocument, currency: CurrencyCode): Wholesale {
  const { rate, discount_percent: discount } = document;
  const readSteps = (list: readonly VolumeStepDocument[]) =>
    list.map(({ from, percent }) => ({
      fromMinor: parseMoney(from, currency),
      percent: new Fraction(percent),
    }));
  return {
    companies: document.companies,
    customerTags: document.customer_tags,
    earns: document.earns,
    rate: rate === null ? null : readRate(rate, currency),
    retailCampaigns: document.retail_campaigns,
    orderSteps: readSteps(document.order_steps),
    period: document.period,
    periodSteps: readSteps(document.period_steps),
    discountPercent: discount === null ? null : new Fraction(discount),
    sharedBalance: document.shared_balance,
  };
}

export function writeWholesale(value: Wholesale, currency: CurrencyCode): WholesaleDocument {
  const { rate, discountPercent: discount } = value;
  const writeSteps = (list: readonly VolumeStep[]) =>
    list.map(({ fromMinor, percent }) => ({
      from: formatMoney(fromMinor, currency),
      percent: percent.toString(),
    }));
  return {
    companies: value.companies,
    customer_tags: [...value.customerTags],
    earns: value.earns,
    rate: rate === null ? null : writeRate(rate, currency),
    retail_campaigns: value.retailCampaigns,
    order_steps: writeSteps(value.orderSteps),
    period: value.period,
    period_steps: writeSteps(value.periodSteps),
    discount_percent: discount === null ? null : discount.toString(),
    shared_balance: value.sharedBalance,
  };
}

import type Fraction from "fraction.js";

import type { Channel, LineFilter, LineMarks, OrderFilter, OrderNumber } from "./filters.ts";

/** What filters ask of a line of goods; texts in small letters. */
export interface LineLook {
  readonly productId: string | null;
  readonly type: string | null;
  readonly vendor: string | null;
  readonly tags: readonly string[];
  readonly collections: readonly string[];
}

/** What filters ask of an order and of whose it is. */
export interface OrderLook {
  readonly channel: Channel;
  /** In small letters. */
  readonly customerTags: readonly string[];
  /** Eligible money of goods; null in other money than the program's. */
  readonly goodsMinor: Fraction | null;
  readonly orderNumber: number;
  readonly tier: string | null;
  readonly isWholesale: boolean;
}

/** Whether a line is meant; shipping is null, which nothing names and nothing excepts. */
export type MeansLine = (look: LineLook | null) => boolean;
export type MeansOrder = (look: OrderLook) => boolean;

const ALWAYS = () => true;

/** As Shopify compares tags. */
export const folded = (text: string): string => text.trim().toLowerCase();

/** The filter as a function, so that nothing of it is looked at that it does not ask. */
export function compileLineFilter(filter: LineFilter | null): MeansLine {
  if (filter === null) return ALWAYS;
  const wanted = checksOf(filter);
  const unwanted = checksOf(filter.except);
  return (look) => {
    if (look === null) return wanted.length === 0;
    for (const check of wanted) if (!check(look)) return false;
    for (const check of unwanted) if (check(look)) return false;
    return true;
  };
}

type LineCheck = (look: LineLook) => boolean;

function checksOf(marks: LineMarks): LineCheck[] {
  const products = new Set(marks.products);
  const collections = new Set(marks.collections);
  const types = new Set(marks.types.map(folded));
  const vendors = new Set(marks.vendors.map(folded));
  const tags = new Set(marks.tags.map(folded));
  const checks: [size: number, LineCheck][] = [
    [products.size, ({ productId }) => productId !== null && products.has(productId)],
    [types.size, ({ type }) => type !== null && types.has(type)],
    [vendors.size, ({ vendor }) => vendor !== null && vendors.has(vendor)],
    [collections.size, (look) => look.collections.some((one) => collections.has(one))],
    [tags.size, (look) => look.tags.some((one) => tags.has(one))],
  ];
  return checks.flatMap(([size, check]) => (size === 0 ? [] : [check]));
}

/** The filter as a function. */
export function compileOrderFilter(filter: OrderFilter | null): MeansOrder {
  if (filter === null) return ALWAYS;
  const { channels, minimumTotal, orderNumber, tiers, wholesale } = filter;
  const tags = new Set(filter.customerTags.map(folded));
  const checks: [isAsked: boolean, MeansOrder][] = [
    [channels.length > 0, ({ channel }) => channels.includes(channel)],
    [wholesale !== null, ({ isWholesale }) => isWholesale === (wholesale === "only")],
    [tiers.length > 0, ({ tier }) => tier !== null && tiers.includes(tier)],
    [orderNumber !== null, (look) => orderNumber !== null && isNumber(orderNumber, look)],
    [tags.size > 0, ({ customerTags }) => customerTags.some((one) => tags.has(one))],
    [minimumTotal !== null, (look) => isAtLeast(look.goodsMinor, minimumTotal ?? 0n)],
  ];
  const asked = checks.flatMap(([isAsked, check]) => (isAsked ? [check] : []));
  return (look) => {
    for (const check of asked) if (!check(look)) return false;
    return true;
  };
}

const isAtLeast = (amount: Fraction | null, least: bigint): boolean =>
  amount !== null && amount.n >= least * amount.d;

/** A subscription's renewal is an order like any other, but never a first one. */
function isNumber(wanted: OrderNumber, { orderNumber, channel }: OrderLook): boolean {
  switch (wanted.kind) {
    case "first":
      return orderNumber === 1 && channel !== "subscription";
    case "number":
      return orderNumber === wanted.number && (orderNumber > 1 || channel !== "subscription");
    case "every":
      return orderNumber % wanted.every === 0;
  }
}

import { z } from "zod";

import { formatMoney, parseMoney } from "../money.ts";
import type { CurrencyCode, Minor } from "../money.ts";
import {
  amount,
  label,
  listOf,
  oneOf,
  ruleId,
  section,
  shopifyId,
  someOf,
  wholeNumber,
} from "./checks.ts";

/** By what goods are told; a list that is empty asks nothing. */
export interface LineMarks {
  /** Ids as digits. */
  readonly products: readonly string[];
  readonly collections: readonly string[];
  readonly types: readonly string[];
  readonly vendors: readonly string[];
  readonly tags: readonly string[];
}

/**
 * Which lines of an order are meant: those that every list names which is not empty, but for those
 * that any list of `except` names. Types, vendors and tags are compared as Shopify compares tags:
 * without regard to capitals.
 */
export interface LineFilter extends LineMarks {
  readonly except: LineMarks;
}

/** Where an order was placed; `other` is what has a name that says nothing to us. */
export const CHANNELS = ["online", "pos", "draft", "subscription", "other"] as const;
export type Channel = (typeof CHANNELS)[number];

/** Which of a member's orders: the first, the n-th, every n-th. A renewal is never the first. */
export type OrderNumber =
  | { readonly kind: "first" }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "every"; readonly every: number };

/** Which orders are meant: those that all of it is true of; what is empty or null asks nothing. */
export interface OrderFilter {
  readonly channels: readonly Channel[];
  /** Any of them. */
  readonly customerTags: readonly string[];
  /** Of the goods' eligible money, in the program's currency; orders in another never reach it. */
  readonly minimumTotal: Minor | null;
  readonly orderNumber: OrderNumber | null;
  /** Ids of tiers; any of them. */
  readonly tiers: readonly string[];
  readonly wholesale: "only" | "except" | null;
}

const marks = {
  products: someOf(shopifyId("a product"), 1000, "products' ids").optional(),
  collections: someOf(shopifyId("a collection"), 250, "collections' ids").optional(),
  types: someOf(label("a product type"), 250, "product types").optional(),
  vendors: someOf(label("a vendor"), 250, "vendors").optional(),
  tags: someOf(label("a tag"), 250, "tags").optional(),
};
const MARKS = ["products", "collections", "types", "vendors", "tags"] as const;

export const lineFilter = section({ ...marks, except: section(marks).optional() });

const orderNumber = z.union([
  section({ first: z.literal(true, { error: "must be true" }) }),
  section({ number: wholeNumber(1, 10_000, "orders") }),
  section({ every: wholeNumber(2, 1000, "orders") }),
]);

export const orderFilter = section({
  channels: someOf(oneOf(...CHANNELS), CHANNELS.length, "channels").optional(),
  customer_tags: someOf(label("a tag"), 250, "tags").optional(),
  minimum_total: amount.optional(),
  order_number: orderNumber.optional(),
  tiers: listOf(ruleId, 50, "ids of tiers").min(1).optional(),
  wholesale: oneOf("only", "except").optional(),
});

export type LineFilterDocument = z.infer<typeof lineFilter>;
export type OrderFilterDocument = z.infer<typeof orderFilter>;

/** @returns null for a filter that asks nothing */
export function readLineFilter(document: LineFilterDocument | undefined): LineFilter | null {
  if (document === undefined) return null;
  const filter = { ...readMarks(document), except: readMarks(document.except ?? {}) };
  return asksNothing(filter) && asksNothing(filter.except) ? null : filter;
}

function readMarks(document: Omit<LineFilterDocument, "except">): LineMarks {
  const { products = [], collections = [], types = [], vendors = [], tags = [] } = document;
  return { products, collections, types, vendors, tags };
}

const asksNothing = (lists: LineMarks) => MARKS.every((mark) => lists[mark].length === 0);

export function writeLineFilter(filter: LineFilter): LineFilterDocument {
  const written = writeMarks(filter);
  return asksNothing(filter.except) ? written : { ...written, except: writeMarks(filter.except) };
}

function writeMarks(lists: LineMarks): Omit<LineFilterDocument, "except"> {
  const asked = MARKS.filter((mark) => lists[mark].length > 0);
  return Object.fromEntries(asked.map((mark) => [mark, [...lists[mark]]]));
}

/** @returns null for a filter that asks nothing */
export function readOrderFilter(
  document: OrderFilterDocument | undefined,
  currency: CurrencyCode,
): OrderFilter | null {
  if (document === undefined || Object.keys(document).length === 0) return null;
  const { channels = [], customer_tags: customerTags = [], tiers = [] } = document;
  const { minimum_total: minimum, order_number: number, wholesale = null } = document;
  return {
    channels,
    customerTags,
    minimumTotal: minimum === undefined ? null : parseMoney(minimum, currency),
    orderNumber: number === undefined ? null : readOrderNumber(number),
    tiers,
    wholesale,
  };
}

function readOrderNumber(document: z.infer<typeof orderNumber>): OrderNumber {
  if ("number" in document) return { kind: "number", number: document.number };
  if ("every" in document) return { kind: "every", every: document.every };
  return { kind: "first" };
}

export function writeOrderFilter(filter: OrderFilter, currency: CurrencyCode): OrderFilterDocument {
  const { channels, customerTags, minimumTotal, orderNumber: number, tiers, wholesale } = filter;
  return {
    ...(channels.length === 0 ? {} : { channels: [...channels] }),
    ...(customerTags.length === 0 ? {} : { customer_tags: [...customerTags] }),
    ...(minimumTotal === null ? {} : { minimum_total: formatMoney(minimumTotal, currency) }),
    ...(number === null ? {} : { order_number: writeOrderNumber(number) }),
    ...(tiers.length === 0 ? {} : { tiers: [...tiers] }),
    ...(wholesale === null ? {} : { wholesale }),
  };
}

function writeOrderNumber(number: OrderNumber): z.infer<typeof orderNumber> {
  switch (number.kind) {
    case "first":
      return { first: true };
    case "number":
      return { number: number.number };
    case "every":
      return { every: number.every };
  }
}

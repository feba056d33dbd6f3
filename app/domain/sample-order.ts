import { z } from "zod";

import { daysAfter } from "./days.ts";
import { lineId, orderId } from "./ids.ts";
import type { LineId } from "./ids.ts";
import { currencyCode, formatMoney, minor, MoneyError, parseMoney } from "./money.ts";
import type { CurrencyCode, Minor } from "./money.ts";
import type { OrderContext, ProductFacts } from "./order/context.ts";
import type { JudgedOrder } from "./order/eligible.ts";
import { evaluateOrder } from "./order/evaluate.ts";
import { explainOrder, type OrderExplanation } from "./order/explain.ts";
import type { HeldFacts, OrderLine } from "./order/order.ts";
import { orderTarget } from "./order/target.ts";
import type { Points } from "./points.ts";
import { creditTerms } from "./program-terms.ts";
import { worthOf } from "./program.ts";
import type { Program } from "./program.ts";
import { CHANNELS } from "./program/filters.ts";
import { isLocalTime, momentOf } from "./program/local-time.ts";

const amount = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount such as "1500.00"');
const words = z.array(z.string().trim().min(1).max(255)).max(50);
const ids = z.array(z.string().regex(/^[1-9]\d{0,19}$/, "must be numeric ids")).max(50);

const line = z.strictObject({
  title: z.string().max(200).optional(),
  /** Of one unit, before what codes and points take off. */
  price: amount,
  quantity: z.int().min(1).max(10_000).default(1),
  product: ids.element.nullable().default(null),
  collections: ids.default([]),
  type: z.string().max(255).nullable().default(null),
  vendor: z.string().max(255).nullable().default(null),
  tags: words.default([]),
  gift_card: z.boolean().default(false),
  /** In or on top of the price, as the order says. */
  tax: amount.default("0"),
  taken_off_by_codes: amount.default("0"),
  paid_with_points: amount.default("0"),
});

/** An order that never was, to try a programme on: in JSON, amounts in the programme's currency. */
export const sampleOrderSchema = z.strictObject({
  lines: z.array(line).min(1).max(50),
  /** Where it is not the programme's. */
  currency: z.string().nullable().default(null),
  taxes_included: z.boolean().default(true),
  shipping: amount.default("0"),
  channel: z.enum(CHANNELS).default("online"),
  /** By the shop's clock. */
  placed_at: z.string().refine(isLocalTime, 'must be a time such as "2026-12-01T12:00"'),
  customer_tags: words.default([]),
  tier: z.string().nullable().default(null),
  /** Which of the customer's orders it is. */
  order_number: z.int().min(1).max(1_000_000).default(1),
  company: z.boolean().default(false),
  /** What was bought earlier in the wholesale period. */
  bought_before: amount.default("0"),
  enrolled: z.boolean().default(true),
});

export type SampleOrder = z.infer<typeof sampleOrderSchema>;
export type SampleOrderInput = z.input<typeof sampleOrderSchema>;

/** What a programme makes of a sample order. */
export interface SamplePreview {
  readonly points: Points;
  readonly worthMinor: Minor;
  /** When the points could be spent, were it paid and sent when it was placed. */
  readonly maturesAt: Date;
  /** Null: never, or not by their own date. */
  readonly expiresAt: Date | null;
  readonly explanation: OrderExplanation;
  /** What the lines are called, by the ids that the explanation names. */
  readonly titles: ReadonlyMap<string, string>;
}

export type SampleOutcome =
  | { readonly kind: "ok"; readonly preview: SamplePreview }
  | { readonly kind: "invalid"; readonly path: string; readonly message: string };

/**
 * Judges a sample order by the rules that orders are really judged by.
 * @param version the number that the program has or would have
 */
export function previewOrder(input: unknown, program: Program, version = 0): SampleOutcome {
  const read = sampleOrderSchema.safeParse(input);
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = issue?.path.map(String).join(".") ?? "";
    return { kind: "invalid", path, message: issue?.message ?? "is not an order" };
  }
  try {
    return { kind: "ok", preview: judge(read.data, program, version) };
  } catch (error) {
    if (error instanceof MoneyError || error instanceof RangeError) {
      return { kind: "invalid", path: "", message: error.message };
    }
    throw error;
  }
}

function judge(sample: SampleOrder, program: Program, version: number): SamplePreview {
  const currency = sample.currency === null ? program.currency : currencyCode(sample.currency);
  const order = orderOf(sample, currency, program);
  const award = evaluateOrder(order, contextOf(sample, program), program);
  const target = orderTarget(order, award, program);
  const maturesAt = daysAfter(order.facts.processedAt, program.earning.pendingDays);
  return {
    points: target.points,
    worthMinor: worthOf(target.points, program),
    maturesAt,
    expiresAt: creditTerms(program, maturesAt).expiresAt,
    explanation: explainOrder(award, target, version, program),
    titles: new Map(sample.lines.map((one, index) => [idOf(index), titleOf(one, index)])),
  };
}

const idOf = (index: number): LineId => lineId(String(index + 1));
const titleOf = ({ title }: SampleOrder["lines"][number], index: number) =>
  title === undefined || title === "" ? String(index + 1) : title;

function contextOf(sample: SampleOrder, program: Program): OrderContext {
  const products = sample.lines.map((one, index): [string, ProductFacts] => [
    productOf(one, index),
    { type: one.type, vendor: one.vendor, tags: one.tags, collections: one.collections },
  ]);
  return {
    surroundings: { customerTags: sample.customer_tags, products: new Map(products) },
    member: {
      enrolled: sample.enrolled,
      tier: sample.tier,
      orderNumber: sample.order_number,
      periodMinor: parseMoney(sample.bought_before, program.currency),
    },
  };
}

/** Lines without a product have one of their own, so that what is said of it counts. */
const productOf = ({ product }: SampleOrder["lines"][number], index: number) =>
  product ?? `9${String(index).padStart(18, "0")}`;

function orderOf(
  sample: SampleOrder,
  currency: CurrencyCode,
  program: Program,
): JudgedOrder & { readonly facts: HeldFacts } {
  const at = momentOf(sample.placed_at, program.timeZone);
  const id = orderId("1");
  const lines = sample.lines.map((one, index) => lineOf(one, index, currency));
  const paid = sample.lines.map((one): Minor => parseMoney(one.paid_with_points, currency));
  const facts: HeldFacts = {
    orderId: id,
    name: null,
    source: "webhook",
    updatedAt: at,
    processedAt: at,
    customerId: null,
    guestHash: null,
    currency,
    test: false,
    paidAt: at,
    cancelledAt: null,
    fulfilledAt: at,
    companyId: sample.company ? "1" : null,
    channel: SOURCES[sample.channel],
    lines,
    taxesIncluded: sample.taxes_included,
    shippingMinor: parseMoney(sample.shipping, currency),
    shippingTaxMinor: minor(0n),
    refunds: [],
    hold: null,
    automaticDiscounts: [],
    contested: false,
  };
  return {
    orderId: id,
    facts,
    paidAt: at,
    cancelledAt: null,
    fulfilledAt: at,
    deletedAt: null,
    deletedBy: null,
    refunds: [],
    refetch: null,
    pointsLines: new Map(lines.map((one, index) => [one.id, paid[index] ?? minor(0n)])),
  };
}

/** What Shopify would call the channels. */
const SOURCES: Readonly<Record<SampleOrder["channel"], string>> = {
  online: "web",
  pos: "pos",
  draft: "shopify_draft_order",
  subscription: "subscription_contract",
  other: "other",
};

function lineOf(
  one: SampleOrder["lines"][number],
  index: number,
  currency: CurrencyCode,
): OrderLine {
  const full = parseMoney(one.price, currency) * BigInt(one.quantity);
  const codeMinor = parseMoney(one.taken_off_by_codes, currency);
  const total = full - codeMinor - parseMoney(one.paid_with_points, currency);
  if (total < 0n) {
    const whole = formatMoney(minor(full), currency);
    throw new RangeError(`more is taken off line ${index + 1} than its ${whole}`);
  }
  return {
    id: idOf(index),
    quantity: one.quantity,
    removed: 0,
    totalMinor: minor(total),
    taxMinor: parseMoney(one.tax, currency),
    kind: one.gift_card ? "gift_card" : "goods",
    productId: productOf(one, index),
    vendor: one.vendor,
    codeMinor,
  };
}

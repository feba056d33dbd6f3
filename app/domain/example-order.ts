import { lineId, orderId } from "./ids.ts";
import { minor } from "./money.ts";
import type { Minor } from "./money.ts";
import { NO_CONTEXT } from "./order/context.ts";
import { evaluateOrder } from "./order/evaluate.ts";
import type { HeldFacts, OrderState } from "./order/order.ts";
import { NO_POINTS, points } from "./points.ts";
import type { Points } from "./points.ts";
import { worthOf } from "./program.ts";
import type { Program } from "./program.ts";

/** What a programme makes of an order of goods without discounts, in the programme's currency. */
export interface ExampleOrder {
  readonly earned: Points;
  /** Whether the most that one order may earn cut it. */
  readonly capped: boolean;
  /** What the earned points are worth. */
  readonly worthMinor: Minor;
  /** The most points that may pay for such an order; 0 where no step of at least the minimum fits. */
  readonly payablePoints: Points;
  /** What those take off. */
  readonly payableMinor: Minor;
}

/**
 * An order of this total under a programme that may not be published yet, by the rules that
 * orders are really judged by.
 * @param totalMinor >= 0
 * @throws RangeError beyond 2^53 - 1 points
 */
export function exampleOrder(totalMinor: Minor, program: Program): ExampleOrder {
  const award = evaluateOrder(stateOf(totalMinor, program), NO_CONTEXT, program);
  const payablePoints = mostPayable(totalMinor, program);
  return {
    earned: award.points,
    capped: award.capped,
    worthMinor: worthOf(award.points, program),
    payablePoints,
    payableMinor: worthOf(payablePoints, program),
  };
}

/**
 * The most points that may pay for goods of this total: the programme's share of it, rounded down
 * to whole steps, and none below the minimum.
 * @param totalMinor >= 0
 */
export function mostPayable(totalMinor: Minor, { redemption }: Program): Points {
  const { worth, stepPoints, minimumPoints, maximumSharePercent } = redemption;
  const shareMinor = (totalMinor * BigInt(maximumSharePercent)) / 100n;
  const whole = (shareMinor * worth.points) / worth.amountMinor;
  const stepped = whole - (whole % stepPoints);
  return stepped >= minimumPoints ? points(stepped) : NO_POINTS;
}

const SOME_TIME = new Date(0);

/** One line of goods, paid for; whose and when, no rule asks. */
function stateOf(totalMinor: Minor, { currency }: Program): OrderState & { facts: HeldFacts } {
  const id = orderId("1");
  const line = {
    id: lineId("1"),
    quantity: 1,
    removed: 0,
    totalMinor,
    taxMinor: minor(0n),
    kind: "goods",
    productId: null,
    vendor: null,
    codeMinor: minor(0n),
  } as const;
  const facts: HeldFacts = {
    orderId: id,
    name: null,
    source: "webhook",
    updatedAt: SOME_TIME,
    processedAt: SOME_TIME,
    customerId: null,
    guestHash: null,
    currency,
    test: false,
    paidAt: SOME_TIME,
    cancelledAt: null,
    fulfilledAt: null,
    companyId: null,
    channel: "web",
    lines: [line],
    taxesIncluded: true,
    shippingMinor: minor(0n),
    shippingTaxMinor: minor(0n),
    refunds: [],
    hold: null,
    automaticDiscounts: [],
    contested: false,
  };
  return {
    orderId: id,
    facts,
    paidAt: SOME_TIME,
    cancelledAt: null,
    fulfilledAt: null,
    deletedAt: null,
    deletedBy: null,
    refunds: [],
    refetch: null,
  };
}

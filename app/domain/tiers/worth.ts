import Fraction from "fraction.js";

import { SHIPPING_LINE, type Award } from "../order/award.ts";
import type { OrderFacts, OrderState } from "../order/order.ts";
import { orderTarget } from "../order/target.ts";
import type { Program } from "../program.ts";

/** What an order counts for. */
export interface Worth {
  /** Whether it is one of the member's orders: placed, and not cancelled. */
  readonly orders: bigint;
  /** Eligible money of goods that refunds have left, paid or not; minor units of the program's currency. */
  readonly bought: bigint;
  /** The same, once the order is paid. */
  readonly spend: bigint;
  /** Points that it has earned. */
  readonly points: bigint;
  /** 1 for a paid order of which something is left. */
  readonly kept: bigint;
}

export const NOTHING: Worth = { orders: 0n, bought: 0n, spend: 0n, points: 0n, kept: 0n };

/** From `at` (milliseconds) on, until the next step. */
export interface WorthStep {
  readonly at: number;
  readonly worth: Worth;
}

type KnownOrder = OrderState & { readonly facts: OrderFacts };

/**
 * What an order counts for as time goes by, from the moment that it was placed: what is dated
 * before that counts as of then. A deleted order and a test order never were.
 * @param award null where it earns nothing whatever it is: it is only one of the member's orders
 * @returns steps in order of time, each another than the one before
 */
export function worthSteps(
  order: KnownOrder,
  award: Award | null,
  program: Program | null,
): WorthStep[] {
  const { facts, paidAt, cancelledAt, refunds } = order;
  if (order.deletedAt !== null || facts.test) return [];
  const placedAt = facts.processedAt.getTime();
  const moments = [facts.processedAt, paidAt, cancelledAt, ...refunds.map((refund) => refund.at)];
  const times = moments.flatMap((date) => (date ? [Math.max(date.getTime(), placedAt)] : []));
  const steps: WorthStep[] = [];
  for (const at of [...new Set(times)].sort((a, b) => a - b)) {
    const worth = worthAt(order, award, program, at);
    if (!isSame(worth, steps.at(-1)?.worth ?? NOTHING)) steps.push({ at, worth });
  }
  return steps;
}

function worthAt(
  order: KnownOrder,
  award: Award | null,
  program: Program | null,
  at: number,
): Worth {
  const isBy = (date: Date | null) => date !== null && date.getTime() <= at;
  if (isBy(order.cancelledAt)) return NOTHING;
  if (!award || !program) return { ...NOTHING, orders: 1n };
  const refunds = order.refunds.filter((refund) => isBy(refund.at));
  const { afterRefunds, lines } = orderTarget({ ...order, refunds }, award, program);
  const left = goodsLeft(award, lines);
  const bought = award.currency === program.currency ? left : 0n;
  if (!isBy(order.paidAt)) return { ...NOTHING, orders: 1n, bought };
  const kept = left > 0n ? 1n : 0n;
  return { orders: 1n, bought, spend: bought, points: afterRefunds, kept };
}

/** Eligible money of the goods that refunds have left, rounded down once per order. */
function goodsLeft(
  award: Award,
  refunded: readonly { readonly refundedMinor: Fraction }[],
): bigint {
  const left = award.lines.reduce((sum, { lineId, eligibleMinor }, index) => {
    if (lineId === SHIPPING_LINE) return sum;
    const back = refunded[index]?.refundedMinor;
    return sum.add(back ? eligibleMinor.sub(back) : eligibleMinor);
  }, new Fraction(0n));
  return left.n / left.d;
}

/** As of a moment (milliseconds); nothing before the first step. */
export const worthBefore = (steps: readonly WorthStep[], at: number): Worth =>
  steps.findLast((step) => step.at < at)?.worth ?? NOTHING;

/**
 * The same as if all that is known of the order by now had been known when it was paid: what it
 * counts for in the end, from then on.
 */
export function lastingSteps(steps: readonly WorthStep[]): WorthStep[] {
  const paid = steps.find(({ worth }) => worth.kept > 0n || worth.points > 0n);
  const last = steps.at(-1);
  return paid && last ? [{ at: paid.at, worth: last.worth }] : [];
}

export const difference = (after: Worth, before: Worth): Worth => combine(after, before, -1n);

export const sum = (a: Worth, b: Worth): Worth => combine(a, b, 1n);

const combine = (a: Worth, b: Worth, sign: 1n | -1n): Worth => ({
  orders: a.orders + sign * b.orders,
  bought: a.bought + sign * b.bought,
  spend: a.spend + sign * b.spend,
  points: a.points + sign * b.points,
  kept: a.kept + sign * b.kept,
});

const isSame = (a: Worth, b: Worth): boolean =>
  a.orders === b.orders &&
  a.bought === b.bought &&
  a.spend === b.spend &&
  a.points === b.points &&
  a.kept === b.kept;

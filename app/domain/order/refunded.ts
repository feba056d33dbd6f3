import Fraction from "fraction.js";

import { SHIPPING_LINE } from "./award.ts";
import type { Award, AwardLine } from "./award.ts";
import { ONE, ZERO } from "./exact.ts";
import type { OrderRefund } from "./order.ts";

/** One line while refunds are taken off it: its eligible money E and what is refunded of it, R. */
interface Standing {
  readonly line: AwardLine;
  refunded: Fraction;
}

/**
 * The eligible money of each line that refunds have paid back: R of E, in the
 * order of the award's lines. Never negative, never more than the line's eligible money.
 *
 * What Shopify calculates for the refunded units is corrected by what was really
 * paid: less first lowers the shipping paid back in the same refund and then its
 * lines, all in the same proportion; more, and a refund without lines, is spread
 * over what remains of the whole order. Shipping that earns is a line like the others: what was paid
 * back of it is measured against what it came to with its tax.
 * @param refunds in order of time and id, because an amount is spread over what
 *   the refunds before it have left
 * @throws RangeError for negative quantities and money
 */
export function refundedMoney(
  { lines, shippingGrossMinor }: Pick<Award, "lines" | "shippingGrossMinor">,
  refunds: readonly OrderRefund[],
): Fraction[] {
  const standings = lines.map((line): Standing => ({ line, refunded: ZERO }));
  for (const refund of refunds) {
    assertNotNegative(refund);
    // An edit's removal is already in the eligible money.
    if (refund.isEdit) continue;
    takeLines(standings, refund);
    takeShipping(standings, refund, shippingGrossMinor);
    spread(standings, amountBesideLines(refund));
  }
  return standings.map(({ refunded }) => refunded);
}

function takeLines(standings: readonly Standing[], refund: OrderRefund) {
  const paidShare = paidShareOfLines(refund);
  for (const { lineId, quantity } of refund.lines) {
    const standing = standings.find(({ line }) => line.lineId === lineId);
    // A line that the order does not have earned nothing that could go back.
    if (standing === undefined || standing.line.eligibleMinor.n === 0n) continue;
    const { eligibleMinor: eligible, quantity: ordered } = standing.line;
    const calculated = eligible.mul(BigInt(quantity), BigInt(ordered));
    standing.refunded = smaller(eligible, standing.refunded.add(calculated.mul(paidShare)));
  }
}

function takeShipping(standings: readonly Standing[], refund: OrderRefund, grossMinor: bigint) {
  if (grossMinor === 0n || refund.shippingMinor === 0n) return;
  const standing = standings.find(({ line }) => line.lineId === SHIPPING_LINE);
  if (standing === undefined) return;
  const { shippingMinor, discrepancyMinor } = refund;
  // Less was paid than the refund comes to: what is missing is set against shipping first.
  const missing = discrepancyMinor > 0n ? discrepancyMinor : 0n;
  const paid = shippingMinor > missing ? shippingMinor - missing : 0n;
  const { eligibleMinor: eligible } = standing.line;
  const back = standing.refunded.add(eligible.mul(paid, grossMinor));
  standing.refunded = smaller(eligible, back);
}

/** Which part of what Shopify calculates for the refund's lines was really paid, 0 to 1. */
function paidShareOfLines({ lines, shippingMinor, discrepancyMinor }: OrderRefund): Fraction {
  const unpaid = discrepancyMinor - shippingMinor;
  if (discrepancyMinor <= 0n || unpaid <= 0n) return ONE;
  const calculated = lines.reduce((total, line) => total + line.valueMinor, 0n);
  return unpaid >= calculated ? ZERO : new Fraction(calculated - unpaid, calculated);
}

/**
 * Money paid back beside lines and shipping. Shopify writes an amount-only
 * refund twice, as a negative discrepancy and as transactions; it counts once.
 */
function amountBesideLines({
  lines,
  shippingMinor,
  discrepancyMinor,
  paidMinor,
}: OrderRefund): bigint {
  if (discrepancyMinor !== 0n) return discrepancyMinor < 0n ? 0n - discrepancyMinor : 0n;
  const beside = lines.length === 0 ? paidMinor - shippingMinor : 0n;
  return beside > 0n ? beside : 0n;
}

/** Spreads an amount over what remains of all lines, in proportion, and never beyond it. */
function spread(standings: readonly Standing[], amountMinor: bigint) {
  if (amountMinor === 0n) return;
  const remaining = standings.map(({ line, refunded }) => line.eligibleMinor.sub(refunded));
  const left = remaining.reduce((total, part) => total.add(part), ZERO);
  if (left.n === 0n) return;
  const taken = left.lte(amountMinor) ? ONE : new Fraction(amountMinor * left.d, left.n);
  standings.forEach((standing, index) => {
    standing.refunded = standing.refunded.add((remaining[index] ?? ZERO).mul(taken));
  });
}

function assertNotNegative(refund: OrderRefund) {
  const { id, lines, shippingMinor, paidMinor } = refund;
  if (shippingMinor < 0n || paidMinor < 0n) throw new RangeError(`refund ${id} has negative money`);
  for (const { lineId, quantity, valueMinor } of lines) {
    if (valueMinor < 0n) throw new RangeError(`refund ${id} has negative money for line ${lineId}`);
    if (!Number.isSafeInteger(quantity) || quantity < 0) {
      throw new RangeError(`refund ${id} cannot pay back ${quantity} of line ${lineId}`);
    }
  }
}

const smaller = (a: Fraction, b: Fraction) => (a.lt(b) ? a : b);

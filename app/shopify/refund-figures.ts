import { lineId, refundId } from "../domain/ids.ts";
import { minor } from "../domain/money.ts";
import type { OrderRefund } from "../domain/order/order.ts";

/**
 * What Shopify says about one refund, in shop money, before it is put together.
 * The webhook payload and the Admin API both come to these figures, so that the
 * same refund reads the same from either.
 */
export interface RefundFigures {
  readonly id: string;
  readonly at: Date;
  readonly lines: readonly RefundedLineFigures[];
  readonly shipping: TaxedFigures;
  /** Sum of the `refund_discrepancy` adjustments, with their tax. */
  readonly discrepancy: bigint;
  /** What was given in goods instead of money; null where nobody says whether anything was. */
  readonly exchanged: bigint | null;
  /** Refund transactions that succeeded; null where they are in another currency. */
  readonly succeeded: bigint | null;
  /** Refund transactions still on their way to the customer. */
  readonly pending: bigint;
}

export interface TaxedFigures {
  readonly subtotal: bigint;
  /** Part of `subtotal` where prices include tax, to be added to it where they do not. */
  readonly tax: bigint;
}

export interface RefundedLineFigures extends TaxedFigures {
  readonly lineId: string;
  readonly quantity: number;
}

/**
 * @param taxesIncluded whether prices include tax; null where nobody says
 *   (refunds/create), and then the money paid back has to tell
 * @param isEdit whether it is an order edit's removal that Shopify lists as a refund
 */
export function refundOf(
  figures: RefundFigures,
  taxesIncluded: boolean | null,
  isEdit: boolean,
): OrderRefund {
  const included = taxesIncluded ?? seemsToIncludeTax(figures);
  const value = (of: TaxedFigures) => (included ? of.subtotal : of.subtotal + of.tax);
  const calculated = calculatedTotal(figures, included);
  const discrepancy = settledDiscrepancy(figures, calculated);
  const exchanged = exchangedPart(figures, discrepancy);
  return {
    id: refundId(figures.id),
    at: figures.at,
    lines: figures.lines.map((line) => ({
      lineId: lineId(line.lineId),
      quantity: line.quantity,
      valueMinor: minor(value(line)),
    })),
    shippingMinor: minor(value(figures.shipping)),
    discrepancyMinor: minor(discrepancy - (exchanged ?? 0n)),
    exchangedMinor: exchanged === null ? null : minor(exchanged),
    paidMinor: minor(paid(figures, calculated, discrepancy)),
    isEdit,
  };
}

/** How much of what was not paid back in money was given in goods: only less money can be. */
function exchangedPart({ exchanged }: RefundFigures, discrepancy: bigint): bigint | null {
  if (discrepancy <= 0n) return 0n;
  return exchanged === null || exchanged < discrepancy ? exchanged : discrepancy;
}

/** What the lines and the shipping come to. */
function calculatedTotal(figures: RefundFigures, included: boolean): bigint {
  const parts = [...figures.lines, figures.shipping];
  return parts.reduce((sum, part) => sum + part.subtotal + (included ? 0n : part.tax), 0n);
}

/**
 * Money still on its way counts as paid back. While a refund transaction is
 * pending, Shopify reports its whole amount as a discrepancy (seen in recorded
 * payloads of 2025), which goes away once it succeeds. Taking that as "less was
 * paid" would leave the points standing, so it is taken out again.
 */
function settledDiscrepancy(figures: RefundFigures, calculated: bigint): bigint {
  const { discrepancy, pending, succeeded } = figures;
  const pendingIsIn = pending > 0n && discrepancy === calculated - (succeeded ?? 0n);
  return pendingIsIn ? discrepancy - pending : discrepancy;
}

function paid(figures: RefundFigures, calculated: bigint, discrepancy: bigint): bigint {
  if (figures.succeeded !== null) return figures.succeeded + figures.pending;
  const implied = calculated - discrepancy;
  return implied > 0n ? implied : 0n;
}

/** Which reading makes the sums come out; prices with tax where both or neither do. */
function seemsToIncludeTax(figures: RefundFigures): boolean {
  const comesOut = (included: boolean) => {
    const implied = calculatedTotal(figures, included) - figures.discrepancy;
    return (
      implied === figures.succeeded ||
      (figures.succeeded !== null && implied === figures.succeeded + figures.pending)
    );
  };
  return comesOut(true) || !comesOut(false);
}

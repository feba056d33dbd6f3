import type { OrderRefund } from "../../domain/order/order.ts";
import { numericId } from "../global-id.ts";
import type { OrderFactsFragment, RefundFactsFragment } from "../operations/generated.ts";
import { dateOf } from "../payloads/fields.ts";
import { refundOf } from "../refund-figures.ts";
import type { RefundFigures } from "../refund-figures.ts";
import type { AdminAmounts } from "./admin-amounts.ts";
import type { OrderSales } from "./order-sales.ts";

/**
 * The refunds of an order, with those that only list what an edit took out marked as such, and
 * with what was given in exchange set apart from money that was kept.
 */
export function refundsFromAdmin(
  order: OrderFactsFragment,
  sales: OrderSales,
  money: AdminAmounts,
): OrderRefund[] {
  const removed = new Map(sales.removed);
  // What was given is set against what came back for it, refund by refund.
  let given = worthOf(sales.given, order, money);
  return order.refunds.map((listed, index) => {
    const figures = figuresOf(listed, money, `refunds[${index}]`);
    const isEdit = takeEdit(listed, removed);
    const refund = refundOf({ ...figures, exchanged: given }, order.taxesIncluded, isEdit);
    given -= refund.exchangedMinor ?? 0n;
    return refund;
  });
}

/** What lines came to, with their tax. */
function worthOf(
  lines: ReadonlySet<string>,
  order: OrderFactsFragment,
  money: AdminAmounts,
): bigint {
  return order.lineItems.nodes.reduce((sum, line, index) => {
    if (!lines.has(numericId(line.id))) return sum;
    const field = `lineItems[${index}]`;
    const price = money.unsigned(line.originalUnitPriceSet, `${field}.originalUnitPriceSet`);
    const discounts = line.discountAllocations.map((one) => one.allocatedAmountSet);
    const taxes = order.taxesIncluded ? [] : line.taxLines.map((one) => one.priceSet);
    const off = money.sum(discounts, `${field}.discountAllocations`);
    const tax = money.sum(taxes, `${field}.taxLines`);
    return sum + price * BigInt(line.quantity) - off + tax;
  }, 0n);
}

/**
 * Whether a refund is the listing of an edit: it moves no money, and edits took
 * out all that it lists. What it accounts for is not accounted for again.
 */
function takeEdit(refund: RefundFactsFragment, removed: Map<string, number>): boolean {
  const lines = refund.refundLineItems.nodes;
  const movesNothing =
    refund.transactions.nodes.length === 0 &&
    refund.orderAdjustments.nodes.length === 0 &&
    refund.refundShippingLines.nodes.length === 0;
  const left = (id: string) => removed.get(numericId(id)) ?? 0;
  const isEdit =
    lines.length > 0 &&
    movesNothing &&
    lines.every(({ lineItem, quantity }) => left(lineItem.id) >= quantity);
  if (!isEdit) return false;
  for (const { lineItem, quantity } of lines) {
    removed.set(numericId(lineItem.id), left(lineItem.id) - quantity);
  }
  return true;
}

function figuresOf(
  refund: RefundFactsFragment,
  money: AdminAmounts,
  field: string,
): Omit<RefundFigures, "exchanged"> {
  const shipping = refund.refundShippingLines.nodes;
  const paid = (status: string) =>
    money.sum(
      refund.transactions.nodes
        .filter((transaction) => transaction.kind === "REFUND" && transaction.status === status)
        .map((transaction) => transaction.amountSet),
      `${field}.transactions`,
    );
  return {
    id: numericId(refund.id),
    at: dateOf(refund.createdAt ?? refund.processedAt, `${field}.createdAt`),
    lines: refund.refundLineItems.nodes.map((line, index) => ({
      lineId: numericId(line.lineItem.id),
      quantity: line.quantity,
      subtotal: money.unsigned(line.subtotalSet, `${field}.refundLineItems[${index}].subtotalSet`),
      tax: money.unsigned(line.totalTaxSet, `${field}.refundLineItems[${index}].totalTaxSet`),
    })),
    shipping: {
      subtotal: money.sum(
        shipping.map((line) => line.subtotalAmountSet),
        `${field}.refundShippingLines`,
      ),
      tax: money.sum(
        shipping.map((line) => line.taxAmountSet),
        `${field}.refundShippingLines`,
      ),
    },
    discrepancy: refund.orderAdjustments.nodes.reduce(
      (sum, adjustment) =>
        sum +
        money.signed(adjustment.amountSet, `${field}.orderAdjustments`) +
        money.signed(adjustment.taxAmountSet, `${field}.orderAdjustments`),
      0n,
    ),
    succeeded: paid("SUCCESS"),
    pending: paid("PENDING"),
  };
}

import { customerId, orderId } from "../../domain/ids.ts";
import type { OrderFacts, OrderLine, OrderRefund } from "../../domain/order/order.ts";
import { numericId } from "../global-id.ts";
import type { HashEmail } from "../hash-email.server.ts";
import { lineOf, listedQuantities } from "../line-figures.ts";
import type { LineFactsFragment, OrderFactsFragment } from "../operations/generated.ts";
import { Amounts, knownCurrency, within } from "../payloads/amounts.ts";
import { dateOf, storable } from "../payloads/fields.ts";
import { FieldError, reading } from "../payloads/reading.ts";
import type { Reading } from "../payloads/reading.ts";
import { AdminAmounts } from "./admin-amounts.ts";
import { refundsFromAdmin } from "./refunds-from-admin.ts";
import { spentPointsFromAdmin } from "./spent-points-from-admin.ts";
import type { OrderSales } from "./order-sales.ts";

const PAID = new Set<string | null>(["PAID", "PARTIALLY_REFUNDED", "REFUNDED"]);

/**
 * An order as the Admin API has it, all pages together -> the same facts that
 * its webhook says, except that the Admin API knows when it was paid.
 * @param sales what tells edits and tips; only asked for where there are any
 */
export function orderFromAdmin(
  order: OrderFactsFragment,
  sales: OrderSales,
  hashEmail: HashEmail,
): Reading<OrderFacts> {
  return reading(() => {
    const money = new AdminAmounts(new Amounts(knownCurrency(order.currencyCode, "currencyCode")));
    const refunds = refundsFromAdmin(order, sales, money);
    return {
      orderId: orderId(numericId(order.id)),
      name: storable(order.name),
      source: "admin",
      updatedAt: dateOf(order.updatedAt, "updatedAt"),
      processedAt: dateOf(order.processedAt, "processedAt"),
      customerId: order.customer === null ? null : customerId(numericId(order.customer.id)),
      guestHash: order.customer === null && order.email ? hashEmail(order.email) : null,
      currency: money.amounts.currency,
      test: order.test,
      paidAt: paidAt(order),
      cancelledAt: order.cancelledAt === null ? null : dateOf(order.cancelledAt, "cancelledAt"),
      channel: storable(order.sourceName ?? "unknown"),
      lines: linesOf(order, sales, refunds, money),
      shippingMinor: within(
        order.shippingLines.nodes.reduce(
          (sum, line) => sum + money.unsigned(line.discountedPriceSet, "shippingLines"),
          0n,
        ),
        "shippingLines",
      ),
      refunds,
      ...spentPointsFromAdmin(order, money),
    };
  });
}

/** When the last money that was needed came in; an order over nothing is paid when it is made. */
function paidAt(order: OrderFactsFragment): Date | null {
  if (!PAID.has(order.displayFinancialStatus)) return null;
  const times = order.transactions
    .filter(({ kind, status }) => (kind === "SALE" || kind === "CAPTURE") && status === "SUCCESS")
    .map(({ processedAt, createdAt }) =>
      dateOf(processedAt ?? createdAt, "transactions").getTime(),
    );
  return times.length === 0
    ? dateOf(order.processedAt, "processedAt")
    : new Date(Math.max(...times));
}

function linesOf(
  order: OrderFactsFragment,
  sales: OrderSales,
  refunds: readonly OrderRefund[],
  money: AdminAmounts,
): OrderLine[] {
  const listed = listedQuantities(refunds);
  return order.lineItems.nodes.map((line, index) => {
    const id = numericId(line.id);
    const field = `lineItems[${index}]`;
    const discounts = line.discountAllocations.map((allocation) => allocation.allocatedAmountSet);
    const taxes = line.taxLines.map((tax) => tax.priceSet);
    const result = lineOf(
      {
        id,
        quantity: line.quantity,
        currentQuantity: line.currentQuantity,
        unitPrice: money.unsigned(line.originalUnitPriceSet, `${field}.originalUnitPriceSet`),
        discount: money.sum(discounts, `${field}.discountAllocations`),
        tax: money.sum(taxes, `${field}.taxLines`),
        kind: kindOf(line, id, sales),
        productId: line.product === null ? null : numericId(line.product.id),
      },
      listed.get(id) ?? 0,
    );
    if (result.totalMinor < 0n) {
      throw new FieldError(`${field}.discountAllocations`, "come to more than the line");
    }
    within(result.totalMinor, `${field}.originalUnitPriceSet`);
    return result;
  });
}

function kindOf(line: LineFactsFragment, id: string, sales: OrderSales): OrderLine["kind"] {
  if (line.isGiftCard) return "gift_card";
  if (sales.tips.has(id)) return "tip";
  return line.product === null && line.title === "Tip" && !line.requiresShipping ? "tip" : "goods";
}

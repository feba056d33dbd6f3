import { isStampDiscount } from "../../domain/discount-titles.ts";
import { customerId, orderId } from "../../domain/ids.ts";
import type { OrderFacts, OrderLine, OrderRefund } from "../../domain/order/order.ts";
import { numericId } from "../global-id.ts";
import type { HashEmail } from "../hash-email.server.ts";
import { lineOf, listedQuantities } from "../line-figures.ts";
import type {
  LineFactsFragment,
  OrderFactsFragment,
  ShopMoneyFragment,
} from "../operations/generated.ts";
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
 * @param sales what tells edits, exchanges and tips; only asked for where there are any
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
      fulfilledAt: fulfilledAt(order),
      companyId: companyOf(order),
      channel: storable(order.sourceName ?? "unknown"),
      lines: linesOf(order, sales, refunds, money),
      taxesIncluded: order.taxesIncluded,
      shippingMinor: within(
        order.shippingLines.nodes.reduce(
          (sum, line) => sum + money.unsigned(line.discountedPriceSet, "shippingLines"),
          0n,
        ),
        "shippingLines",
      ),
      shippingTaxMinor: within(
        order.shippingLines.nodes.reduce(
          (sum, { taxLines }) => sum + money.sum(taxLines.map(bagOf), "shippingLines"),
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

/** When the last parcel left; where none is listed, it had left at the latest when this was said. */
function fulfilledAt(order: OrderFactsFragment): Date | null {
  if (order.displayFulfillmentStatus !== "FULFILLED") return null;
  const times = order.fulfillments
    .filter(({ status }) => status === "SUCCESS")
    .map(({ createdAt }) => dateOf(createdAt, "fulfillments").getTime());
  return times.length === 0 ? dateOf(order.updatedAt, "updatedAt") : new Date(Math.max(...times));
}

function companyOf({ purchasingEntity: buyer }: OrderFactsFragment): string | null {
  return buyer !== null && "company" in buyer ? numericId(buyer.company.id) : null;
}

const bagOf = ({ priceSet }: { readonly priceSet: ShopMoneyFragment }) => priceSet;

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
    const codes = line.discountAllocations
      .filter(({ discountApplication: by }) => by.__typename === "DiscountCodeApplication")
      .map((allocation) => allocation.allocatedAmountSet);
    const stamps = line.discountAllocations
      .filter(({ discountApplication: by }) => "title" in by && isStampDiscount(by.title))
      .map((allocation) => allocation.allocatedAmountSet);
    const result = lineOf(
      {
        id,
        quantity: line.quantity,
        currentQuantity: line.currentQuantity,
        unitPrice: money.unsigned(line.originalUnitPriceSet, `${field}.originalUnitPriceSet`),
        discount: money.sum(discounts, `${field}.discountAllocations`),
        codes: money.sum(codes, `${field}.discountAllocations`),
        stamped: money.sum(stamps, `${field}.discountAllocations`),
        tax: money.sum(line.taxLines.map(bagOf), `${field}.taxLines`),
        kind: kindOf(line, id, sales),
        productId: line.product === null ? null : numericId(line.product.id),
        vendor: line.vendor ? storable(line.vendor) : null,
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

import { z } from "zod";

import { isStampDiscount } from "../../domain/discount-titles.ts";
import { customerId, orderId } from "../../domain/ids.ts";
import type { Minor } from "../../domain/money.ts";
import type { OrderEvent, OrderFacts, OrderLine } from "../../domain/order/order.ts";
import type { HashEmail } from "../hash-email.server.ts";
import { lineOf, listedQuantities } from "../line-figures.ts";
import { Amounts, knownCurrency, within } from "./amounts.ts";
import { dateOf, idOf } from "./fields.ts";
import { orderSchema } from "./order-schema.ts";
import type { LinePayload, OrderPayload, ShippingLinePayload } from "./order-schema.ts";
import { FieldError, checked, reading } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { refundInPayload } from "./refund.ts";
import { spentPointsIn } from "./spent-points.ts";

/** Shopify's financial states in which an order has been paid in full. */
const PAID = new Set(["paid", "partially_refunded", "refunded"]);

/**
 * A REST-shaped order, as in orders/create, paid, updated, cancelled and
 * fulfilled -> what it says. Amounts are shop money.
 * @param hashEmail names a buyer without a customer; called only for such orders
 */
export function orderFromPayload(body: unknown, hashEmail: HashEmail): Reading<OrderEvent> {
  return reading(() => ({ kind: "state", facts: factsOf(checked(orderSchema, body), hashEmail) }));
}

function factsOf(order: OrderPayload, hashEmail: HashEmail): OrderFacts {
  const amounts = new Amounts(knownCurrency(order.currency, "currency"));
  const updatedAt = dateOf(order.updated_at, "updated_at");
  const processedAt = order.processed_at ?? order.created_at;
  if (processedAt == null) throw new FieldError("processed_at", "is missing");

  const refunds = (order.refunds ?? []).map((refund, index) =>
    refundInPayload(refund, amounts, order.taxes_included ?? true, `refunds[${index}].`),
  );
  const listed = listedQuantities(refunds);
  const codes = codeApplications(order.discount_applications);
  const stamps = stampApplications(order.discount_applications);

  return {
    orderId: orderId(idOf(order, "")),
    name: order.name ?? null,
    source: "webhook",
    updatedAt,
    processedAt: dateOf(processedAt, "processed_at"),
    ...buyer(order, hashEmail),
    currency: amounts.currency,
    test: order.test ?? false,
    // The payload has no time of payment; it was paid at the latest when it said so.
    paidAt: PAID.has(order.financial_status ?? "") ? updatedAt : null,
    cancelledAt: order.cancelled_at == null ? null : dateOf(order.cancelled_at, "cancelled_at"),
    fulfilledAt: fulfilledAt(order, updatedAt),
    companyId: order.company == null ? null : idOf(order.company, "company."),
    channel: order.source_name ?? "unknown",
    lines: order.line_items.map((line, index) =>
      lineIn(line, amounts, `line_items[${index}].`, listed, { codes, stamps }),
    ),
    taxesIncluded: order.taxes_included ?? true,
    ...shippingIn(order.shipping_lines ?? [], amounts),
    refunds,
    ...spentPointsIn(order, amounts),
  };
}

function buyer(
  order: OrderPayload,
  hashEmail: HashEmail,
): Pick<OrderFacts, "customerId" | "guestHash"> {
  if (order.customer != null) {
    return { customerId: customerId(idOf(order.customer, "customer.")), guestHash: null };
  }
  const email = order.email || order.contact_email;
  return { customerId: null, guestHash: email ? hashEmail(email) : null };
}

function lineIn(
  line: LinePayload,
  amounts: Amounts,
  field: string,
  listed: ReadonlyMap<string, number>,
  { codes, stamps }: { codes: ReadonlySet<number>; stamps: ReadonlySet<number> },
): OrderLine {
  const id = idOf(line, field);
  const listedOfLine = listed.get(id) ?? 0;
  if (line.price == null && line.price_set == null) {
    throw new FieldError(`${field}price`, "is missing");
  }
  const result = lineOf(
    {
      id,
      quantity: line.quantity,
      currentQuantity: line.current_quantity ?? line.quantity - listedOfLine,
      unitPrice: amounts.unsigned(line.price_set, line.price, `${field}price`),
      discount: discountIn(line, amounts, field),
      codes: partIn(line, amounts, codes),
      stamped: partIn(line, amounts, stamps),
      tax: taxIn(line.tax_lines ?? [], amounts, field),
      kind: kindOf(line),
      productId: line.product_id == null ? null : String(line.product_id),
      vendor: line.vendor || null,
    },
    listedOfLine,
  );
  if (result.totalMinor < 0n) {
    throw new FieldError(`${field}discount_allocations`, "come to more than the line");
  }
  within(result.totalMinor, `${field}price`);
  return result;
}

/** Allocations hold every discount on the line; `total_discount` leaves the order's out. */
function discountIn(line: LinePayload, amounts: Amounts, field: string): bigint {
  const allocations = line.discount_allocations;
  if (allocations == null) {
    return amounts.unsigned(line.total_discount_set, line.total_discount, `${field}total_discount`);
  }
  let sum = 0n;
  allocations.forEach((allocation, index) => {
    const at = `${field}discount_allocations[${index}].amount`;
    sum += amounts.unsigned(allocation.amount_set, allocation.amount, at);
  });
  return sum;
}

/** Places of the discount codes among an order's discounts; what cannot be read is none. */
function codeApplications(applications: unknown): ReadonlySet<number> {
  const list: readonly unknown[] = Array.isArray(applications) ? applications : [];
  const places = list.map((one, place) => (codeApplication.safeParse(one).success ? place : -1));
  return new Set(places.filter((place) => place >= 0));
}

const codeApplication = z.object({ type: z.literal("discount_code") });

/** Places of those that made units free for stamps. */
function stampApplications(applications: unknown): ReadonlySet<number> {
  const list: readonly unknown[] = Array.isArray(applications) ? applications : [];
  const places = list.map((one, place) => {
    const { data } = automaticApplication.safeParse(one);
    return data && isStampDiscount(data.title) ? place : -1;
  });
  return new Set(places.filter((place) => place >= 0));
}

const automaticApplication = z.object({ type: z.literal("automatic"), title: z.string() });

/** The part of the line's discounts that some of them took off; `discountIn` has refused bad amounts. */
function partIn(line: LinePayload, amounts: Amounts, some: ReadonlySet<number>): bigint {
  return (line.discount_allocations ?? []).reduce((sum, allocation) => {
    const place = allocation.discount_application_index;
    if (typeof place !== "number" || !some.has(place)) return sum;
    return sum + amounts.unsigned(allocation.amount_set, allocation.amount, "amount");
  }, 0n);
}

type TaxLines = readonly NonNullable<LinePayload["tax_lines"]>[number][];

function taxIn(lines: TaxLines, amounts: Amounts, field: string): Minor {
  let sum = 0n;
  lines.forEach((tax, index) => {
    sum += amounts.unsigned(tax.price_set, tax.price, `${field}tax_lines[${index}].price`);
  });
  return within(sum, `${field}tax_lines`);
}

/**
 * A tip is a line without a product on which Shopify puts the gateway that took
 * it, or, from some channels, only the title.
 */
function kindOf(line: LinePayload): OrderLine["kind"] {
  if (line.gift_card === true) return "gift_card";
  if (line.product_id != null) return "goods";
  if (line.tip_payment_gateway !== undefined) return "tip";
  return line.title === "Tip" && line.requires_shipping === false ? "tip" : "goods";
}

function shippingIn(
  lines: readonly ShippingLinePayload[],
  amounts: Amounts,
): Pick<OrderFacts, "shippingMinor" | "shippingTaxMinor"> {
  let sum = 0n;
  let tax = 0n;
  lines.forEach((line, index) => {
    if (line.is_removed === true) return;
    const field = `shipping_lines[${index}].`;
    tax += taxIn(line.tax_lines ?? [], amounts, field);
    if (line.discounted_price_set != null || line.discounted_price != null) {
      const { discounted_price_set: set, discounted_price: plain } = line;
      sum += amounts.unsigned(set, plain, `${field}discounted_price`);
      return;
    }
    sum += amounts.unsigned(line.price_set, line.price, `${field}price`);
    (line.discount_allocations ?? []).forEach((allocation, place) => {
      const at = `${field}discount_allocations[${place}].amount`;
      sum -= amounts.unsigned(allocation.amount_set, allocation.amount, at);
    });
  });
  if (sum < 0n) throw new FieldError("shipping_lines", "are discounted below zero");
  return {
    shippingMinor: within(sum, "shipping_lines"),
    shippingTaxMinor: within(tax, "shipping_lines"),
  };
}

/** When the last parcel left; where none is listed, it had left at the latest when this was said. */
function fulfilledAt(order: OrderPayload, updatedAt: Date): Date | null {
  if (order.fulfillment_status !== "fulfilled") return null;
  const times = (order.fulfillments ?? []).flatMap((one, index) =>
    one.status === "success" && one.created_at != null
      ? [dateOf(one.created_at, `fulfillments[${index}].created_at`).getTime()]
      : [],
  );
  return times.length === 0 ? updatedAt : new Date(Math.max(...times));
}

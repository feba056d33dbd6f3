import type { Order, OrderLine, ShippingLine } from "../model.ts";
import { writeMoney, type Minor } from "../money.ts";
import { currentUnits, refundedUnits } from "../orders/money-state.ts";
import { gid, moneySet, restId } from "./money-set.ts";

const taxLines = (order: Order, tax: Minor, ratePpm: bigint) =>
  tax === 0n
    ? []
    : [
        {
          title: "НДС",
          price: writeMoney(tax),
          rate: Number(ratePpm) / 1_000_000,
          price_set: moneySet(tax, order),
          channel_liable: false,
        },
      ];

/** A line item as Shopify's REST payloads write it. */
export function lineJson(order: Order, line: OrderLine) {
  const current = Math.max(0, currentUnits(order, line));
  const fulfillable = Math.max(0, current - line.fulfilled);
  return {
    ...line.extra,
    id: restId(line.id),
    admin_graphql_api_id: gid("LineItem", line.id),
    attributed_staffs: [],
    current_quantity: current,
    fulfillable_quantity: line.requiresShipping ? fulfillable : 0,
    fulfillment_service: line.giftCard ? "gift_card" : "manual",
    fulfillment_status: line.fulfilled === 0 ? null : fulfillable === 0 ? "fulfilled" : "partial",
    gift_card: line.giftCard,
    grams: 0,
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    price: writeMoney(line.price),
    price_set: moneySet(line.price, order),
    product_exists: line.productId !== null,
    product_id: line.productId === null ? null : restId(line.productId),
    properties: line.properties,
    quantity: line.quantity,
    refundable_quantity: Math.max(0, line.quantity - line.removed - refundedUnits(order, line)),
    requires_shipping: line.requiresShipping,
    sku: line.sku,
    taxable: line.taxRatePpm > 0n,
    title: line.title,
    // Shopify leaves total_discount at 0 and allocates discounts instead.
    total_discount: writeMoney(0n),
    total_discount_set: moneySet(0n, order),
    variant_id: line.variantId === null ? null : restId(line.variantId),
    variant_inventory_management: "shopify",
    variant_title: line.variantTitle,
    vendor: line.vendor,
    ...(line.tip === null
      ? {}
      : {
          tip_payment_gateway: line.tip.gateway,
          tip_payment_method: line.tip.method,
        }),
    tax_lines: taxLines(order, line.tax, line.taxRatePpm),
    duties: [],
    discount_allocations: line.discounts.map((part) => ({
      amount: writeMoney(part.amount),
      amount_set: moneySet(part.amount, order),
      discount_application_index: part.application,
    })),
  };
}

/** A shipping line as Shopify's REST payloads write it. */
export function shippingJson(order: Order, line: ShippingLine) {
  return {
    id: restId(line.id),
    carrier_identifier: null,
    code: line.title,
    discounted_price: writeMoney(line.discounted),
    discounted_price_set: moneySet(line.discounted, order),
    is_removed: false,
    phone: null,
    price: writeMoney(line.price),
    price_set: moneySet(line.price, order),
    requested_fulfillment_service_id: null,
    source: "shopify",
    title: line.title,
    tax_lines: taxLines(order, line.tax, 220_000n),
    discount_allocations:
      line.price === line.discounted
        ? []
        : [
            {
              amount: writeMoney(line.price - line.discounted),
              amount_set: moneySet(line.price - line.discounted, order),
              discount_application_index: Math.max(
                0,
                order.discounts.findIndex((part) => part.targetType === "shipping_line"),
              ),
            },
          ],
  };
}

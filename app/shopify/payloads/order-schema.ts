import { z } from "zod";

import {
  amount,
  globalId,
  idNumber,
  listOf,
  moneySet,
  quantity,
  text as anyText,
  timestamp,
} from "./fields.ts";

/**
 * What Kopilka takes from Shopify's order and refund payloads. Everything else
 * in them is ignored: Shopify adds fields at any time.
 */
const set = moneySet.nullish();
const plain = amount.nullish();
const text = anyText.nullish();
const flag = z.boolean("must be true or false").nullish();

const allocation = z.object({
  amount: plain,
  amount_set: set,
  discount_application_index: z.unknown().optional(),
});
const taxLine = z.object({ price: plain, price_set: set });

export const lineSchema = z.object(
  {
    id: idNumber.nullish(),
    admin_graphql_api_id: globalId.nullish(),
    quantity,
    current_quantity: quantity.nullish(),
    price: plain,
    price_set: set,
    total_discount: plain,
    total_discount_set: set,
    discount_allocations: listOf(allocation),
    tax_lines: listOf(taxLine),
    gift_card: flag,
    product_id: idNumber.nullish(),
    vendor: text,
    title: text,
    requires_shipping: flag,
    // Present, though perhaps null, on tips and on nothing else.
    tip_payment_gateway: text,
  },
  "must be an object",
);
export type LinePayload = z.infer<typeof lineSchema>;

const refundedLine = z.object(
  {
    line_item_id: idNumber.nullish(),
    line_item: z
      .object({ id: idNumber.nullish(), admin_graphql_api_id: globalId.nullish() })
      .nullish(),
    quantity,
    subtotal: plain,
    subtotal_set: set,
    total_tax: plain,
    total_tax_set: set,
  },
  "must be an object",
);

const adjustment = z.object({
  kind: text,
  reason: text,
  amount: plain,
  amount_set: set,
  tax_amount: plain,
  tax_amount_set: set,
});

const refundedShipping = z.object({
  subtotal_amount_set: set,
  subtotal_set: set,
  tax_amount_set: set,
});

const transaction = z.object({
  kind: text,
  status: text,
  amount: plain,
  amount_set: set,
  currency: text,
});

export const refundSchema = z.object(
  {
    id: idNumber.nullish(),
    admin_graphql_api_id: globalId.nullish(),
    order_id: idNumber.nullish(),
    created_at: timestamp.nullish(),
    processed_at: timestamp.nullish(),
    // Only whether it belongs to a return is of interest.
    return: z.unknown().optional(),
    refund_line_items: listOf(refundedLine),
    refund_shipping_lines: listOf(refundedShipping),
    order_adjustments: listOf(adjustment),
    transactions: listOf(transaction),
    total_duties_set: set,
  },
  "must be an object",
);
export type RefundPayload = z.infer<typeof refundSchema>;

const shippingLine = z.object({
  price: plain,
  price_set: set,
  discounted_price: plain,
  discounted_price_set: set,
  discount_allocations: listOf(allocation),
  tax_lines: listOf(taxLine),
  is_removed: flag,
});
export type ShippingLinePayload = z.infer<typeof shippingLine>;

const fulfillment = z.object({ status: text, created_at: timestamp.nullish() });
export type FulfillmentPayload = z.infer<typeof fulfillment>;

export const orderSchema = z.object(
  {
    id: idNumber.nullish(),
    admin_graphql_api_id: globalId.nullish(),
    name: text,
    updated_at: timestamp,
    processed_at: timestamp.nullish(),
    created_at: timestamp.nullish(),
    cancelled_at: timestamp.nullish(),
    currency: z.string("must be an ISO 4217 currency code"),
    financial_status: text,
    fulfillment_status: text,
    fulfillments: listOf(fulfillment),
    test: flag,
    taxes_included: flag,
    source_name: text,
    email: text,
    contact_email: text,
    customer: z
      .object(
        { id: idNumber.nullish(), admin_graphql_api_id: globalId.nullish() },
        "must be an object",
      )
      .nullish(),
    company: z
      .object(
        { id: idNumber.nullish(), admin_graphql_api_id: globalId.nullish() },
        "must be an object",
      )
      .nullish(),
    line_items: z.array(lineSchema, "must be a list"),
    shipping_lines: listOf(shippingLine),
    refunds: listOf(refundSchema),
    // Looked into by spent-points.ts, where they may be anything.
    metafields: z.unknown().optional(),
    note_attributes: z.unknown().optional(),
    discount_applications: z.unknown().optional(),
  },
  "must be an object",
);
export type OrderPayload = z.infer<typeof orderSchema>;

import { z } from "zod";
import { SHOP_CURRENCY } from "../money.ts";
import { id, money, nameValues, quantity, text, time } from "../control/fields.ts";

const taxLine = z.object({
  price: money.optional(),
  rate: z.number().min(0).max(1).optional(),
  title: z.string().optional(),
});

const moneySet = z.object({
  shop_money: z.object({
    amount: money,
    currency_code: z.literal(SHOP_CURRENCY, `must be ${SHOP_CURRENCY}`).optional(),
  }),
  presentment_money: z.object({ amount: z.coerce.string(), currency_code: z.string() }).optional(),
});

/** A line of an order as Shopify's REST API writes it; `product_id` of the catalogue fills in the rest. */
export const lineInput = z.looseObject({
  id: id.optional(),
  product_id: id.nullish(),
  variant_id: id.nullish(),
  title: z.string().optional(),
  variant_title: text,
  sku: text,
  vendor: text,
  price: money.optional(),
  price_set: moneySet.optional(),
  quantity: quantity.default(1),
  total_discount: money.optional(),
  discount_allocations: z
    .array(
      z.object({
        amount: money,
        discount_application_index: z.int().min(0).default(0),
      }),
    )
    .optional(),
  tax_lines: z.array(taxLine).optional(),
  taxable: z.boolean().default(true),
  gift_card: z.boolean().default(false),
  tip_payment_gateway: z.string().optional(),
  tip_payment_method: z.string().optional(),
  requires_shipping: z.boolean().optional(),
  properties: nameValues.default([]),
});

const discountApplication = z.looseObject({
  type: z.enum(["discount_code", "automatic", "manual", "script"]).default("automatic"),
  title: z.string().optional(),
  code: z.string().optional(),
  value: z.coerce.string().default("0.0"),
  value_type: z.enum(["fixed_amount", "percentage"]).default("fixed_amount"),
  target_type: z.enum(["line_item", "shipping_line"]).default("line_item"),
});

const transaction = z.object({
  id: id.optional(),
  kind: z.enum(["sale", "authorization", "capture", "void"]).default("sale"),
  status: z.enum(["success", "failure", "pending", "error"]).default("success"),
  amount: money,
  gateway: z.string().default("bogus"),
});

/** What happens to an order after it is made is asked for by a call of its own, never taken over. */
const LATER = ["refunds", "cancelled_at", "closed_at", "fulfillment_status"];

/** Body of `POST /control/orders`. Fields that are not named here are stored and sent as they are. */
export const orderInput = z.looseObject({
  id: id.optional(),
  name: z.string().optional(),
  at: time.optional(),
  created_at: time.optional(),
  processed_at: time.nullish(),
  updated_at: time.optional(),
  customer: z
    .looseObject({
      id: id.optional(),
      email: z.email().nullish(),
      first_name: text,
      last_name: text,
      phone: text,
      tags: z.string().optional(),
    })
    .nullish(),
  customer_id: id.nullish(),
  email: z.email().nullish(),
  phone: text,
  currency: z.string().optional(),
  presentment_currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** Units of the presentment currency for one unit of the shop's; an addition of the dev store. */
  presentment_rate: z.coerce.number().positive().optional(),
  taxes_included: z.boolean().default(true),
  test: z.boolean().default(false),
  source_name: z.string().default("web"),
  tags: z.union([z.string(), z.array(z.string())]).optional(),
  note: text,
  note_attributes: nameValues.default([]),
  financial_status: z
    .enum(["pending", "authorized", "partially_paid", "paid", "voided"])
    .optional(),
  line_items: z.array(lineInput).min(1),
  shipping_lines: z
    .array(
      z.object({
        id: id.optional(),
        title: z.string().default("Доставка"),
        price: money,
        discounted_price: money.optional(),
        tax_lines: z.array(taxLine).optional(),
      }),
    )
    .default([]),
  discount_codes: z
    .array(
      z.object({
        code: z.string(),
        amount: money,
        type: z.enum(["fixed_amount", "percentage", "shipping"]).default("fixed_amount"),
      }),
    )
    .default([]),
  discount_applications: z.array(discountApplication).default([]),
  transactions: z.array(transaction).optional(),
  /** What a checkout copies from the cart; an addition of the dev store. */
  metafields: z
    .array(
      z.object({
        namespace: z.string().default("$app"),
        key: z.string().min(1),
        type: z.string().default("single_line_text_field"),
        value: z.string().min(1),
      }),
    )
    .default([]),
  /** An order that names a hold and has the discount of it; an addition of the dev store. */
  paid_with_points: z
    .strictObject({
      hold: z.string().min(1).optional(),
      named_by: z.enum(["metafield", "attribute", "both"]).default("metafield"),
      amount: money.optional(),
      title: z.string().min(1).default("Kopilka points"),
    })
    .nullish(),
  company: z.object({ id, location_id: id }).nullish(),
});

/** The body with nothing in it that only a later call can bring about. */
export const newOrder = orderInput.superRefine((order, context) => {
  for (const field of LATER) {
    const given = order[field];
    if (given == null || (Array.isArray(given) && given.length === 0)) continue;
    const message = "cannot be given when an order is made: it has a call of its own";
    context.addIssue({ code: "custom", path: [field], message });
  }
});

export type OrderInput = z.output<typeof orderInput>;
export type LineInput = z.output<typeof lineInput>;

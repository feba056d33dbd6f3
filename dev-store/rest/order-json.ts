import type { Fulfilment, Order } from "../model.ts";
import { SHOP_CURRENCY, sum, writeMoney, type Minor } from "../money.ts";
import { financialStatus, fulfilmentStatus, outstanding, totals } from "../orders/money-state.ts";
import { fullNamespace } from "../storage/metafields.ts";
import type { Store } from "../store.ts";
import { ORDER_METAFIELDS } from "../webhooks/topics.ts";
import { customerInOrder } from "./customer-json.ts";
import { lineJson, shippingJson } from "./line-json.ts";
import { gid, moneySet, restId, restTime } from "./money-set.ts";
import { refundJson } from "./refund-json.ts";

/** Fields that every order of Shopify's has and that nothing here decides. */
const UNDECIDED = {
  app_id: 580111,
  billing_address: null,
  browser_ip: null,
  buyer_accepts_marketing: false,
  cart_token: null,
  checkout_id: null,
  checkout_token: null,
  client_details: null,
  confirmation_number: null,
  customer_locale: "ru",
  device_id: null,
  estimated_taxes: false,
  landing_site: null,
  location_id: null,
  merchant_of_record_app_id: null,
  payment_terms: null,
  po_number: null,
  reference: null,
  referring_site: null,
  shipping_address: null,
  source_identifier: null,
  source_url: null,
  tax_exempt: false,
  token: null,
  user_id: null,
};

/** An order as the order webhooks send it, and as the control API answers. */
export function orderJson(store: Store, order: Order) {
  const customer = order.customerId === null ? null : store.customers.get(order.customerId);
  return {
    ...UNDECIDED,
    // What was given and is not worked out here; what is worked out comes after it and wins.
    ...order.extra,
    id: restId(order.id),
    admin_graphql_api_id: gid("Order", order.id),
    cancel_reason: order.cancelReason,
    cancelled_at: order.cancelledAt === null ? null : restTime(order.cancelledAt),
    closed_at: order.closedAt === null ? null : restTime(order.closedAt),
    company:
      order.company === null
        ? null
        : {
            id: restId(order.company.id),
            location_id: restId(order.company.locationId),
          },
    confirmed: true,
    contact_email: order.email,
    created_at: restTime(order.createdAt),
    currency: SHOP_CURRENCY,
    email: order.email,
    financial_status: financialStatus(order),
    fulfillment_status: fulfilmentStatus(order),
    fulfillments: order.fulfilments.map((one, index) => fulfilmentJson(order, one, index)),
    name: order.name,
    note: order.note,
    note_attributes: order.attributes,
    number: order.number - 1000,
    order_number: order.number,
    payment_gateway_names: [...new Set(order.transactions.map((part) => part.gateway))],
    phone: order.phone,
    presentment_currency: order.presentment?.currency ?? SHOP_CURRENCY,
    processed_at: restTime(order.processedAt),
    source_name: order.sourceName,
    tags: order.tags.join(", "),
    taxes_included: order.taxesIncluded,
    test: order.test,
    updated_at: restTime(order.updatedAt),
    ...totalsJson(order),
    ...discountsJson(order),
    customer: customer === null ? null : customerInOrder(customer),
    line_items: order.lines.map((line) => lineJson(order, line)),
    refunds: order.refunds.map((refund) => refundJson(order, refund)),
    shipping_lines: order.shipping.map((line) => shippingJson(order, line)),
    ...subscribedMetafields(store, order),
  };
}

/** A shipment, as it stands in its order's `fulfillments`. */
function fulfilmentJson(order: Order, fulfilment: Fulfilment, index: number) {
  return {
    id: restId(fulfilment.id),
    admin_graphql_api_id: gid("Fulfillment", fulfilment.id),
    created_at: restTime(fulfilment.at),
    name: `${order.name}.${index + 1}`,
    order_id: restId(order.id),
    service: "manual",
    shipment_status: null,
    status: "success",
    tracking_company: null,
    tracking_number: null,
    updated_at: restTime(fulfilment.at),
    line_items: fulfilment.lines.flatMap(({ lineId, quantity }) => {
      const line = order.lines.find((candidate) => candidate.id === lineId);
      return line === undefined ? [] : [{ ...lineJson(order, line), quantity }];
    }),
  };
}

/** Metafields that the subscription asks for; without the switch it is as if it asked for none. */
function subscribedMetafields(store: Store, order: Order) {
  if (!store.faults.current().webhook_metafields) return {};
  const owner = gid("Order", order.id);
  const metafields = ORDER_METAFIELDS.flatMap(({ namespace, key }) => {
    const found = store.metafields.get(owner, fullNamespace(namespace), key);
    return found === null ? [] : [found];
  });
  return {
    metafields: metafields.map((part) => ({
      id: restId(part.id),
      admin_graphql_api_id: gid("Metafield", part.id),
      namespace: part.namespace,
      key: part.key,
      value: part.value,
      type: part.type,
      description: null,
      owner_id: restId(order.id),
      owner_resource: "order",
      created_at: restTime(part.createdAt),
      updated_at: restTime(part.updatedAt),
    })),
  };
}

function totalsJson(order: Order) {
  const all = totals(order);
  const both = (name: string, amount: Minor) => ({
    [name]: writeMoney(amount),
    [`${name}_set`]: moneySet(amount, order),
  });
  return {
    ...both("current_subtotal_price", all.currentSubtotal),
    ...both("current_total_discounts", all.currentDiscounts),
    ...both("current_total_price", all.currentTotal),
    ...both("current_total_tax", all.currentTax),
    current_shipping_price_set: moneySet(all.currentShipping, order),
    current_total_duties_set: null,
    original_total_duties_set: null,
    ...both("subtotal_price", all.subtotal),
    total_cash_rounding_payment_adjustment_set: moneySet(0n, order),
    total_cash_rounding_refund_adjustment_set: moneySet(0n, order),
    ...both("total_discounts", all.discounts),
    ...both("total_line_items_price", all.lineItems),
    total_outstanding: writeMoney(outstanding(order)),
    ...both("total_price", all.total),
    total_shipping_price_set: moneySet(all.shipping, order),
    ...both("total_tax", all.tax),
    total_tip_received: writeMoney(all.tips),
    total_weight: 0,
    tax_lines:
      all.tax === 0n
        ? []
        : [
            {
              price: writeMoney(all.tax),
              rate: 0.22,
              title: "НДС",
              price_set: moneySet(all.tax, order),
              channel_liable: false,
            },
          ],
  };
}

function discountsJson(order: Order) {
  return {
    discount_applications: order.discounts.map((part) => ({
      target_type: part.targetType,
      type: part.type,
      value: part.value,
      value_type: part.valueType,
      allocation_method: "across",
      target_selection: "all",
      ...(part.type === "discount_code" ? { code: part.title } : { title: part.title }),
      ...(part.type === "manual" ? { description: part.title } : {}),
    })),
    discount_codes: order.discounts
      .map((part, index) => ({ part, index }))
      .filter(({ part }) => part.type === "discount_code")
      .map(({ part, index }) => ({
        code: part.title,
        amount: writeMoney(
          part.targetType === "shipping_line"
            ? sum(order.shipping.map((line) => line.price - line.discounted))
            : sum(
                order.lines.flatMap((line) =>
                  line.discounts
                    .filter((share) => share.application === index)
                    .map((share) => share.amount),
                ),
              ),
        ),
        type: part.targetType === "shipping_line" ? "shipping" : part.valueType,
      })),
  };
}

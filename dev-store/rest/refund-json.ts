import type { Order, Refund, Transaction } from "../model.ts";
import { SHOP_CURRENCY, writeMoney } from "../money.ts";
import { lineJson, shippingJson } from "./line-json.ts";
import { gid, moneySet, restId, restTime } from "./money-set.ts";

export function transactionJson(order: Order, part: Transaction) {
  return {
    id: restId(part.id),
    admin_graphql_api_id: gid("OrderTransaction", part.id),
    amount: writeMoney(part.amount),
    amount_set: moneySet(part.amount, order),
    authorization: null,
    created_at: restTime(part.at),
    currency: SHOP_CURRENCY,
    device_id: null,
    error_code: null,
    gateway: part.gateway,
    kind: part.kind,
    location_id: null,
    message: null,
    order_id: restId(order.id),
    parent_id: part.parentId === null ? null : restId(part.parentId),
    processed_at: restTime(part.at),
    receipt: {},
    source_name: "web",
    status: part.status,
    test: order.test,
    user_id: null,
  };
}

/** A refund as `refunds/create` sends it, and as it stands in its order's `refunds`. */
export function refundJson(order: Order, refund: Refund) {
  return {
    id: restId(refund.id),
    admin_graphql_api_id: gid("Refund", refund.id),
    created_at: restTime(refund.at),
    note: refund.note,
    order_id: restId(order.id),
    processed_at: restTime(refund.at),
    restock: refund.lines.some((line) => line.restockType !== "no_restock"),
    return:
      refund.exchange === null
        ? null
        : {
            id: restId(refund.exchange.returnId),
            admin_graphql_api_id: gid("Return", refund.exchange.returnId),
          },
    duties: [],
    additional_fees: [],
    total_additional_fees_set: moneySet(0n, order),
    total_duties_set: moneySet(0n, order),
    user_id: null,
    order_adjustments: refund.adjustments.map((part) => ({
      id: restId(part.id),
      amount: writeMoney(part.amount),
      amount_set: moneySet(part.amount, order),
      kind: "refund_discrepancy",
      order_id: restId(order.id),
      reason: "Refund discrepancy",
      refund_id: restId(refund.id),
      tax_amount: writeMoney(0n),
      tax_amount_set: moneySet(0n, order),
    })),
    refund_line_items: refund.lines.map((part) => {
      const line = order.lines.find((candidate) => candidate.id === part.lineId);
      return {
        id: restId(part.id),
        line_item_id: restId(part.lineId),
        location_id: null,
        quantity: part.quantity,
        restock_type: part.restockType,
        // Shopify writes these two as numbers, unlike all other money.
        subtotal: Number(writeMoney(part.subtotal)),
        subtotal_set: moneySet(part.subtotal, order),
        total_tax: Number(writeMoney(part.tax)),
        total_tax_set: moneySet(part.tax, order),
        ...(line === undefined ? {} : { line_item: lineJson(order, line) }),
      };
    }),
    refund_shipping_lines: refund.shipping.map((part) => {
      const line = order.shipping.find((candidate) => candidate.id === part.shippingLineId);
      return {
        id: restId(part.id),
        subtotal_amount_set: moneySet(part.amount, order),
        tax_amount_set: moneySet(part.tax, order),
        ...(line === undefined ? {} : { shipping_line: shippingJson(order, line) }),
      };
    }),
    transactions: refund.transactions.map((part) => transactionJson(order, part)),
  };
}

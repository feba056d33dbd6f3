import { orderId } from "../../domain/ids.ts";
import type { CurrencyCode } from "../../domain/money.ts";
import type { OrderEvent, OrderRefund } from "../../domain/order/order.ts";
import { refundOf } from "../refund-figures.ts";
import type { RefundFigures, TaxedFigures } from "../refund-figures.ts";
import { Amounts, knownCurrency, within } from "./amounts.ts";
import { dateOf, idOf } from "./fields.ts";
import { refundSchema } from "./order-schema.ts";
import type { RefundPayload } from "./order-schema.ts";
import { FieldError, checked, reading } from "./reading.ts";
import type { Reading } from "./reading.ts";

/**
 * `refunds/create` -> the refund and the order that it belongs to. A refund
 * that names no currency anywhere says only that its order has changed, which
 * is what `edited` means: the Admin API has the rest.
 */
export function refundFromPayload(body: unknown): Reading<OrderEvent> {
  return reading((): OrderEvent => {
    const payload = checked(refundSchema, body);
    if (payload.order_id == null) throw new FieldError("order_id", "is missing");
    const order = orderId(String(payload.order_id));
    const currency = refundCurrency(payload);
    if (currency === null) return { kind: "edited", orderId: order };
    const refund = refundInPayload(payload, new Amounts(currency), null, "");
    return { kind: "refund", orderId: order, refund };
  });
}

/**
 * One refund, alone or as it stands in an order.
 * @param taxesIncluded whether prices include tax; null where the payload does not say
 * @param field where the refund stands in the payload, with a dot at its end, or ""
 * @throws FieldError
 */
export function refundInPayload(
  payload: RefundPayload,
  amounts: Amounts,
  taxesIncluded: boolean | null,
  field: string,
): OrderRefund {
  const at = payload.created_at ?? payload.processed_at;
  if (at == null) throw new FieldError(`${field}created_at`, "is missing");
  const shipping = shippingRefunded(payload, amounts, field);
  const figures: RefundFigures = {
    id: idOf(payload, field),
    at: dateOf(at, `${field}created_at`),
    lines: (payload.refund_line_items ?? []).map((line, index) => {
      const at = `${field}refund_line_items[${index}].`;
      return {
        lineId:
          line.line_item != null
            ? idOf({ id: line.line_item_id, ...line.line_item }, `${at}line_item_`)
            : idOf({ id: line.line_item_id }, `${at}line_item_`),
        quantity: line.quantity,
        subtotal: amounts.unsigned(line.subtotal_set, line.subtotal, `${at}subtotal`),
        tax: amounts.unsigned(line.total_tax_set, line.total_tax, `${at}total_tax`),
      };
    }),
    shipping,
    discrepancy: discrepancyIn(payload, amounts, field),
    // What is given in an exchange, and that any is, stands nowhere in the payload.
    exchanged: payload.return == null ? 0n : null,
    ...transactionsIn(payload, amounts, field),
  };
  return refundOf(figures, taxesIncluded, isEdit(payload));
}

/**
 * An order edit that removes lines is listed as a refund in which no money
 * moves and which needs no adjustment to say so. So is an even exchange, which
 * is a refund: this is a guess, which the Admin API is asked about.
 */
function isEdit(payload: RefundPayload): boolean {
  const none = (list: readonly unknown[] | null | undefined) => list == null || list.length === 0;
  return (
    !none(payload.refund_line_items) &&
    none(payload.transactions) &&
    none(payload.order_adjustments) &&
    none(payload.refund_shipping_lines)
  );
}

/** Newer payloads list shipping refunded on its own, older ones as an adjustment. */
function shippingRefunded(payload: RefundPayload, amounts: Amounts, field: string): TaxedFigures {
  const listed = payload.refund_shipping_lines ?? [];
  if (listed.length > 0) {
    let subtotal = 0n;
    let tax = 0n;
    listed.forEach((line, index) => {
      const at = `${field}refund_shipping_lines[${index}].`;
      const set = line.subtotal_amount_set ?? line.subtotal_set;
      subtotal += amounts.unsigned(set, null, `${at}subtotal_amount`);
      tax += amounts.unsigned(line.tax_amount_set, null, `${at}tax_amount`);
    });
    return { subtotal, tax };
  }
  const sum = adjustments(payload, amounts, field, isShipping);
  return { subtotal: sum < 0n ? -sum : sum, tax: 0n };
}

function discrepancyIn(payload: RefundPayload, amounts: Amounts, field: string): bigint {
  return adjustments(payload, amounts, field, (adjustment) => !isShipping(adjustment));
}

type Adjustment = NonNullable<RefundPayload["order_adjustments"]>[number];

/** `kind` is going away from Shopify's payloads; `reason` says the same in words. */
function isShipping({ kind, reason }: Adjustment): boolean {
  return kind == null ? reason === "Shipping refund" : kind === "shipping_refund";
}

/** Amounts and their taxes of the adjustments that `wanted` picks. */
function adjustments(
  payload: RefundPayload,
  amounts: Amounts,
  field: string,
  wanted: (adjustment: Adjustment) => boolean,
): bigint {
  let sum = 0n;
  (payload.order_adjustments ?? []).forEach((adjustment, index) => {
    if (!wanted(adjustment)) return;
    const at = `${field}order_adjustments[${index}].`;
    sum += amounts.signed(adjustment.amount_set, adjustment.amount, `${at}amount`);
    sum += amounts.signed(adjustment.tax_amount_set, adjustment.tax_amount, `${at}tax_amount`);
  });
  return within(sum, `${field}order_adjustments`);
}

/** What has been, and what is being, paid back; null where that is in the buyer's currency only. */
function transactionsIn(
  payload: RefundPayload,
  amounts: Amounts,
  field: string,
): Pick<RefundFigures, "succeeded" | "pending"> {
  let succeeded = 0n;
  let pending = 0n;
  for (const [index, transaction] of (payload.transactions ?? []).entries()) {
    const { kind, status, currency } = transaction;
    if (kind !== "refund" || (status !== "success" && status !== "pending")) continue;
    if (transaction.amount_set == null && currency != null && currency !== amounts.currency) {
      return { succeeded: null, pending: 0n };
    }
    const at = `${field}transactions[${index}].amount`;
    const paid = amounts.unsigned(transaction.amount_set, transaction.amount, at);
    if (status === "success") succeeded += paid;
    else pending += paid;
  }
  return { succeeded, pending };
}

/** The shop's currency as the payload has it; null where it has none. */
function refundCurrency(payload: RefundPayload): CurrencyCode | null {
  const sets = [
    ...(payload.refund_line_items ?? []).map((line) => line.subtotal_set),
    ...(payload.order_adjustments ?? []).map((adjustment) => adjustment.amount_set),
    ...(payload.refund_shipping_lines ?? []).map((line) => line.subtotal_amount_set),
    ...(payload.transactions ?? []).map((transaction) => transaction.amount_set),
    payload.total_duties_set,
  ];
  const inSets = sets.find((set) => set?.shop_money.currency_code !== undefined);
  const code =
    inSets?.shop_money.currency_code ??
    payload.transactions?.find((transaction) => transaction.currency != null)?.currency;
  return code == null ? null : knownCurrency(code, "currency");
}

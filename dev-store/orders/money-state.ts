import type { Order, OrderLine } from "../model.ts";
import { least, most, share, sum, type Minor } from "../money.ts";

/** Price of all units of a line, before discounts. */
export const lineGross = (line: OrderLine): Minor => line.price * BigInt(line.quantity);

/** Price of all units of a line after its discount allocations; never below 0. */
export const lineTotal = (line: OrderLine): Minor =>
  most(0n, lineGross(line) - sum(line.discounts.map((part) => part.amount)));

/** Units of a line that refunds have taken; an edit's removal is counted in `line.removed` instead. */
export const refundedUnits = (order: Order, line: OrderLine): number =>
  order.refunds
    .filter((refund) => !refund.isEdit)
    .flatMap((refund) => refund.lines)
    .filter((part) => part.lineId === line.id)
    .reduce((units, part) => units + part.quantity, 0);

/** Units that are still the buyer's: Shopify's `current_quantity`. */
export const currentUnits = (order: Order, line: OrderLine): number =>
  line.quantity - line.removed - refundedUnits(order, line);

/**
 * What the next `units` of a line are worth. Kopecks are dealt out so that the
 * units of a line, taken one by one, come to exactly the line's total.
 */
export function worthOfUnits(
  order: Order,
  line: OrderLine,
  units: number,
): { subtotal: Minor; tax: Minor } {
  const from = BigInt(line.removed + refundedUnits(order, line));
  const to = from + BigInt(units);
  const all = BigInt(line.quantity);
  const between = (amount: Minor) => share(amount, to, all) - share(amount, from, all);
  return { subtotal: between(lineTotal(line)), tax: between(line.tax) };
}

/** Tax counts on top of prices only where prices do not include it. */
const onTop = (order: Order, tax: Minor): Minor => (order.taxesIncluded ? 0n : tax);

/** What came back and was paid for with other goods instead of money. */
const exchanged = (order: Order): Minor =>
  sum(order.refunds.map((refund) => refund.exchange?.value ?? 0n));

/** What was asked for, with what edits and exchanges added and took out; refunds do not change it. */
export function totalDue(order: Order): Minor {
  const lines = order.lines.map((line) => {
    const kept = BigInt(line.quantity - line.removed);
    return share(lineTotal(line) + onTop(order, line.tax), kept, BigInt(line.quantity));
  });
  const shipping = sum(order.shipping.map((line) => line.discounted + onTop(order, line.tax)));
  return sum(lines) + shipping - exchanged(order);
}

const successful = (order: Order, ...kinds: string[]) =>
  order.transactions.filter((part) => part.status === "success" && kinds.includes(part.kind));

export const paidIn = (order: Order): Minor =>
  sum(successful(order, "sale", "capture").map((part) => part.amount));
export const paidBack = (order: Order): Minor =>
  sum(successful(order, "refund").map((part) => part.amount));
export const outstanding = (order: Order): Minor => most(0n, totalDue(order) - paidIn(order));
export const refundable = (order: Order): Minor => most(0n, paidIn(order) - paidBack(order));

export type FinancialStatus =
  | "pending"
  | "authorized"
  | "partially_paid"
  | "paid"
  | "partially_refunded"
  | "refunded"
  | "voided";

/** Shopify's `financial_status`, which follows from the transactions. */
export function financialStatus(order: Order): FinancialStatus {
  const paid = paidIn(order);
  if (paid === 0n && totalDue(order) > 0n) {
    if (
      successful(order, "void").length > 0 ||
      (order.cancelledAt !== null && order.transactions.length === 0)
    )
      return "voided";
    return successful(order, "authorization").length > 0 ? "authorized" : "pending";
  }
  const back = paidBack(order);
  if (back > 0n) return back >= paid ? "refunded" : "partially_refunded";
  return outstanding(order) > 0n ? "partially_paid" : "paid";
}

/** Paid in full at one time or another: what `orders/paid` announces. */
export const isPaidInFull = (order: Order): boolean =>
  outstanding(order) === 0n && financialStatus(order) !== "voided";

/** `fulfillment_status`: null while nothing has been sent. */
export function fulfilmentStatus(order: Order): "fulfilled" | "partial" | null {
  const open = order.lines.filter((line) => line.requiresShipping || line.fulfilled > 0);
  if (open.every((line) => line.fulfilled === 0)) return null;
  return open.every((line) => line.fulfilled >= most0(currentUnits(order, line)))
    ? "fulfilled"
    : "partial";
}

const most0 = (units: number) => Math.max(0, units);

/** The order's totals as Shopify names them; `current` follows edits and refunds, the others only additions. */
export function totals(order: Order) {
  const goods = order.lines.filter((line) => line.tip === null);
  const discounts = sum(order.lines.flatMap((line) => line.discounts.map((part) => part.amount)));
  const shippingDiscounts = sum(order.shipping.map((line) => line.price - line.discounted));
  const shipping = sum(order.shipping.map((line) => line.discounted));
  const tax =
    sum(order.lines.map((line) => line.tax)) + sum(order.shipping.map((line) => line.tax));
  const subtotal = sum(goods.map(lineTotal));
  const tips = sum(order.lines.filter((line) => line.tip !== null).map(lineTotal));
  const current = (amount: (line: OrderLine) => Minor, lines: OrderLine[]) =>
    sum(
      lines.map((line) =>
        share(amount(line), BigInt(most0(currentUnits(order, line))), BigInt(line.quantity)),
      ),
    );
  const shippingBack = order.refunds.flatMap((refund) => refund.shipping);
  const currentShipping = shipping - least(shipping, sum(shippingBack.map((part) => part.amount)));
  const currentSubtotal = current(lineTotal, goods);
  const currentTax =
    current((line) => line.tax, order.lines) +
    sum(order.shipping.map((line) => line.tax)) -
    sum(shippingBack.map((part) => part.tax));
  const currentTips = current(
    lineTotal,
    order.lines.filter((line) => line.tip !== null),
  );
  return {
    lineItems: sum(goods.map(lineGross)),
    discounts: discounts + shippingDiscounts,
    subtotal,
    shipping,
    tax,
    tips,
    total: subtotal + shipping + tips + onTop(order, tax),
    currentSubtotal,
    currentShipping,
    currentTax,
    currentDiscounts:
      current((line) => sum(line.discounts.map((part) => part.amount)), order.lines) +
      shippingDiscounts,
    currentTotal: currentSubtotal + currentShipping + currentTips + onTop(order, currentTax),
  };
}

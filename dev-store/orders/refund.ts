import { z } from "zod";
import { id, money, text, time } from "../control/fields.ts";
import type { Order, Refund, RefundLine, Transaction } from "../model.ts";
import { sum, type Minor } from "../money.ts";
import { unprocessable } from "../refusal.ts";
import type { Store } from "../store.ts";
import { currentUnits, refundable, worthOfUnits } from "./money-state.ts";

/** Body of `POST /control/orders/{id}/refunds`. */
export const refundInput = z.strictObject({
  id: id.optional(),
  refund_line_items: z
    .array(
      z.strictObject({
        line_item_id: id,
        quantity: z.int().min(1),
        restock_type: z.enum(["no_restock", "cancel", "return", "legacy_restock"]).optional(),
      }),
    )
    .default([]),
  /** `{amount}` or `{full_refund: true}`, as Shopify's refund takes it. */
  shipping: z
    .strictObject({
      amount: money.optional(),
      full_refund: z.boolean().optional(),
    })
    .optional(),
  /** What is really paid back. Without it: what lines and shipping come to. */
  amount: money.optional(),
  /** Where the money goes: back the way it came, or to the customer's store credit. */
  to: z.enum(["original", "store_credit"]).default("original"),
  note: text,
  at: time.optional(),
});

export type RefundInput = z.output<typeof refundInput>;

/**
 * Adds a refund to the order. Where the money paid back differs from what the
 * lines and the shipping come to, Shopify writes the difference as an order
 * adjustment of kind refund_discrepancy: positive when less was paid, negative
 * when more. A refund without lines is therefore all discrepancy, and negative.
 */
export function addRefund(store: Store, order: Order, input: RefundInput, at: Date): Refund {
  const lines = refundLines(store, order, input);
  const shipping = refundShipping(store, order, input);
  const tax = (amount: Minor) => (order.taxesIncluded ? 0n : amount);
  const calculated =
    sum(lines.map((line) => line.subtotal + tax(line.tax))) +
    sum(shipping.map((part) => part.amount + tax(part.tax)));
  const paid = input.amount ?? calculated;
  if (lines.length === 0 && shipping.length === 0 && paid === 0n) {
    throw unprocessable(
      "A refund needs refund_line_items, shipping or an amount",
      "refund_line_items",
    );
  }
  if (paid > refundable(order)) {
    throw unprocessable("Refund amount is more than what can be refunded of the order", "amount");
  }
  const sale = order.transactions.find((part) => part.kind === "sale" || part.kind === "capture");
  const transactions: Transaction[] =
    paid === 0n
      ? []
      : [
          {
            id: store.facts.nextId("transaction"),
            kind: "refund",
            status: "success",
            amount: paid,
            ...(input.to === "store_credit"
              ? { gateway: "shopify_store_credit", parentId: null }
              : { gateway: sale?.gateway ?? "bogus", parentId: sale?.id ?? null }),
            at,
          },
        ];
  const refund: Refund = {
    id: input.id ?? store.facts.nextId("refund"),
    at,
    note: input.note,
    lines,
    shipping,
    adjustments:
      calculated === paid
        ? []
        : [{ id: store.facts.nextId("adjustment"), amount: calculated - paid }],
    transactions,
    exchange: null,
    isEdit: false,
  };
  order.transactions.push(...transactions);
  order.refunds.push(refund);
  return refund;
}

export function refundLines(
  store: Store,
  order: Order,
  input: Pick<RefundInput, "refund_line_items">,
): RefundLine[] {
  const seen = new Set<string>();
  return input.refund_line_items.map((given, index) => {
    const path = `refund_line_items.${index}`;
    const line = order.lines.find((candidate) => candidate.id === given.line_item_id);
    if (line === undefined)
      throw unprocessable(`The order has no line ${given.line_item_id}`, `${path}.line_item_id`);
    if (seen.has(line.id))
      throw unprocessable("A line may be named once in a refund", `${path}.line_item_id`);
    seen.add(line.id);
    if (given.quantity > currentUnits(order, line)) {
      throw unprocessable(
        `Quantity cannot refund more items than were purchased: ${currentUnits(order, line)} remain`,
        `${path}.quantity`,
      );
    }
    return {
      id: store.facts.nextId("refund_line"),
      lineId: line.id,
      quantity: given.quantity,
      restockType: given.restock_type ?? (line.fulfilled > 0 ? "return" : "cancel"),
      ...worthOfUnits(order, line, given.quantity),
    };
  });
}

/** Shipping paid back, from the order's shipping lines one after the other. */
function refundShipping(store: Store, order: Order, input: RefundInput): Refund["shipping"] {
  if (input.shipping === undefined) return [];
  const parts: {
    id: string;
    shippingLineId: string;
    amount: Minor;
    tax: Minor;
  }[] = [];
  const full = input.shipping.full_refund === true || input.shipping.amount === undefined;
  let wanted = full ? null : (input.shipping.amount ?? 0n);
  for (const line of order.shipping) {
    const earlier = order.refunds
      .flatMap((refund) => refund.shipping)
      .filter((part) => part.shippingLineId === line.id);
    const left = line.discounted - sum(earlier.map((part) => part.amount));
    const amount = wanted === null || wanted > left ? left : wanted;
    if (amount <= 0n) continue;
    if (wanted !== null) wanted -= amount;
    const tax = line.discounted === 0n ? 0n : (line.tax * amount) / line.discounted;
    parts.push({
      id: store.facts.nextId("refund_line"),
      shippingLineId: line.id,
      amount,
      tax,
    });
  }
  if (wanted !== null && wanted > 0n)
    throw unprocessable("More than the shipping that was paid", "shipping.amount");
  return parts;
}

/** Everything that is left of the order: all units, all shipping, all money. */
export function fullRefundInput(order: Order, note: string | null): RefundInput {
  return {
    refund_line_items: order.lines
      .filter((line) => currentUnits(order, line) > 0)
      .map((line) => ({
        line_item_id: line.id,
        quantity: currentUnits(order, line),
      })),
    shipping: { full_refund: true },
    amount: refundable(order),
    to: "original",
    note,
  };
}

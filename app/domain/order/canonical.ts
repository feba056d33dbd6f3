import type { AutomaticDiscount, OrderFacts, OrderRefund, OrderState } from "./order.ts";

/**
 * Canonical texts: equal content gives equal text and different content gives
 * different text, whatever made the objects. Every value stands behind its
 * length, so that no two values can run into each other.
 */
type Value = string | number | bigint | boolean | Date | null;

function text(value: Value): string {
  if (value === null) return "-";
  const shown = value instanceof Date ? String(value.getTime()) : String(value);
  return `${shown.length}:${shown}`;
}

const record = (...values: Value[]) => values.map(text).join("");

/**
 * What facts say, without whose word it is and without what is united over all
 * deliveries (payment, cancellation, fulfilment, refunds): two deliveries of one
 * second that differ only in those do not contradict each other.
 */
export function canonicalFacts(facts: OrderFacts): string {
  const { orderId, name, updatedAt, processedAt, customerId, guestHash, lines } = facts;
  const { currency, test, channel, shippingMinor } = facts;
  return (
    record(orderId, name, updatedAt, processedAt, customerId, guestHash) +
    record(currency, test, channel, shippingMinor, lines.length) +
    lines
      .map((line) =>
        record(
          line.id,
          line.quantity,
          line.removed,
          line.totalMinor,
          line.taxMinor,
          line.kind,
          line.productId,
        ),
      )
      .join("") +
    extrasText(facts) +
    (facts.hold === null ? "" : record("hold", facts.hold) + discountsText(facts))
  );
}

// What most orders do not have is told only where it is there, here and below: the hash of a
// text that has none of it is in ledgers.
function extrasText({ companyId, taxesIncluded, shippingTaxMinor, lines }: OrderFacts): string {
  return (
    (companyId === null ? "" : record("company", companyId)) +
    (taxesIncluded ? "" : record("net")) +
    (shippingTaxMinor === 0n ? "" : record("shipping tax", shippingTaxMinor)) +
    lines
      .map(({ id, vendor, codeMinor }) =>
        vendor === null && codeMinor === 0n ? "" : record("line", id, vendor, codeMinor),
      )
      .join("") +
    lines
      .map(({ id, freeUnits }) => (freeUnits === undefined ? "" : record("free", id, freeUnits)))
      .join("")
  );
}

function discountsText({ automaticDiscounts: discounts }: OrderFacts): string {
  const text = ({ title, allocations }: AutomaticDiscount) =>
    record(title, allocations.length) +
    allocations.map(({ lineId, minor }) => record(lineId, minor)).join("");
  return record(discounts.length) + discounts.map(text).join("");
}

/** What a refund says, without whose word it is. */
export function canonicalRefund(refund: OrderRefund): string {
  const { id, at, lines, shippingMinor, discrepancyMinor, paidMinor, isEdit } = refund;
  const exchanged = refund.exchangedMinor ?? 0n;
  return (
    record(id, at, shippingMinor, discrepancyMinor, paidMinor, isEdit, lines.length) +
    lines.map((line) => record(line.lineId, line.quantity, line.valueMinor)).join("") +
    (exchanged === 0n ? "" : record("exchanged", exchanged))
  );
}

/** What is known of an order; marks for refetch and whose word it is do not count. */
export function canonicalState(state: OrderState): string {
  const { orderId, facts, paidAt, cancelledAt, fulfilledAt, deletedAt, refunds } = state;
  return (
    record("order-state/1", orderId, paidAt, cancelledAt, deletedAt, refunds.length) +
    refunds.map(canonicalRefund).join("") +
    (facts === null ? text(null) : canonicalFacts(facts)) +
    (fulfilledAt === null ? "" : record("fulfilled", fulfilledAt))
  );
}

import type { OrderFacts, OrderLine, OrderState } from "./order.ts";

/**
 * The lines of an order with all that edits have taken out, those removals too
 * that Shopify lists among the refunds. Which of the refunds those are may be
 * learnt later than the lines, so the two are put together here, on the way out.
 * @returns lines whose `removed` is 0 to `quantity`
 */
export function linesAsEdited(order: OrderState & { readonly facts: OrderFacts }): OrderLine[] {
  const listed = new Map<string, number>();
  for (const { isEdit, lines } of order.refunds) {
    if (!isEdit) continue;
    for (const { lineId, quantity } of lines) {
      listed.set(lineId, (listed.get(lineId) ?? 0) + quantity);
    }
  }
  return order.facts.lines.map((line) => {
    const all = line.removed + (listed.get(line.id) ?? 0);
    const removed = Math.min(Math.max(0, all), line.quantity);
    return removed === line.removed ? line : { ...line, removed };
  });
}

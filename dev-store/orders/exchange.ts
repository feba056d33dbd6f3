import { z } from "zod";
import { text, time } from "../control/fields.ts";
import type { Id, Order, OrderLine, Refund, Transaction } from "../model.ts";
import { least, sum } from "../money.ts";
import { unprocessable } from "../refusal.ts";
import type { Store } from "../store.ts";
import { refundCreated } from "./actions.ts";
import { changeOrder } from "./change.ts";
import { makeLine, setTax } from "./lines.ts";
import { lineTotal } from "./money-state.ts";
import { lineInput } from "./order-input.ts";
import { refundInput, refundLines } from "./refund.ts";

/** Body of `POST /control/orders/{id}/exchange`. */
export const exchangeInput = z.strictObject({
  /** What comes back. */
  refund_line_items: refundInput.shape.refund_line_items.unwrap().min(1),
  /** What is given for it, as lines of an order. */
  add: z.array(lineInput).min(1),
  note: text,
  at: time.optional(),
});

export type ExchangeInput = z.output<typeof exchangeInput>;

/**
 * Exchanges goods within a return. As at Shopify there is no new order: what is given becomes lines
 * of this one, the refund lists what came back at its full value, and its money is what is left of
 * that value; what is given beyond it is to be paid. No order edit tells of it.
 */
export function exchangeGoods(
  store: Store,
  id: Id,
  input: ExchangeInput,
): { order: Order; refund: Refund } {
  const { order, result } = changeOrder(store, id, input.at, (order, at) => {
    if (order.cancelledAt !== null) throw unprocessable("A cancelled order cannot be exchanged");
    const lines = refundLines(store, order, input);
    const given = input.add.map((line, index) => {
      const around = {
        nextId: () => store.facts.nextId("line"),
        product: store.catalogue.product,
        taxesIncluded: order.taxesIncluded,
        at,
        path: `add.${index}`,
      };
      const made = makeLine(line, around);
      setTax(made, line.tax_lines, order.taxesIncluded);
      return made;
    });
    order.lines.push(...given);
    const onTop = (tax: bigint) => (order.taxesIncluded ? 0n : tax);
    const back = sum(lines.map((line) => line.subtotal + onTop(line.tax)));
    const worth = sum(given.map((line) => lineTotal(line) + onTop(line.tax)));
    const value = least(back, worth);
    const transactions = paidBack(store, order, back - value, at);
    const refund: Refund = {
      id: store.facts.nextId("refund"),
      at,
      note: input.note,
      lines,
      shipping: [],
      adjustments: store.faults.current().exchange_discrepancy
        ? [{ id: store.facts.nextId("adjustment"), amount: value }]
        : [],
      transactions,
      exchange: { returnId: store.facts.nextId("return"), lineIds: idsOf(given), value },
      isEdit: false,
    };
    order.transactions.push(...transactions);
    order.refunds.push(refund);
    return { refund, before: [refundCreated(order, refund)] };
  });
  return { order, refund: result.refund };
}

const idsOf = (lines: readonly OrderLine[]) => lines.map(({ id }) => id);

function paidBack(store: Store, order: Order, amount: bigint, at: Date): Transaction[] {
  if (amount === 0n) return [];
  const sale = order.transactions.find((part) => part.kind === "sale" || part.kind === "capture");
  return [
    {
      id: store.facts.nextId("transaction"),
      kind: "refund",
      status: "success",
      amount,
      gateway: sale?.gateway ?? "bogus",
      parentId: sale?.id ?? null,
      at,
    },
  ];
}

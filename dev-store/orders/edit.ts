import { z } from "zod";
import { id, text, time } from "../control/fields.ts";
import type { Order, OrderEdit, OrderLine, Refund, RefundLine } from "../model.ts";
import { share } from "../money.ts";
import { unprocessable } from "../refusal.ts";
import type { Store } from "../store.ts";
import { makeLine, setTax } from "./lines.ts";
import { currentUnits, lineTotal, worthOfUnits } from "./money-state.ts";
import { lineInput } from "./order-input.ts";

/** Body of `POST /control/orders/{id}/edit`. */
export const editInput = z
  .strictObject({
    add: z.array(lineInput).default([]),
    /** The units that the buyer shall have from now on; 0 removes the line. */
    lines: z
      .array(
        z.strictObject({
          line_item_id: id,
          quantity: z.int().min(0).max(1_000_000),
        }),
      )
      .default([]),
    staff_note: text,
    at: time.optional(),
  })
  .refine((edit) => edit.add.length + edit.lines.length > 0, {
    message: "An edit needs add or lines",
    path: ["lines"],
  });

export type EditInput = z.output<typeof editInput>;

export interface CommittedEdit {
  readonly edit: OrderEdit;
  readonly additions: readonly { id: string; delta: number }[];
  readonly removals: readonly { id: string; delta: number }[];
}

/**
 * Commits an edit. Units that are taken out lower the line's current quantity
 * and leave `quantity` as it was; where `listRemovals` is set they are listed
 * among the refunds as well, without a transaction, as Shopify does it.
 */
export function commitEdit(
  store: Store,
  order: Order,
  input: EditInput,
  at: Date,
  listRemovals: boolean,
): CommittedEdit {
  const changes: OrderEdit["changes"][number][] = [];
  const listed: RefundLine[] = [];
  const removed: { line: OrderLine; units: number }[] = [];
  const note = (line: OrderLine, delta: number, total: bigint, tax: bigint) =>
    changes.push({
      saleId: store.facts.nextId("agreement"),
      lineId: line.id,
      delta,
      total,
      tax,
    });

  input.lines.forEach((given, index) => {
    const line = order.lines.find((candidate) => candidate.id === given.line_item_id);
    if (line === undefined)
      throw unprocessable(
        `The order has no line ${given.line_item_id}`,
        `lines.${index}.line_item_id`,
      );
    const delta = given.quantity - currentUnits(order, line);
    if (delta < 0) {
      const { subtotal, tax } = worthOfUnits(order, line, -delta);
      note(line, delta, -subtotal, -tax);
      listed.push({
        id: store.facts.nextId("refund_line"),
        lineId: line.id,
        quantity: -delta,
        restockType: "cancel",
        subtotal,
        tax,
      });
      removed.push({ line, units: -delta });
    } else if (delta > 0) {
      const taxBefore = line.tax;
      line.tax = share(line.tax, BigInt(line.quantity + delta), BigInt(line.quantity));
      line.quantity += delta;
      note(line, delta, line.price * BigInt(delta), line.tax - taxBefore);
    }
  });
  input.add.forEach((given, index) => {
    const around = {
      nextId: () => store.facts.nextId("line"),
      product: store.catalogue.product,
      taxesIncluded: order.taxesIncluded,
      at,
      path: `add.${index}`,
    };
    const line = makeLine(given, around);
    setTax(line, given.tax_lines, order.taxesIncluded);
    order.lines.push(line);
    note(line, line.quantity, lineTotal(line), line.tax);
  });
  for (const { line, units } of removed) line.removed += units;
  if (changes.length === 0) throw unprocessable("The edit changes nothing", "lines");

  const edit: OrderEdit = { id: store.facts.nextId("agreement"), at, changes };
  order.edits.push(edit);
  if (listRemovals && listed.length > 0) order.refunds.push(removalAsRefund(store, listed, at));
  return {
    edit,
    additions: changes
      .filter((change) => change.delta > 0)
      .map((change) => ({ id: change.lineId, delta: change.delta })),
    removals: changes
      .filter((change) => change.delta < 0)
      .map((change) => ({ id: change.lineId, delta: -change.delta })),
  };
}

function removalAsRefund(store: Store, lines: RefundLine[], at: Date): Refund {
  return {
    id: store.facts.nextId("refund"),
    at,
    note: null,
    lines,
    shipping: [],
    adjustments: [],
    transactions: [],
    exchange: null,
    isEdit: true,
  };
}

import { describe, expect, it } from "vitest";

import { points } from "../../app/domain/points.ts";
import { linesAsEdited } from "../../app/domain/order/edited-lines.ts";
import { NO_CONTEXT } from "../../app/domain/order/context.ts";
import { evaluateOrder } from "../../app/domain/order/evaluate.ts";
import { applyOrderEvents } from "../../app/domain/order/merge.ts";
import type { OrderEvent, OrderFacts, OrderState } from "../../app/domain/order/order.ts";
import { orderTarget } from "../../app/domain/order/target.ts";
import { day, line, orderFacts, orderState, program, refundOf } from "../support/order-examples.ts";

const removed = (state: ReturnType<typeof orderState>) =>
  linesAsEdited(state).map((one) => one.removed);

describe("what edits took out of a line", () => {
  it.each([
    ["is what no refund lists", 1, [], 1],
    [
      "and what a refund lists for an edit",
      1,
      [refundOf("1", [["1", 2, 1n]], { isEdit: true })],
      3,
    ],
    ["but nothing that was refunded for real", 0, [refundOf("1", [["1", 2, 1n]])], 0],
    ["less what an edit has put back", -1, [refundOf("1", [["1", 2, 1n]], { isEdit: true })], 1],
    ["and never less than nothing", -1, [refundOf("1", [["1", 2, 1n]])], 0],
    ["or more than there was", 4, [refundOf("1", [["1", 9, 1n]], { isEdit: true })], 5],
  ])("%s", (_name, unlisted, refunds, expected) => {
    const lines = [line("1", 500_00n, { quantity: 5, removed: unlisted })];
    expect(removed(orderState(lines, { refunds }))).toEqual([expected]);
  });
});

/** The rules' own example: 90,000 and 30,000 RUB at 1 per 100, cap 500, and the second comes back. */
describe("an even exchange, which a webhook takes for an edit's removal", () => {
  const capped = program({ rate: [1n, 100_00n], rounding: "down", maximum: 500n });
  const exchange = (isEdit: boolean) =>
    refundOf("1", [["2", 1, 30_000_00n]], { at: day(3), isEdit });
  const told = (source: OrderFacts["source"], on: number): OrderEvent => ({
    kind: "state",
    facts: orderFacts([line("1", 90_000_00n), line("2", 30_000_00n)], {
      source,
      updatedAt: day(on),
      paidAt: day(1),
      refunds: [exchange(source === "webhook")],
    }),
  });
  const earned = (state: OrderState) => {
    const { facts } = state;
    if (facts === null) throw new Error("there are facts");
    const order = { ...state, facts };
    return orderTarget(order, evaluateOrder(order, NO_CONTEXT, capped), capped).points;
  };

  it("costs its share of the award once the Admin API has told, whatever webhooks say later", () => {
    const heard = applyOrderEvents(null, [told("webhook", 3)]);
    expect(heard.refetch).toBe("conflicting_refund");
    const answered = applyOrderEvents(heard, [told("admin", 3)]);
    expect(earned(answered)).toBe(points(375n));
    const later = applyOrderEvents(answered, [told("webhook", 4)]);
    expect(earned(later)).toBe(points(375n));
    expect(later.refetch).toBeNull();
  });
});

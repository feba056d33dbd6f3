import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { currencyCode, minor } from "../../app/domain/money.ts";
import { NO_CONTEXT } from "../../app/domain/order/context.ts";
import { evaluateOrder } from "../../app/domain/order/evaluate.ts";
import { explainOrder } from "../../app/domain/order/explain.ts";
import type { OrderFacts, OrderState } from "../../app/domain/order/order.ts";
import { orderTarget } from "../../app/domain/order/target.ts";
import type { Program } from "../../app/domain/program.ts";
import { orderLines, orderRefunds, programs } from "../support/order-arbitraries.ts";
import {
  amountRefund,
  day,
  line,
  orderState,
  program,
  refundOf,
} from "../support/order-examples.ts";

function explanationOf(state: OrderState & { readonly facts: OrderFacts }, rules: Program) {
  const award = evaluateOrder(state, NO_CONTEXT, rules);
  return explainOrder(award, orderTarget(state, award, rules), 3, rules);
}

describe("the explanation of an order", () => {
  it("shows lines, rule, version and arithmetic of the worked example", () => {
    const refunds = [
      refundOf("1", [["2", 1, 30_000_00n]], { at: day(5) }),
      amountRefund("2", 45_000_00n, { at: day(6) }),
    ];
    const state = orderState([line("1", 90_000_00n), line("2", 30_000_00n)], { refunds });
    expect(explanationOf(state, program({ maximum: 500n }))).toEqual({
      kind: "order",
      program_version: 3,
      currency: "RUB",
      rule: { points: 1, per_amount: "100.00", currency: "RUB", rounding: "down", maximum: 500 },
      lines: [
        { line: "1", eligible: "90000.00", points: "900", refunded: "45000.00" },
        { line: "2", eligible: "30000.00", points: "300", refunded: "30000.00" },
      ],
      sum: "1200",
      award: 500,
      kept: "3/8",
      exact: "375/2",
      target: 187,
      reason: "paid",
    });
  });

  it("shows money without end as a fraction of the currency's unit", () => {
    const state = orderState([line("1", 100_00n, { quantity: 3, removed: 1 })]);
    expect(explanationOf(state, program()).lines).toEqual([
      { line: "1", eligible: "200/3", points: "2/3" },
    ]);
  });

  it("says why a line earns nothing", () => {
    const state = orderState([line("1", 100_00n, { kind: "gift_card" })]);
    expect(explanationOf(state, program()).lines).toEqual([
      { line: "1", eligible: "0.00", points: "0", ineligible: "gift_card" },
    ]);
  });

  it.each([
    ["paid", orderState([line("1", 100_00n)])],
    ["unpaid", orderState([line("1", 100_00n)], { paidAt: null })],
    ["cancelled", orderState([line("1", 100_00n)], { cancelledAt: day(3) })],
    ["currency", orderState([line("1", 100_00n)], { currency: currencyCode("EUR") })],
  ] as const)("says that the order is %s", (reason, state) => {
    expect(explanationOf(state, program()).reason).toBe(reason);
  });

  it("of three lines, one of them returned, takes less than 600 bytes", () => {
    const lines = ["14000000000001", "14000000000002", "14000000000003"].map((id) =>
      line(id, 8_990_50n, { quantity: 2 }),
    );
    const refunds = [
      refundOf("1", [["14000000000002", 1, 4_495_25n]], { shippingMinor: minor(300_00n) }),
    ];
    const explanation = explanationOf(orderState(lines, { refunds }), program());
    expect(JSON.stringify(explanation).length).toBeLessThan(600);
  });

  it("is plain JSON of text, whole numbers, null, lists and objects, so that it can be hashed", () => {
    const isPlain = (value: unknown): boolean =>
      value === null ||
      typeof value === "string" ||
      Number.isSafeInteger(value) ||
      (typeof value === "object" && Object.values(value).every(isPlain));
    fc.assert(
      fc.property(orderLines, orderRefunds, programs, (lines, refunds, rules) => {
        const explanation = explanationOf(orderState(lines, { refunds }), rules);
        expect(isPlain(explanation)).toBe(true);
        expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
      }),
    );
  });
});

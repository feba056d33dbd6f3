import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { minor } from "../../app/domain/money.ts";
import { NO_CONTEXT } from "../../app/domain/order/context.ts";
import { evaluateOrder } from "../../app/domain/order/evaluate.ts";
import type { OrderFacts, OrderRefund, OrderState } from "../../app/domain/order/order.ts";
import { orderTarget } from "../../app/domain/order/target.ts";
import type { Program } from "../../app/domain/program.ts";
import {
  orderLines,
  orderRefunds,
  plainOrder,
  plainProgram,
  programs,
} from "../support/order-arbitraries.ts";
import {
  amountRefund,
  day,
  line,
  orderState,
  program,
  refundOf,
} from "../support/order-examples.ts";
import { expectedPoints } from "../support/order-model.ts";

type Evaluable = OrderState & { readonly facts: OrderFacts };

function targetOf(state: Evaluable, rules: Program) {
  return orderTarget(state, evaluateOrder(state, NO_CONTEXT, rules), rules);
}

/** What is left of the points of these lines after these refunds. */
function left(lines: OrderFacts["lines"], refunds: OrderRefund[], rules = program()): bigint {
  return targetOf(orderState(lines, { refunds }), rules).points;
}

describe("the worked example of the rules: 90,000 and 30,000 RUB, 1 point per 100 RUB, cap 500", () => {
  const rules = program({ maximum: 500n });
  const lines = [line("1", 90_000_00n), line("2", 30_000_00n)];
  const second = refundOf("1", [["2", 1, 30_000_00n]], { at: day(5) });
  const amount = amountRefund("2", 45_000_00n, { at: day(6) });
  const rest = refundOf("3", [["1", 1, 90_000_00n]], {
    at: day(7),
    discrepancyMinor: minor(45_000_00n),
  });

  it.each([
    ["nothing refunded", [], 500n],
    ["the second line refunded", [second], 375n],
    ["then 45,000 RUB without lines", [second, amount], 187n],
    ["then the rest", [second, amount, rest], 0n],
  ])("%s", (_, refunds, points) => {
    expect(left(lines, refunds, rules)).toBe(points);
  });
});

describe("refunds", () => {
  const three = [line("1", 300_00n, { quantity: 3 })];
  const rules = program({ rate: [1n, 1_00n] });

  it.each([
    ["one of three units", refundOf("1", [["1", 1, 100_00n]]), 200n],
    ["all units", refundOf("1", [["1", 3, 300_00n]]), 0n],
    ["more units than there are", refundOf("1", [["1", 9, 900_00n]]), 0n],
    ["units of a line that the order does not have", refundOf("1", [["404", 1, 100_00n]]), 300n],
    ["no units at all", refundOf("1", [["1", 0, 0n]]), 300n],
    ["an edit's removal of one unit", refundOf("1", [["1", 1, 100_00n]], { isEdit: true }), 200n],
    [
      "a unit for less: the rest stays earned",
      refundOf("1", [["1", 1, 100_00n]], { discrepancyMinor: minor(60_00n) }),
      260n,
    ],
    [
      "a unit for nothing: all stays earned",
      refundOf("1", [["1", 1, 100_00n]], { discrepancyMinor: minor(100_00n) }),
      300n,
    ],
    [
      "a unit and shipping for less: shipping comes first",
      refundOf("1", [["1", 1, 100_00n]], {
        shippingMinor: minor(50_00n),
        discrepancyMinor: minor(60_00n),
      }),
      210n,
    ],
    [
      "a unit and shipping for less than shipping alone: the unit is paid in full",
      refundOf("1", [["1", 1, 100_00n]], {
        shippingMinor: minor(50_00n),
        discrepancyMinor: minor(50_00n),
      }),
      200n,
    ],
    [
      "a unit for more: the rest is taken as an amount",
      refundOf("1", [["1", 1, 100_00n]], { discrepancyMinor: minor(-50_00n) }),
      150n,
    ],
    [
      "a unit that Shopify values at nothing",
      refundOf("1", [["1", 1, 0n]], { paidMinor: minor(0n) }),
      200n,
    ],
    [
      "a unit valued at nothing, for less than that: nothing was paid",
      refundOf("1", [["1", 1, 0n]], { discrepancyMinor: minor(1n), paidMinor: minor(0n) }),
      300n,
    ],
    ["an amount without lines", amountRefund("1", 120_00n), 180n],
    [
      "an amount without lines, told by transactions alone",
      refundOf("1", [], { paidMinor: minor(120_00n) }),
      180n,
    ],
    [
      "shipping alone",
      refundOf("1", [], { shippingMinor: minor(50_00n), paidMinor: minor(50_00n) }),
      300n,
    ],
    [
      "shipping and an amount without lines",
      refundOf("1", [], { shippingMinor: minor(50_00n), paidMinor: minor(80_00n) }),
      270n,
    ],
    [
      "shipping for less, without lines",
      refundOf("1", [], { shippingMinor: minor(50_00n), discrepancyMinor: minor(20_00n) }),
      300n,
    ],
    ["an amount beyond the order", amountRefund("1", 10n ** 15n), 0n],
  ])("%s", (_, refund, points) => {
    expect(left(three, [refund], rules)).toBe(points);
  });

  it("lower all lines of a refund that was paid in part in the same proportion", () => {
    const lines = [
      line("1", 100_00n),
      line("2", 300_00n),
      line("3", 50_00n, { kind: "gift_card" }),
    ];
    const half = refundOf(
      "1",
      [
        ["1", 1, 100_00n],
        ["2", 1, 300_00n],
        ["3", 1, 50_00n],
      ],
      { discrepancyMinor: minor(225_00n) },
    );
    expect(left(lines, [half], rules)).toBe(200n);
  });

  it("that were paid in part leave the same share earned whether or not prices include tax", () => {
    const withTax = refundOf("1", [["1", 3, 360_00n]], { discrepancyMinor: minor(180_00n) });
    expect(left(three, [withTax], rules)).toBe(150n);
  });

  it("spread an amount over what the refunds before it have left", () => {
    const lines = [line("1", 100_00n), line("2", 100_00n)];
    const first = refundOf("1", [["1", 1, 100_00n]], { at: day(5) });
    const amount = amountRefund("2", 50_00n, { at: day(6) });
    expect(left(lines, [amount, first], rules)).toBe(50n);
    const before = amountRefund("2", 50_00n, { at: day(4) });
    expect(left(lines, [first, before], rules)).toBe(75n);
  });

  it("of one second are taken in order of id as a number", () => {
    const lines = [line("1", 100_00n), line("2", 100_00n)];
    const amount = amountRefund("9", 50_00n);
    const later = refundOf("10", [["1", 1, 100_00n]]);
    expect(left(lines, [later, amount], rules)).toBe(75n);
  });

  it("return one of three shirts, then the other two, and end with nothing earned", () => {
    const first = refundOf("1", [["1", 1, 33_33n]], { at: day(5) });
    const others = refundOf("2", [["1", 2, 66_67n]], { at: day(6) });
    const shirts = [line("1", 100_00n, { quantity: 3 })];
    expect([[], [first], [first, others]].map((refunds) => left(shirts, refunds, rules))).toEqual([
      100n,
      66n,
      0n,
    ]);
  });

  it.each(["down", "nearest", "up"] as const)(
    "leave nothing, rounded %s, when nothing is left",
    (rounding) => {
      const odd = [line("1", 99_99n, { quantity: 7 }), line("2", 1n)];
      const all = refundOf("1", [
        ["1", 7, 99_99n],
        ["2", 1, 1n],
      ]);
      expect(left(odd, [all], program({ rate: [7n, 3n], rounding }))).toBe(0n);
    },
  );

  it("are rounded as the program rounds: half of 375 is 187, 188 or 188", () => {
    const half = (rounding: "down" | "nearest" | "up") =>
      left(
        [line("1", 375_00n)],
        [amountRefund("1", 187_50n)],
        program({ rate: [1n, 1_00n], rounding }),
      );
    expect([half("down"), half("nearest"), half("up")]).toEqual([187n, 188n, 188n]);
  });

  it.each([
    ["shipping", { shippingMinor: minor(-1n), paidMinor: minor(0n) }],
    ["money paid", { paidMinor: minor(-1n) }],
  ])("with negative %s are a mistake of the caller", (_, wrong) => {
    expect(() => left(three, [refundOf("1", [], wrong)])).toThrow(RangeError);
  });

  it.each([
    ["value", [["1", 1, -1n]]],
    ["quantity", [["1", -1, 1n]]],
    ["broken quantity", [["1", 0.5, 1n]]],
  ] as const)("with a negative or broken %s are a mistake of the caller", (_, lines) => {
    expect(() =>
      left(three, [
        refundOf(
          "1",
          [...lines].map(([...parts]) => parts),
        ),
      ]),
    ).toThrow(RangeError);
  });
});

describe("an order that does not count has no points, and its award is what it will earn", () => {
  const paid = orderState([line("1", 500_00n)]);
  const rules = program();

  it.each([
    ["paid", paid, 5n],
    ["unpaid", { ...paid, paidAt: null }, 0n],
    ["cancelled", { ...paid, cancelledAt: day(3) }, 0n],
    ["deleted", { ...paid, deletedAt: day(3), cancelledAt: day(3) }, 0n],
    ["test", { ...paid, facts: { ...paid.facts, test: true } }, 0n],
  ] as const)("%s", (reason, state, points) => {
    const target = targetOf(state, rules);
    expect({ ...target, exact: null, kept: null, lines: [] }).toEqual({
      points,
      afterRefunds: 5n,
      reason,
      exact: null,
      kept: null,
      lines: [],
    });
  });
});

const PAID = { currency: orderState([]).facts.currency, paidAt: day(1) };

describe("for any order and program", () => {
  it("the target is that of the plain model", () => {
    fc.assert(
      fc.property(
        orderLines,
        orderRefunds,
        programs,
        fc.constantFrom(null, null, null, null, null, day(3)),
        fc.constantFrom(false, false, false, false, false, true),
        (lines, refunds, rules, cancelledAt, test) => {
          const state = orderState(lines, { ...PAID, refunds, cancelledAt, test });
          const award = evaluateOrder(state, NO_CONTEXT, rules);
          const target = orderTarget(state, award, rules);
          expect({ award: award.points, target: target.points }).toEqual(
            expectedPoints(plainOrder(state), plainProgram(rules)),
          );
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it("the target is at least 0, at most the award, and never more with a refund than without", () => {
    fc.assert(
      fc.property(orderLines, orderRefunds, programs, (lines, refunds, rules) => {
        const edits = refunds.filter((refund) => refund.isEdit);
        const targets = refunds
          .filter((refund) => !refund.isEdit)
          .map((without) =>
            left(
              lines,
              refunds.filter((refund) => refund !== without),
              rules,
            ),
          );
        const all = left(lines, refunds, rules);
        const award = left(lines, edits, rules);
        expect(all).toBeGreaterThanOrEqual(0n);
        for (const target of targets) {
          expect(target).toBeGreaterThanOrEqual(all);
          expect(target).toBeLessThanOrEqual(award);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

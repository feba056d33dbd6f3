import { describe, expect, it } from "vitest";

import { lineId } from "../../../app/domain/ids.ts";
import type { LineId } from "../../../app/domain/ids.ts";
import { minor } from "../../../app/domain/money.ts";
import type { Minor } from "../../../app/domain/money.ts";
import { NO_CONTEXT } from "../../../app/domain/order/context.ts";
import { evaluateOrder } from "../../../app/domain/order/evaluate.ts";
import type { OrderFacts, OrderLine, OrderRefund } from "../../../app/domain/order/order.ts";
import { orderTarget } from "../../../app/domain/order/target.ts";
import { amountRefund, day, line, orderState, refundOf } from "../../support/order-examples.ts";
import { programWith } from "../../support/program-examples.ts";

/** 1 point for 1 RUB, so that points are the roubles that earn, rounded down. */
function earning(
  base: object,
  lines: readonly OrderLine[],
  facts: Partial<OrderFacts> = {},
  pointsLines?: ReadonlyMap<LineId, Minor>,
): bigint {
  const order = { ...orderState(lines, facts), ...(pointsLines ? { pointsLines } : {}) };
  return evaluateOrder(order, NO_CONTEXT, programWith({ earning: { base } })).points;
}

const withTax = { taxesIncluded: true };
const plusTax = { taxesIncluded: false };

describe("Base: line totals after all discounts; settings for tax", () => {
  const taxed = [line("1", 120_00n, { taxMinor: minor(20_00n) })];
  it.each([
    ["as priced", "prices with tax", "as_priced", withTax, 120n],
    ["as priced", "prices without tax", "as_priced", plusTax, 120n],
    ["with tax", "prices with tax", "included", withTax, 120n],
    ["with tax", "prices without tax", "included", plusTax, 140n],
    ["without tax", "prices with tax", "excluded", withTax, 100n],
    ["without tax", "prices without tax", "excluded", plusTax, 120n],
  ])("%s, of %s", (_, __, tax, facts, points) => {
    expect(earning({ tax }, taxed, facts)).toBe(points);
  });

  it("of the units that an edit has left, their part of the tax", () => {
    const three = [line("1", 360_00n, { quantity: 3, removed: 1, taxMinor: minor(60_00n) })];
    expect(earning({ tax: "excluded" }, three, withTax)).toBe(200n);
  });
});

describe("Base: settings for shipping", () => {
  const shipped = {
    ...withTax,
    shippingMinor: minor(30_00n),
    shippingTaxMinor: minor(5_00n),
  };
  it.each([
    ["does not earn", {}, 100n],
    ["earns where it is set to", { shipping: true }, 130n],
    ["earns without its tax, too", { shipping: true, tax: "excluded" }, 125n],
  ])("shipping %s", (_, base, points) => {
    expect(earning(base, [line("1", 100_00n)], shipped)).toBe(points);
  });

  it("shipping is a line of the award with a share", () => {
    const rules = programWith({ earning: { base: { shipping: true } } });
    const award = evaluateOrder(orderState([line("1", 90_00n)], shipped), NO_CONTEXT, rules);
    expect(award.lines.map(({ lineId, share }) => [lineId, share.toFraction()])).toEqual([
      ["1", "3/4"],
      ["shipping", "1/4"],
    ]);
  });

  it("shipping is nobody's goods: rules for goods and rates by the item pass it by", () => {
    const rules = programWith({
      earning: {
        base: { shipping: true },
        rate: { points_per_item: 5 },
        rules: [{ id: "all-goods", lines: { types: ["Hats"] }, rate: { points_per_item: 50 } }],
      },
    });
    expect(evaluateOrder(orderState([line("1", 1_00n)], shipped), NO_CONTEXT, rules).points).toBe(
      5n,
    );
  });

  it.each<[string, OrderRefund, bigint]>([
    ["half of it", refundOf("1", [], { shippingMinor: minor(15_00n) }), 115n],
    ["all of it", refundOf("1", [], { shippingMinor: minor(30_00n) }), 100n],
    ["more than it was", refundOf("1", [], { shippingMinor: minor(99_00n) }), 100n],
    [
      "less than the refund says",
      refundOf("1", [], { shippingMinor: minor(30_00n), discrepancyMinor: minor(20_00n) }),
      120n,
    ],
    [
      "with a line, for less than both come to: what is missing is set against shipping first",
      refundOf("1", [["1", 1, 100_00n]], {
        shippingMinor: minor(30_00n),
        discrepancyMinor: minor(40_00n),
      }),
      40n,
    ],
    ["an amount without lines takes its part of shipping", amountRefund("1", 65_00n), 65n],
    [
      "shipping and everything else",
      refundOf("1", [["1", 1, 100_00n]], { shippingMinor: minor(30_00n) }),
      0n,
    ],
  ])("of shipping that earns a refund takes back %s", (_, refund, points) => {
    const rules = programWith({ earning: { base: { shipping: true } } });
    const order = orderState([line("1", 100_00n)], { ...shipped, refunds: [refund] });
    expect(orderTarget(order, evaluateOrder(order, NO_CONTEXT, rules), rules).points).toBe(points);
  });

  it("a refund of shipping is measured with its tax, as Shopify tells it", () => {
    const rules = programWith({ earning: { base: { shipping: true } } });
    const refund = refundOf("1", [], { shippingMinor: minor(36_00n) });
    const order = orderState([line("1", 100_00n)], {
      ...plusTax,
      shippingMinor: minor(30_00n),
      shippingTaxMinor: minor(6_00n),
      refunds: [refund],
    });
    expect(orderTarget(order, evaluateOrder(order, NO_CONTEXT, rules), rules).points).toBe(100n);
  });
});

describe("Base: settings for amounts paid by points and by other discount codes", () => {
  // 200 RUB, of which a code took 30 and points 50.
  const lines = [line("1", 120_00n, { quantity: 2, codeMinor: minor(30_00n) })];
  const paid = new Map([[lineId("1"), minor(50_00n)]]);
  it.each([
    ["earn neither", {}, 120n],
    ["paid by points earns, too", { paid_with_points: true }, 170n],
    ["taken off by codes earns, too", { discount_codes: true }, 150n],
    ["both earn, too", { paid_with_points: true, discount_codes: true }, 200n],
  ])("%s", (_, base, points) => {
    expect(earning(base, lines, {}, paid)).toBe(points);
  });

  it("of the units that an edit has left, their part", () => {
    const one = [line("1", 120_00n, { quantity: 2, removed: 1, codeMinor: minor(30_00n) })];
    expect(earning({ discount_codes: true }, one)).toBe(75n);
  });

  it("what counts beside the price bears the line's own tax", () => {
    const taxed = [line("1", 60_00n, { taxMinor: minor(10_00n), codeMinor: minor(60_00n) })];
    expect(earning({ discount_codes: true, tax: "excluded" }, taxed, withTax)).toBe(100n);
  });

  it("a line that points have paid in full earns where they count", () => {
    const free = [line("1", 0n)];
    expect(earning({ paid_with_points: true, tax: "excluded" }, free, withTax, paid)).toBe(50n);
    expect(earning({}, free, withTax, paid)).toBe(0n);
  });
});

describe("Gift-card purchases, tips and duties never earn", () => {
  const base = { tax: "included", shipping: true, paid_with_points: true, discount_codes: true };
  it.each(["gift_card", "tip"] as const)("a %s earns nothing whatever the base", (kind) => {
    const lines = [line("1", 100_00n, { kind, taxMinor: minor(5_00n), codeMinor: minor(7_00n) })];
    expect(earning(base, lines, plusTax)).toBe(0n);
  });

  it("nor do they by the item, by a rule of their product, or by a campaign", () => {
    const rules = programWith({
      earning: {
        rate: { points_per_item: 10 },
        rules: [{ id: "cards", lines: { products: ["7"] }, rate: { points_per_item: 99 } }],
      },
      campaigns: ["bonus_points", "bonus_points_per_item"].map((effect) => ({
        id: effect.replaceAll("_", "-"),
        starts_at: "2026-01-01T00:00",
        ends_at: "2026-02-01T00:00",
        effect: { [effect]: 50 },
      })),
      campaigns_combine: "sum",
    });
    const order = orderState([
      line("1", 100_00n, { kind: "gift_card", productId: "7" }),
      line("2", 5_00n, { kind: "tip" }),
    ]);
    expect(evaluateOrder(order, NO_CONTEXT, rules).points).toBe(0n);
  });
});

it("Test orders have target 0, whatever they would earn", () => {
  const rules = programWith({});
  const order = orderState([line("1", 100_00n)], { test: true, paidAt: day(1) });
  const award = evaluateOrder(order, NO_CONTEXT, rules);
  expect(orderTarget(order, award, rules)).toMatchObject({ points: 0n, reason: "test" });
});

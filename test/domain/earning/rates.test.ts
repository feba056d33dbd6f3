import { describe, expect, it } from "vitest";

import { currencyCode, minor } from "../../../app/domain/money.ts";
import { NO_CONTEXT } from "../../../app/domain/order/context.ts";
import { evaluateOrder } from "../../../app/domain/order/evaluate.ts";
import type { OrderFacts, OrderLine } from "../../../app/domain/order/order.ts";
import type { Program } from "../../../app/domain/program.ts";
import { line, orderState } from "../../support/order-examples.ts";
import { contextOf, programWith, twoTiers } from "../../support/program-examples.ts";

function earned(
  lines: readonly OrderLine[],
  rules: Program,
  facts: Partial<OrderFacts> = {},
  context = NO_CONTEXT,
): bigint {
  return evaluateOrder(orderState(lines, facts), context, rules).points;
}

const EUR = currencyCode("EUR");

describe("Rate: P points per N currency units (1 point per 100 RUB), or a percentage (cashback)", () => {
  it.each([
    ["1 point per 100 RUB", { points: 1, per_amount: "100" }, 1_000_00n, 10n],
    ["7 points per 33.50 RUB", { points: 7, per_amount: "33.50" }, 335_00n, 70n],
    ["5 % back", { percent: "5" }, 1_000_00n, 50n],
    ["5.5 % back", { percent: "5.5" }, 1_000_00n, 55n],
    ["0.25 % back", { percent: "0.25" }, 399_99n, 0n],
    ["0.25 % back of enough", { percent: "0.25" }, 400_00n, 1n],
    ["3 points for each item", { points_per_item: 3 }, 1_000_00n, 3n],
  ])("%s", (_, rate, totalMinor, points) => {
    expect(earned([line("1", totalMinor)], programWith({ earning: { rate } }))).toBe(points);
  });

  it("a percentage comes in points by what they are worth: 5 % of 1,000 RUB are 500 points of 0.10", () => {
    const rules = programWith({
      earning: { rate: { percent: "5" } },
      redemption: { worth: { points: 1, amount: "0.10" }, minimum_points: 0 },
    });
    expect(earned([line("1", 1_000_00n)], rules)).toBe(500n);
  });

  it("an item counts as often as it was bought and kept by edits, as long as it costs anything", () => {
    const rules = programWith({ earning: { rate: { points_per_item: 5 } } });
    const lines = [
      line("1", 100_00n, { quantity: 4, removed: 1 }),
      line("2", 0n, { quantity: 9 }),
      line("3", 50_00n, { kind: "gift_card" }),
    ];
    expect(earned(lines, rules)).toBe(15n);
  });
});

describe("Per-currency rates", () => {
  const rules = (rate: object) =>
    programWith({ earning: { rate: { points: 1, per_amount: "100" }, rates: { EUR: rate } } });

  it.each([
    ["by an amount", { points: 1, per_amount: "0.50" }, 20n],
    [
      "by a percentage, with a worth of its own",
      { percent: "5", worth: { points: 1, amount: "0.01" } },
      50n,
    ],
  ])("%s: an order of 10 EUR earns by the rate of euros", (_, rate, points) => {
    expect(earned([line("1", 10_00n)], rules(rate), { currency: EUR })).toBe(points);
    expect(earned([line("1", 1_000_00n)], rules(rate))).toBe(10n);
  });

  it("a currency without a rate earns nothing, also no bonus", () => {
    const campaign = {
      id: "gift",
      starts_at: "2026-01-01T00:00",
      ends_at: "2026-02-01T00:00",
      effect: { bonus_points: 100 },
    };
    const order = orderState([line("1", 10_00n)], { currency: currencyCode("USD") });
    const award = evaluateOrder(order, NO_CONTEXT, programWith({ campaigns: [campaign] }));
    expect(award).toMatchObject({ points: 0n, reason: "currency" });
  });

  it("takes the place of every rate that asks money, and of no other", () => {
    const earning = {
      rates: { EUR: { points: 1, per_amount: "1" } },
      rules: [
        { id: "dear", lines: { products: ["1"] }, rate: { points: 9, per_amount: "1" } },
        { id: "piece", lines: { products: ["2"] }, rate: { points_per_item: 40 } },
        { id: "none", lines: { products: ["3"] }, rate: null },
      ],
    };
    const lines = ["1", "2", "3"].map((id) => line(id, 10_00n, { productId: id }));
    expect(earned(lines, programWith({ earning }), { currency: EUR })).toBe(50n);
  });

  it("amounts that filters ask for are of the program's money, which such an order never reaches", () => {
    const earning = {
      rates: { EUR: { points: 1, per_amount: "1" } },
      rules: [{ id: "large", orders: { minimum_total: "5" }, rate: { points_per_item: 500 } }],
    };
    expect(earned([line("1", 10_00n)], programWith({ earning }), { currency: EUR })).toBe(10n);
  });
});

describe("Rounding: down, nearest or up, decided once on the order's total, never per line", () => {
  const halves = [line("1", 50_00n), line("2", 50_00n), line("3", 50_00n)];
  it.each([
    ["down", 1n],
    ["nearest", 2n],
    ["up", 2n],
  ] as const)("%s makes %s of three halves", (rounding, points) => {
    const earning = { rate: { points: 1, per_amount: "100" }, rounding };
    expect(earned(halves, programWith({ earning }))).toBe(points);
  });

  it("comes after the tier, campaigns and volume", () => {
    const rules = programWith({
      earning: { rate: { points: 1, per_amount: "100" } },
      tiers: twoTiers({ multiplier: "1.5" }),
      campaigns: [
        {
          id: "third",
          starts_at: "2026-01-01T00:00",
          ends_at: "2026-02-01T00:00",
          effect: { multiplier: "1.3333" },
        },
      ],
    });
    // 1.5 x 1.5 x 1.3333 = 2.999925
    const context = contextOf({ tier: "gold" });
    expect(earned([line("1", 150_00n)], rules, {}, context)).toBe(2n);
  });
});

describe("which rate a line has", () => {
  const rules = programWith({
    earning: {
      rate: { points: 1, per_amount: "1" },
      rules: [
        { id: "shoes", lines: { types: ["Shoes"] }, rate: { points: 2, per_amount: "1" } },
        { id: "sale", lines: { tags: ["sale"] }, rate: null },
      ],
    },
    tiers: twoTiers({ rate: { points: 3, per_amount: "1" } }),
    wholesale: { customer_tags: ["opt"], rate: { points: 5, per_amount: "1" } },
  });
  const products = {
    "1": { type: "Shoes", tags: ["sale"] },
    "2": { type: "Hats", tags: ["sale"] },
    "3": { type: "Hats" },
  };
  const one = (productId: string) => [line("1", 1_00n, { productId })];

  it.each([
    ["the first rule that means it", "1", {}, 2n],
    ["nothing, where a rule says so", "2", {}, 0n],
    ["that of everybody", "3", {}, 1n],
    ["the tier's", "3", { tier: "gold" }, 3n],
    ["that of everybody in a tier without one", "3", { tier: "silver" }, 1n],
    ["that of everybody in a tier that the version does not have", "3", { tier: "platinum" }, 1n],
    ["wholesale's before the tier's", "3", { tier: "gold", customerTags: ["Opt"] }, 5n],
    ["a rule's before all", "1", { tier: "gold", customerTags: ["opt"] }, 2n],
  ])("%s", (_, productId, known, points) => {
    const context = contextOf({ products, ...known });
    expect(earned(one(productId), rules, {}, context)).toBe(points);
  });
});

describe("a tier's multiplier", () => {
  it.each([
    ["2", { points: 1, per_amount: "1" }, 200n],
    ["1.5", { points: 1, per_amount: "1" }, 150n],
    ["0.5", { points: 1, per_amount: "1" }, 50n],
    ["1.5", { points_per_item: 7 }, 10n],
  ])("of %s raises what a line earns by %j", (multiplier, rate, points) => {
    const rules = programWith({ earning: { rate }, tiers: twoTiers({ multiplier }) });
    const context = contextOf({ tier: "gold" });
    expect(earned([line("1", 100_00n)], rules, {}, context)).toBe(points);
  });
});

it("The most that one order may earn cuts what bonuses and volume make of it", () => {
  const rules = programWith({
    earning: { maximum_points_per_order: 150 },
    campaigns: [
      {
        id: "gift",
        starts_at: "2026-01-01T00:00",
        ends_at: "2026-02-01T00:00",
        effect: { bonus_points: 100 },
      },
    ],
  });
  const award = evaluateOrder(orderState([line("1", 60_00n)]), NO_CONTEXT, rules);
  expect(award).toMatchObject({ points: 150n, capped: true });
  expect(award.exact.toFraction()).toBe("160");
});

it("an order of somebody who is not enrolled earns nothing", () => {
  const order = orderState([line("1", 100_00n)], { shippingMinor: minor(10_00n) });
  const award = evaluateOrder(order, contextOf({ enrolled: false }), programWith({}));
  expect(award).toMatchObject({ points: 0n, reason: "not_enrolled" });
  expect(award.lines.map(({ eligibleMinor }) => eligibleMinor.toFraction())).toEqual(["10000"]);
});

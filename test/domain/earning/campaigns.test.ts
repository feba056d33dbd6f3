import { describe, expect, it } from "vitest";

import { NO_CONTEXT } from "../../../app/domain/order/context.ts";
import { evaluateOrder } from "../../../app/domain/order/evaluate.ts";
import { line, orderState } from "../../support/order-examples.ts";
import { contextOf, programWith, twoTiers } from "../../support/program-examples.ts";

const JANUARY = { starts_at: "2026-01-01T00:00", ends_at: "2026-02-01T00:00" };
const campaign = (id: string, effect: object, other: object = {}) => ({
  id,
  ...JANUARY,
  effect,
  ...other,
});

/** 100 RUB of a hat and twice 50 RUB of socks: 200 points at the rate. */
const LINES = [
  line("1", 100_00n, { productId: "1" }),
  line("2", 100_00n, { productId: "2", quantity: 2 }),
];

function awardOf(campaigns: object[], combine: "best" | "sum" = "best", context = NO_CONTEXT) {
  const rules = programWith({
    campaigns,
    campaigns_combine: combine,
    tiers: twoTiers({ multiplier: "1.5" }),
  });
  return evaluateOrder(orderState(LINES), context, rules);
}

const pointsOf = (...given: Parameters<typeof awardOf>) => awardOf(...given).points;

describe("Campaigns: multiplier or fixed bonus", () => {
  const HAT = { lines: { products: ["1"] } };
  it.each([
    ["twice the points", { multiplier: "2" }, {}, 400n],
    ["two and a half times, for the hat", { multiplier: "2.5" }, HAT, 350n],
    ["100 points for the order", { bonus_points: 100 }, {}, 300n],
    ["100 points for an order with a hat", { bonus_points: 100 }, HAT, 300n],
    [
      "100 points for an order with a coat",
      { bonus_points: 100 },
      { lines: { products: ["3"] } },
      200n,
    ],
    ["5 points for each item", { bonus_points_per_item: 5 }, {}, 215n],
    ["5 points for each hat", { bonus_points_per_item: 5 }, HAT, 205n],
  ])("%s", (_, effect, other, points) => {
    expect(pointsOf([campaign("c", effect, other)])).toBe(points);
  });

  it("a multiplier raises what the tier has made of it", () => {
    expect(
      pointsOf([campaign("c", { multiplier: "2" })], "best", contextOf({ tier: "gold" })),
    ).toBe(600n);
  });

  it("a bonus for items is not raised by the tier", () => {
    const bonus = campaign("c", { bonus_points_per_item: 10 });
    expect(pointsOf([bonus], "best", contextOf({ tier: "gold" }))).toBe(330n);
  });

  it("goods that a rule lets earn nothing get no bonus by the item, and no multiple of nothing", () => {
    const rules = (effect: object) =>
      programWith({
        earning: { rules: [{ id: "none", lines: { products: ["1"] }, rate: null }] },
        campaigns: [campaign("c", effect)],
      });
    const earned = (effect: object) =>
      evaluateOrder(orderState(LINES), NO_CONTEXT, rules(effect)).points;
    expect(earned({ bonus_points_per_item: 10 })).toBe(120n);
    expect(earned({ multiplier: "3" })).toBe(300n);
  });
});

describe("Campaigns: dates in the shop's time zone", () => {
  const spring = (zone: string, starts_at: string, ends_at: string, at: string) => {
    const rules = programWith({
      time_zone: zone,
      campaigns: [{ id: "c", starts_at, ends_at, effect: { multiplier: "2" } }],
    });
    const order = orderState([line("1", 100_00n)], { processedAt: new Date(at) });
    return evaluateOrder(order, NO_CONTEXT, rules).points === 200n;
  };

  it.each([
    [
      "begins at midnight in Moscow",
      "2026-12-01T00:00",
      "2026-12-02T00:00",
      "2026-11-30T21:00:00Z",
      true,
    ],
    [
      "not a moment before",
      "2026-12-01T00:00",
      "2026-12-02T00:00",
      "2026-11-30T20:59:59.999Z",
      false,
    ],
    [
      "ends before midnight there",
      "2026-12-01T00:00",
      "2026-12-02T00:00",
      "2026-12-01T21:00:00Z",
      false,
    ],
    [
      "and lasts till then",
      "2026-12-01T00:00",
      "2026-12-02T00:00",
      "2026-12-01T20:59:59.999Z",
      true,
    ],
  ])("%s", (_, from, until, at, runs) => {
    expect(spring("Europe/Moscow", from, until, at)).toBe(runs);
  });

  it.each([
    // In New York the clocks go from 2:00 to 3:00 on 8 March 2026, and from 2:00 back to 1:00 on 1 November.
    ["a day in winter time", "2026-03-07T00:00", "2026-03-08T00:00", "2026-03-07T05:00:00Z", true],
    [
      "the day of 23 hours, its last",
      "2026-03-08T00:00",
      "2026-03-09T00:00",
      "2026-03-09T03:59:59Z",
      true,
    ],
    [
      "the day of 23 hours, after it",
      "2026-03-08T00:00",
      "2026-03-09T00:00",
      "2026-03-09T04:00:00Z",
      false,
    ],
    [
      "the day of 25 hours, its last",
      "2026-11-01T00:00",
      "2026-11-02T00:00",
      "2026-11-02T04:59:59Z",
      true,
    ],
    [
      "the day of 25 hours, after it",
      "2026-11-01T00:00",
      "2026-11-02T00:00",
      "2026-11-02T05:00:00Z",
      false,
    ],
    [
      "a time that the clocks skip is the hour after",
      "2026-03-08T02:30",
      "2026-03-08T06:00",
      "2026-03-08T07:29:59Z",
      false,
    ],
    ["from that hour on", "2026-03-08T02:30", "2026-03-08T06:00", "2026-03-08T07:30:00Z", true],
    [
      "of a time that comes twice the first is meant",
      "2026-11-01T01:30",
      "2026-11-01T06:00",
      "2026-11-01T05:30:00Z",
      true,
    ],
    ["not before it", "2026-11-01T01:30", "2026-11-01T06:00", "2026-11-01T05:29:59Z", false],
  ])("daylight saving included: %s", (_, from, until, at, runs) => {
    expect(spring("America/New_York", from, until, at)).toBe(runs);
  });
});

describe("Campaigns: filters as above plus tier and customer tag", () => {
  const gold = campaign(
    "gold",
    { bonus_points: 50 },
    { orders: { tiers: ["gold"], customer_tags: ["vip"] } },
  );
  it.each([
    ["of the tier and the tag", { tier: "gold", customerTags: ["VIP"] }, 350n],
    ["of another tier", { tier: "silver", customerTags: ["vip"] }, 200n],
    ["without the tag", { tier: "gold" }, 300n],
  ])("a member %s", (_, known, points) => {
    expect(pointsOf([gold], "best", contextOf(known))).toBe(points);
  });
});

describe("Campaigns, several at once: the merchant chooses best-of or sum, with a cap per order", () => {
  const twice = campaign("twice", { multiplier: "2" });
  const bonus = campaign("bonus", { bonus_points: 150 });
  const items = campaign("items", { bonus_points_per_item: 20 });

  it("best-of: the one that gives the order most counts, the others do not", () => {
    const award = awardOf([items, twice, bonus]);
    expect(award.points).toBe(400n);
    expect(award.campaigns.map(({ campaign: { id } }) => id)).toEqual(["twice"]);
    expect(
      award.passedOver.map(({ campaign: { id }, points }) => [id, points.toFraction()]),
    ).toEqual([
      ["items", "60"],
      ["bonus", "150"],
    ]);
  });

  it("best-of: of two that give the same the first", () => {
    const award = awardOf([campaign("a", { bonus_points: 200 }), twice]);
    expect(award.campaigns.map(({ campaign: { id } }) => id)).toEqual(["a"]);
  });

  it("sum: each adds what it would add by itself", () => {
    expect(pointsOf([items, twice, bonus], "sum")).toBe(200n + 60n + 200n + 150n);
    const thrice = campaign("thrice", { multiplier: "3" });
    expect(pointsOf([twice, thrice], "sum")).toBe(200n + 200n + 400n);
  });

  it("a campaign adds no more to an order than its cap", () => {
    const capped = { maximum_points_per_order: 120 };
    expect(pointsOf([campaign("c", { multiplier: "2" }, capped)])).toBe(320n);
    expect(pointsOf([campaign("c", { bonus_points: 121 }, capped)])).toBe(320n);
    expect(pointsOf([campaign("c", { bonus_points_per_item: 50 }, capped)])).toBe(320n);
    expect(pointsOf([campaign("c", { bonus_points_per_item: 40 }, capped)])).toBe(320n);
    expect(pointsOf([campaign("c", { bonus_points_per_item: 39 }, capped)])).toBe(317n);
  });

  it("best-of looks at what the cap leaves", () => {
    const capped = campaign("capped", { multiplier: "9" }, { maximum_points_per_order: 100 });
    expect(pointsOf([capped, bonus])).toBe(350n);
  });

  it("what the cap leaves falls on the campaign's lines in proportion", () => {
    const HAT = { lines: { products: ["1"] }, maximum_points_per_order: 50 };
    const award = awardOf([campaign("c", { multiplier: "2" }, HAT)]);
    expect(award.lines.map((one) => one.points.toFraction())).toEqual(["150", "100"]);
  });
});

import { describe, expect, it } from "vitest";

import { currencyCode, minor } from "../../../app/domain/money.ts";
import { evaluateOrder } from "../../../app/domain/order/evaluate.ts";
import type { OrderFacts } from "../../../app/domain/order/order.ts";
import { line, orderState } from "../../support/order-examples.ts";
import { contextOf, programWith } from "../../support/program-examples.ts";

const JANUARY = { starts_at: "2026-01-01T00:00", ends_at: "2026-02-01T00:00" };

/** An order of so many roubles at 1 point for 100. */
function earned(
  roubles: bigint,
  wholesale: object,
  known: Parameters<typeof contextOf>[0] & Partial<OrderFacts> = {},
  campaigns: object[] = [],
) {
  const rules = programWith({
    earning: { rate: { points: 1, per_amount: "100" } },
    wholesale,
    campaigns,
  });
  const { companyId = null, currency, ...context } = known;
  const order = orderState([line("1", roubles * 100n)], {
    companyId,
    ...(currency ? { currency } : {}),
  });
  return evaluateOrder(order, contextOf(context), rules).points;
}

const COMPANY = { companyId: "77" };

describe("Wholesale: Shopify B2B companies or tagged customers", () => {
  const five = { customer_tags: ["opt"], rate: { points: 5, per_amount: "100" } };
  it.each([
    ["a company's order", five, COMPANY, 50n],
    ["a tagged customer's order", five, { customerTags: ["OPT"] }, 50n],
    ["anybody else's order", five, { customerTags: ["vip"] }, 10n],
    ["a company's order, where companies are not", { ...five, companies: false }, COMPANY, 10n],
  ])("%s", (_, wholesale, known, points) => {
    expect(earned(1_000n, wholesale, known)).toBe(points);
  });
});

describe("Wholesale: volume thresholds by order (500,000 RUB: 5 % more)", () => {
  const steps = {
    order_steps: [
      { from: "500000", percent: "5" },
      { from: "1000000", percent: "7.5" },
    ],
  };
  it.each([
    [499_999n, 4_999n],
    [500_000n, 5_250n],
    [999_999n, 10_499n],
    [1_000_000n, 10_750n],
  ])("an order of %s RUB earns %s points: the highest step counts", (roubles, points) => {
    expect(earned(roubles, steps, COMPANY)).toBe(points);
  });

  it("a retail order earns nothing more", () => {
    expect(earned(500_000n, steps)).toBe(5_000n);
  });

  it("it is that much more of everything that the order earns, campaigns included", () => {
    const bonus = { id: "c", ...JANUARY, effect: { bonus_points: 1_000 } };
    expect(earned(500_000n, steps, COMPANY, [bonus])).toBe(6_300n);
  });

  it("an order in other money than the thresholds reaches none", () => {
    const rules = programWith({
      earning: { rates: { EUR: { points: 1, per_amount: "1" } } },
      wholesale: { order_steps: [{ from: "1", percent: "50" }] },
    });
    const order = orderState([line("1", 100_00n)], { ...COMPANY, currency: currencyCode("EUR") });
    expect(evaluateOrder(order, contextOf({}), rules).points).toBe(100n);
  });
});

describe("Wholesale: volume thresholds by period", () => {
  const steps = {
    period: "quarter",
    period_steps: [
      { from: "1000000", percent: "3" },
      { from: "3000000", percent: "10" },
    ],
  };
  const after = (roubles: bigint) => ({ ...COMPANY, periodMinor: minor(roubles * 100n) });
  it.each([
    ["nothing", 0n, 1_000n],
    ["less than the first threshold with it", 899_999n, 1_000n],
    ["as much as the first threshold with it", 900_000n, 1_030n],
    ["more than the second", 5_000_000n, 1_100n],
  ])("an order of 100,000 RUB after %s in the period", (_, before, points) => {
    expect(earned(100_000n, steps, after(before))).toBe(points);
  });

  it("the percentages of order and period add up", () => {
    const both = { ...steps, order_steps: [{ from: "100000", percent: "5" }] };
    expect(earned(100_000n, both, after(900_000n))).toBe(1_080n);
  });
});

describe("Wholesale: exclusive campaigns", () => {
  const bonus = (orders?: object) => ({
    id: "c",
    ...JANUARY,
    effect: { bonus_points: 100 },
    ...(orders ? { orders } : {}),
  });
  const only = bonus({ wholesale: "only" });
  it.each([
    ["a campaign for wholesale counts for it", {}, only, COMPANY, 110n],
    ["and for nobody else", {}, only, {}, 10n],
    ["a campaign for all counts for it", {}, bonus(), COMPANY, 110n],
    [
      "but not where retail campaigns are not for wholesale",
      { retail_campaigns: false },
      bonus(),
      COMPANY,
      10n,
    ],
    ["where those for wholesale still count", { retail_campaigns: false }, only, COMPANY, 110n],
    ["and those of retail do for retail", { retail_campaigns: false }, bonus(), {}, 110n],
  ])("%s", (_, wholesale, campaign, known, points) => {
    expect(earned(1_000n, wholesale, known, [campaign])).toBe(points);
  });
});

describe("Wholesale: excluded from or given different retail rates", () => {
  it.each([
    ["a rate of its own", { rate: { percent: "10" } }, 100n],
    ["no points at all", { earns: false }, 0n],
  ])("%s", (_, wholesale, points) => {
    expect(earned(1_000n, wholesale, COMPANY)).toBe(points);
    expect(earned(1_000n, wholesale)).toBe(10n);
  });

  it("an order that earns nothing for that says so", () => {
    const rules = programWith({ wholesale: { earns: false } });
    const order = orderState([line("1", 100_00n)], COMPANY);
    expect(evaluateOrder(order, contextOf({}), rules).reason).toBe("wholesale");
  });
});

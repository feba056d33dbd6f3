import fc from "fast-check";

import { lineId } from "../../app/domain/ids.ts";
import { minor } from "../../app/domain/money.ts";
import type { OrderContext } from "../../app/domain/order/context.ts";
import type { JudgedOrder } from "../../app/domain/order/eligible.ts";
import { orderLines, orderRefunds } from "./order-arbitraries.ts";
import { day, orderState } from "./order-examples.ts";
import { contextOf, twoTiers } from "./program-examples.ts";
import type { Sections } from "./program-examples.ts";

/** Random program documents, and random orders with what surrounds them: few values that collide. */

const PRODUCTS = ["1", "2", "3"];
const TAGS = ["red", "Wool", "SALE"];

const rate = fc.constantFrom(
  { points: 1, per_amount: "1" },
  { points: 3, per_amount: "0.07" },
  { percent: "5.5" },
  { points_per_item: 7 },
);

const marks = fc.record(
  {
    products: fc.subarray(PRODUCTS, { minLength: 1 }),
    tags: fc.subarray(TAGS, { minLength: 1 }),
    types: fc.constant(["Hats"]),
  },
  { requiredKeys: [] },
);

const lineFilter = fc
  .record({ marks, except: fc.option(marks, { nil: undefined }) })
  .map(({ marks: wanted, except }) => ({ ...wanted, ...(except ? { except } : {}) }));

const orderFilter = fc.record(
  {
    channels: fc.subarray(["online", "pos", "subscription"], { minLength: 1 }),
    customer_tags: fc.constant(["vip"]),
    minimum_total: fc.constantFrom("1", "100", "250.50"),
    order_number: fc.constantFrom({ first: true }, { number: 2 }, { every: 3 }),
    tiers: fc.subarray(["silver", "gold"], { minLength: 1 }),
    wholesale: fc.constantFrom("only", "except"),
  },
  { requiredKeys: [] },
);

const ruleOf = (id: number) =>
  fc.record({ lines: lineFilter, orders: orderFilter, rate: fc.option(rate) }).map((rule) => ({
    id: `rule-${String(id)}`,
    ...rule,
  }));

const campaignOf = (id: number) =>
  fc
    .record({
      lines: lineFilter,
      orders: orderFilter,
      effect: fc.constantFrom(
        { multiplier: "2.5" },
        { multiplier: "1.1" },
        { bonus_points: 100 },
        { bonus_points_per_item: 3 },
      ),
      maximum_points_per_order: fc.constantFrom(null, 20, 500),
    })
    .map((campaign) => ({
      id: `campaign-${String(id)}`,
      name: { en: `Campaign ${String(id)}` },
      starts_at: "2025-12-30T00:00",
      ends_at: "2026-02-01T00:00",
      ...campaign,
    }));

const upTo = <One>(most: number, of: (id: number) => fc.Arbitrary<One>): fc.Arbitrary<One[]> =>
  fc
    .nat({ max: most })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, id) => of(id))));

/** Sections of documents that have tiers and wholesale, so that every filter may stand in them. */
export const sections: fc.Arbitrary<Sections> = fc
  .record({
    rate,
    rounding: fc.constantFrom("down", "nearest", "up"),
    maximum: fc.constantFrom(null, null, 300),
    base: fc.record({
      tax: fc.constantFrom("as_priced", "included", "excluded"),
      shipping: fc.boolean(),
      paid_with_points: fc.boolean(),
      discount_codes: fc.boolean(),
    }),
    rules: upTo(4, ruleOf),
    campaigns: upTo(4, campaignOf),
    campaigns_combine: fc.constantFrom("best" as const, "sum" as const),
    multiplier: fc.constantFrom("1", "1.5", "0.75"),
    percent: fc.constantFrom("5", "33.3"),
    earns: fc.constantFrom(true, true, true, false),
    retail_campaigns: fc.boolean(),
  })
  .map(({ rate: standing, rounding, maximum, base, rules, multiplier, percent, ...other }) => ({
    time_zone: "Europe/Moscow",
    earning: { rate: standing, rounding, maximum_points_per_order: maximum, base, rules },
    campaigns: other.campaigns,
    campaigns_combine: other.campaigns_combine,
    tiers: twoTiers({ multiplier, rate: { points: 2, per_amount: "1" } }),
    wholesale: {
      customer_tags: ["vip"],
      earns: other.earns,
      retail_campaigns: other.retail_campaigns,
      order_steps: [{ from: "100", percent }],
      period: "month",
      period_steps: [{ from: "300", percent: "2" }],
    },
  }));

/** Orders of a few products with refunds, tax, codes, shipping and points. */
export const judgedOrder: fc.Arbitrary<JudgedOrder> = fc
  .record({
    lines: orderLines,
    refunds: orderRefunds,
    channel: fc.constantFrom("web", "pos", "subscription_contract"),
    taxesIncluded: fc.boolean(),
    shipping: fc.constantFrom(0n, 300_00n),
    companyId: fc.constantFrom(null, null, "7"),
    codes: fc.constantFrom(0n, 10_01n),
    points: fc.constantFrom(0n, 33_33n),
  })
  .map(({ lines, shipping, codes, points, ...facts }) => {
    const sold = lines.map((line, index) => ({
      ...line,
      productId: PRODUCTS[index] ?? null,
      codeMinor: minor(codes),
    }));
    return {
      ...orderState(sold, {
        ...facts,
        shippingMinor: minor(shipping),
        shippingTaxMinor: minor(shipping / 6n),
        paidAt: day(1),
      }),
      pointsLines: new Map([[lineId("9"), minor(points)]]),
    };
  });

/** What may be known around such an order. */
export const context: fc.Arbitrary<OrderContext> = fc
  .record({
    customerTags: fc.subarray(["VIP", "other"]),
    tier: fc.constantFrom(null, "silver", "gold"),
    orderNumber: fc.integer({ min: 1, max: 4 }),
    periodMinor: fc.constantFrom(0n, 500_00n).map(minor),
    enrolled: fc.constantFrom(true, true, true, true, false),
    tags: fc.tuple(...PRODUCTS.map(() => fc.subarray(TAGS))),
  })
  .map(({ tags, ...known }) =>
    contextOf({
      ...known,
      products: Object.fromEntries(
        PRODUCTS.map((id, index) => [
          id,
          { type: index === 0 ? "hats" : null, tags: tags[index] ?? [] },
        ]),
      ),
    }),
  );

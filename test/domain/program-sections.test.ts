import { describe, expect, it } from "vitest";

import { defaultProgram, encodeProgram, parseProgram } from "../../app/domain/program.ts";
import { RUB } from "../support/order-examples.ts";
import { twoTiers } from "../support/program-examples.ts";

const base = encodeProgram(defaultProgram(RUB));

/** What is wrong with the default program with these sections in it. */
function problemsOf({ earning = {}, ...sections }: Record<string, unknown>): readonly string[] {
  const parsed = parseProgram({
    ...base,
    ...sections,
    earning: { ...base.earning, ...(earning as object) },
  });
  return parsed.kind === "ok" ? [] : parsed.problems.map(({ message }) => message);
}

const rule = (other: object) => ({
  earning: { rules: [{ id: "a", rate: { points: 1, per_amount: "1" }, ...other }] },
});
const campaign = (other: object) => ({
  campaigns: [
    {
      id: "a",
      starts_at: "2026-12-01T00:00",
      ends_at: "2027-01-01T00:00",
      effect: { multiplier: "2" },
      ...other,
    },
  ],
});
const tiers = (first: object, other: object = {}) => ({
  tiers: {
    basis: "spend",
    window: "lifetime",
    levels: [{ id: "a", name: { en: "A" }, threshold: "100", ...first }],
    ...other,
  },
});

describe("a document of all sections", () => {
  it("leaves out what it does not say, and says the rest in full", () => {
    const said = {
      ...base,
      time_zone: "Europe/Moscow",
      enrolment: { mode: "opt_in" },
      earning: {
        ...base.earning,
        rates: { EUR: { percent: "5", worth: { points: 1, amount: "0.01" } } },
        rules: [
          {
            id: "shoes",
            name: { ru: "Обувь" },
            lines: { types: ["Shoes"], except: { tags: ["sale"] } },
            orders: { channels: ["pos"], order_number: { every: 5 }, tiers: ["gold"] },
            rate: null,
          },
        ],
      },
      ...campaign({ maximum_points_per_order: null }),
      tiers: twoTiers({ entry_bonus: 100, free_shipping_from: "0.00" }),
      wholesale: { order_steps: [{ from: "500000", percent: "5" }] },
      stamp_cards: [
        { id: "coffee", name: { en: "Coffee" }, lines: { types: ["Coffee"] }, stamps: 6 },
      ],
      expiry: { kind: "end_of_year", years: 1, warn_days: [60, 7] },
    };
    const parsed = parseProgram(said);
    if (parsed.kind === "invalid") throw new Error(parsed.problems[0]?.message);
    const written = encodeProgram(parsed.program);
    expect(written).toMatchObject({
      earning: { rules: said.earning.rules, rates: said.earning.rates },
      campaigns: said.campaigns,
      stamp_cards: said.stamp_cards,
      expiry: said.expiry,
    });
    expect(written.tiers?.levels[1]).toEqual({
      id: "gold",
      name: { en: "Gold", ru: "Золото" },
      threshold: "50000.00",
      rate: null,
      multiplier: "1",
      entry_bonus: 100,
      birthday_bonus: 0,
      customer_tag: null,
      discount_percent: null,
      free_shipping_from: "0.00",
      manager: null,
    });
    expect(written.wholesale).toEqual({
      companies: true,
      customer_tags: [],
      earns: true,
      rate: null,
      retail_campaigns: true,
      order_steps: [{ from: "500000.00", percent: "5" }],
      period: null,
      period_steps: [],
      discount_percent: null,
      shared_balance: false,
    });
  });

  it("a document that was stored before there were any of them means what it meant", () => {
    const { currency, redemption } = base;
    const { rate, rounding, pending_days, maximum_points_per_order } = base.earning;
    const stored = {
      schema: 1,
      currency,
      earning: { rate, rounding, pending_days, maximum_points_per_order },
      redemption,
      expiry: { kind: "never" },
      clawback: { beyond_balance: "owe" },
    };
    expect(parseProgram(stored)).toEqual({ kind: "ok", program: defaultProgram(RUB) });
    const expiring = { ...stored, expiry: { kind: "after_days", days: 180 } };
    expect(parseProgram(expiring)).toMatchObject({
      program: { expiry: { kind: "after_days", days: 180, warnDays: [30, 3] } },
    });
  });
});

describe("a document is refused, with the place and what it must be", () => {
  const WRONG: [object, string][] = [
    [{ time_zone: "Moscow" }, 'time_zone must be an IANA time zone, such as "Europe/Moscow"'],
    [{ time_zone: "+03:00" }, 'time_zone must be an IANA time zone, such as "Europe/Moscow"'],
    [
      { earning: { rate: { percent: "0" } } },
      'earning.rate.percent must be a percentage in quotes above 0 and at most 100, such as "5.5"',
    ],
    [
      { earning: { rate: { percent: 5 } } },
      'earning.rate.percent must be a percentage in quotes above 0 and at most 100, such as "5.5"',
    ],
    [
      { earning: { rate: { points_per_item: 0 } } },
      "earning.rate.points_per_item must be a whole number of points from 1 to 1000000",
    ],
    [
      { earning: { rates: { EUR: { points: 1, per_amount: "0.001" } } } },
      "earning.rates.EUR.per_amount must have at most 2 digits after the point, as EUR has",
    ],
    [
      { earning: { rates: { EUR: { percent: "5" } } } },
      "earning.rates.EUR.worth is missing; it must be an object",
    ],
    [
      { earning: { rates: { RUB: { points: 1, per_amount: "1" } } } },
      "earning.rates.RUB must be left out: orders in RUB, the program's currency, earn by earning.rate",
    ],
    [
      { earning: { rates: { XXY: { points: 1, per_amount: "1" } } } },
      'earning.rates.XXY must be named by an ISO 4217 code in capitals, such as "EUR"',
    ],
    [
      { earning: { base: { tax: "none" } } },
      'earning.base.tax must be "as_priced" or "included" or "excluded"',
    ],
    [{ earning: { base: { shipping: 1 } } }, "earning.base.shipping must be true or false"],
    [rule({ id: "A b" }), "earning.rules.0.id must be 1 to 40 small letters, digits and hyphens"],
    [rule({ rate: undefined }), "earning.rules.0.rate is missing; it must be an object"],
    [rule({ lines: { tags: [] } }), "earning.rules.0.lines.tags must be a list of 1 to 250 tags"],
    [
      rule({ lines: { products: [11] } }),
      "earning.rules.0.lines.products.0 must be Shopify's numeric id of a product, in quotes",
    ],
    [
      rule({ lines: { colour: ["red"] } }),
      "earning.rules.0.lines.colour is not a field of a program; remove it or correct its name",
    ],
    [rule({ name: {} }), 'earning.rules.0.name must have a text as "en" or "ru"'],
    [
      rule({ orders: { tiers: ["gold"] } }),
      "earning.rules.0.orders.tiers.0 must be the id of a tier: the program has no tiers",
    ],
    [
      { ...rule({ orders: { tiers: ["bronze"] } }), tiers: twoTiers() },
      'earning.rules.0.orders.tiers.0 must be the id of a tier: use one of "silver", "gold"',
    ],
    [
      rule({ orders: { wholesale: "only" } }),
      "earning.rules.0.orders.wholesale must be left out: the program has no wholesale",
    ],
    [
      rule({ orders: { order_number: { first: false } } }),
      "earning.rules.0.orders.order_number.first must be true",
    ],
    [
      rule({ orders: { minimum_total: "0" } }),
      "earning.rules.0.orders.minimum_total must be above 0",
    ],
    [
      { earning: { rules: [1, 2].map(() => ({ id: "a", rate: null })) } },
      'earning.rules.1.id must be another than "a", which is taken',
    ],
    [
      campaign({ starts_at: "2026-12-01" }),
      'campaigns.0.starts_at must be a local date and time, such as "2026-12-01T00:00"',
    ],
    [
      campaign({ starts_at: "2026-02-30T00:00" }),
      'campaigns.0.starts_at must be a local date and time, such as "2026-12-01T00:00"',
    ],
    [campaign({ ends_at: "2026-12-01T00:00" }), "campaigns.0.ends_at must be later than starts_at"],
    [
      campaign({ effect: { multiplier: "0.5" } }),
      'campaigns.0.effect.multiplier must be a multiplier in quotes from 1 to 1000, such as "2.5"',
    ],
    [
      campaign({ effect: { bonus: 5 } }),
      'campaigns.0.effect.multiplier is missing; it must be a multiplier in quotes from 1 to 1000, such as "2.5"',
    ],
    [tiers({}, { levels: [] }), "tiers.levels must be a list of 1 to 20 tiers"],
    [
      tiers({ threshold: 100 }),
      'tiers.levels.0.threshold must be a decimal amount in quotes, such as "20000.00": the tiers go by money spent',
    ],
    [
      tiers({}, { basis: "orders" }),
      "tiers.levels.0.threshold must be a whole number without quotes: the tiers go by orders",
    ],
    [
      tiers({ threshold: "0", entry_bonus: 5 }),
      'tiers.levels.0.entry_bonus must be 0: everybody is in this tier from the first day; use an action of kind "welcome"',
    ],
    [
      { tiers: { ...twoTiers(), levels: twoTiers().levels.toReversed() } },
      "tiers.levels.1.threshold must be more than that of the tier before it (50000)",
    ],
    [
      { wholesale: { period_steps: [{ from: "5", percent: "1" }] } },
      'wholesale.period must be "month" or "quarter" or "year" where there are period_steps',
    ],
    [
      { wholesale: { order_steps: ["5", "5.00"].map((from) => ({ from, percent: "1" })) } },
      "wholesale.order_steps.1.from must be more than that of the step before it (5)",
    ],
    [
      {
        wholesale: {
          customer_tags: Array.from({ length: 101 }, (_, place) => `tag ${place}`),
          discount_percent: "5",
        },
      },
      "wholesale.customer_tags must be at most 100 tags beside a discount_percent: a checkout cannot ask for more",
    ],
    [
      { stamp_cards: [{ id: "a", name: { en: "A" }, lines: { vendors: ["Nike"] }, stamps: 6 }] },
      "stamp_cards.0.lines.vendors must be left out: a checkout tells a stamp card's goods by products and types alone",
    ],
    [
      {
        stamp_cards: [
          { id: "a", name: { en: "A" }, lines: { except: { tags: ["new"] } }, stamps: 6 },
        ],
      },
      "stamp_cards.0.lines.except.tags must be left out: a checkout tells a stamp card's goods by products and types alone",
    ],
    [
      { stamp_cards: [{ id: "a", name: { en: "A" }, lines: {}, stamps: 1 }] },
      "stamp_cards.0.stamps must be a whole number of stamps from 2 to 100",
    ],
    [
      { expiry: { kind: "inactivity", days: 90, warn_days: [3, 30] } },
      "expiry.warn_days must fall: the earliest warning first, such as [30, 3]",
    ],
  ];
  it("stamp cards that are longer than a checkout can read", () => {
    const products = Array.from({ length: 900 }, (_, place) => String(7_000_000_000 + place));
    const cards = [{ id: "a", name: { en: "A" }, lines: { products }, stamps: 6 }];
    const [problem] = problemsOf({ stamp_cards: cards });
    const text = "must come to at most 8000 characters, or a checkout cannot read them";
    expect(problem).toBe(`stamp_cards ${text}`);
  });

  it.each(WRONG)("%j: %s", (sections, message) => {
    const problems = problemsOf(sections as Record<string, unknown>);
    expect(problems[0]).toBe(message);
  });

  it("names every place at once", () => {
    expect(
      problemsOf({ ...rule({ id: "" }), ...campaign({ ends_at: "soon" }), time_zone: "x" }),
    ).toHaveLength(3);
  });
});

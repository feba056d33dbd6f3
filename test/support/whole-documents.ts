import { z } from "zod";
import { EARN_RULE_KINDS } from "../../app/domain/earn-rules/index.ts";

/**
 * Program documents that have, together, every field that the schema knows; a test holds that. All
 * are in roubles.
 */
export function wholeDocuments(): Record<string, unknown>[] {
  const base = {
    schema: 1,
    currency: "RUB",
    time_zone: "Europe/Moscow",
    enrolment: { mode: "automatic" },
    earning: {
      rate: { points: 1, per_amount: "100.00" },
      rates: {
        EUR: { points: 2, per_amount: "1.00" },
        USD: { percent: "5", worth: { points: 1, amount: "0.01" } },
      },
      rounding: "down",
      pending_days: 14,
      pending_from: "payment",
      maximum_points_per_order: 5000,
      base: { tax: "as_priced", shipping: false, paid_with_points: false, discount_codes: false },
      rules: [
        {
          id: "shoes",
          name: { en: "Shoes", ru: "Обувь" },
          lines: LINES,
          orders: { ...ORDERS, order_number: { first: true } },
          rate: { percent: "3.5" },
        },
        { id: "nothing", lines: { tags: ["sale"] }, rate: null },
        {
          id: "each",
          orders: { order_number: { number: 3 }, channels: ["pos"] },
          rate: { points_per_item: 7 },
        },
      ],
      actions: EARN_RULE_KINDS.map(({ kind, fields }) => ({
        kind,
        id: `for-${kind.replaceAll("_", "-")}`,
        name: { en: `For ${kind}`, ru: `За ${kind}` },
        ...Object.fromEntries(
          Object.entries(fields).map(([name, field]) => [name, firstFit(kind, name, field)]),
        ),
      })),
    },
    campaigns: [
      {
        id: "spring",
        name: { en: "Spring", ru: "Весна" },
        starts_at: "2027-03-01T00:00",
        ends_at: "2027-06-01T00:00",
        lines: LINES,
        orders: { ...ORDERS, order_number: { every: 5 } },
        effect: { multiplier: "2.5" },
        maximum_points_per_order: 300,
      },
      {
        id: "bonus",
        starts_at: "2027-07-01T00:00",
        ends_at: "2027-07-02T00:00",
        effect: { bonus_points: 100 },
      },
      {
        id: "piece",
        starts_at: "2027-08-01T00:00",
        ends_at: "2027-08-02T00:00",
        effect: { bonus_points_per_item: 5 },
      },
    ],
    campaigns_combine: "best",
    tiers: {
      basis: "spend",
      window: "rolling_12_months",
      grace_days: 30,
      levels: [
        { id: "silver", name: { en: "Silver", ru: "Серебро" }, threshold: "0" },
        {
          id: "gold",
          name: { en: "Gold", ru: "Золото" },
          threshold: "50000.00",
          rate: { points: 2, per_amount: "100.00" },
          multiplier: "1.5",
          entry_bonus: 500,
          birthday_bonus: 300,
          customer_tag: "gold",
          discount_percent: "3",
          free_shipping_from: "2000.00",
          manager: "Anna",
        },
      ],
    },
    wholesale: {
      companies: true,
      customer_tags: ["opt"],
      rate: { percent: "1" },
      retail_campaigns: true,
      order_steps: [{ from: "500000.00", percent: "5" }],
      period: "quarter",
      period_steps: [{ from: "1000000.00", percent: "10" }],
      discount_percent: "7",
      shared_balance: false,
      earns: true,
    },
    stamp_cards: [{ id: "coffee", name: { en: "Coffee", ru: "Кофе" }, lines: STAMPED, stamps: 6 }],
    redemption: {
      worth: { points: 1, amount: "1.00" },
      step_points: 10,
      minimum_points: 100,
      maximum_share_percent: 30,
      hold_minutes: 30,
    },
    expiry: { kind: "after_days", days: 180, warn_days: [30, 3] },
    clawback: { beyond_balance: "owe" },
  };
  const level = (id: string, threshold: number, rate: unknown) => ({
    id,
    name: { en: id, ru: id },
    threshold,
    rate,
  });
  const plain = { ...base, earning: { ...base.earning, rules: [], actions: [] }, campaigns: [] };
  return [
    base,
    {
      ...plain,
      earning: { ...plain.earning, rate: { percent: "5" }, pending_from: "fulfilment" },
      tiers: {
        basis: "points",
        window: "calendar_year",
        grace_days: 0,
        levels: [level("one", 0, { percent: "5" }), level("two", 1000, { points_per_item: 3 })],
      },
      wholesale: { ...base.wholesale, rate: { points: 1, per_amount: "50.00" } },
      expiry: { kind: "after_months", months: 6, warn_days: [14] },
    },
    {
      ...plain,
      earning: { ...plain.earning, rate: { points_per_item: 4 }, pending_days: 0 },
      tiers: { basis: "orders", window: "lifetime", levels: [level("one", 1, null)] },
      wholesale: { ...base.wholesale, rate: { points_per_item: 2 } },
      expiry: { kind: "end_of_year", years: 1 },
    },
    {
      ...plain,
      earning: {
        ...plain.earning,
        rules: [
          {
            id: "fifth",
            orders: { order_number: { every: 5 } },
            rate: { points: 3, per_amount: "100.00" },
          },
        ],
      },
      campaigns: [
        {
          ...base.campaigns[0],
          orders: { order_number: { number: 2 } },
        },
        { ...base.campaigns[1], orders: { order_number: { first: true } } },
      ],
      tiers: null,
      wholesale: null,
      expiry: { kind: "inactivity", days: 365 },
    },
    { ...plain, expiry: { kind: "never" } },
  ];
}

/** All that a stamp card may ask. */
const STAMPED = {
  products: ["1001"],
  types: ["Coffee"],
  except: { products: ["1002"], types: ["Tea"] },
};

const LINES = {
  products: ["1001"],
  collections: ["2001"],
  types: ["Shoes"],
  vendors: ["Nike"],
  tags: ["new"],
  except: {
    products: ["1002"],
    collections: ["2002"],
    types: ["Boots"],
    vendors: ["Puma"],
    tags: ["sale"],
  },
};

const ORDERS = {
  channels: ["online", "pos"],
  customer_tags: ["vip"],
  minimum_total: "1000.00",
  tiers: ["gold"],
  wholesale: "except",
};

/** Words for fields that take any, or the name of something. */
const WORDS = ["new", "silver", "two", "Asia/Tokyo", "KZT"];

const FIRST_VALUES: readonly unknown[] = [1, 7, 30, "100.00", "2", true, ...WORDS];

/**
 * Values that may stand in the place of another one; not all of them are valid there.
 * @param choices where the field has a choice of words
 */
export function valuesBeside(value: unknown, choices: readonly unknown[]): unknown[] {
  if (choices.length > 0) return choices.filter((choice) => choice !== value);
  if (typeof value === "number") return [value + 1, value - 1, value * 2];
  if (typeof value === "boolean") return [!value];
  if (typeof value !== "string") return [];
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return [value.replace(/T\d\d/, "T05")];
  if (/^\d+$/.test(value)) return [String(Number(value) + 1), "3"];
  if (/^\d+\.\d+$/.test(value)) return [(Number(value) + 1).toFixed(2), "1.25"];
  return WORDS.filter((word) => word !== value);
}

function firstFit(kind: string, name: string, field: unknown): unknown {
  const { safeParse } = field as { safeParse: (value: unknown) => { success: boolean } };
  const { enum: options = [] } = z.toJSONSchema(field as z.ZodType, { io: "input" });
  const found = [...options, ...FIRST_VALUES].find((one) => safeParse(one).success);
  if (found === undefined) throw new Error(`no candidate fits ${kind}.${name}: add one`);
  return found;
}

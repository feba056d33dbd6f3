import fc from "fast-check";
import type {
  PlainCampaign,
  PlainDocument,
  PlainLineFilter,
  PlainOrderFilter,
  PlainRate,
  PlainRule,
  PlainTiers,
} from "../../support/programme-model/document.ts";

const rate: fc.Arbitrary<PlainRate> = fc.constantFrom<PlainRate>(
  { points: 1, per_amount: "1.00" },
  { points: 3, per_amount: "0.07" },
  { points: 1, per_amount: "100.00" },
  { points: 1000, per_amount: "33.33" },
  { percent: "5" },
  { percent: "7.25" },
  { points_per_item: 3 },
);

const lines: fc.Arbitrary<PlainLineFilter> = fc.constantFrom<PlainLineFilter>(
  { vendors: ["Baltica"] },
  { vendors: ["Ладога", "Volga"] },
  { except: { vendors: ["Volga"] } },
  { vendors: ["Baltica", "Volga"], except: { vendors: ["Volga"] } },
);

const orders = (tiers: readonly string[]): fc.Arbitrary<PlainOrderFilter> =>
  fc.constantFrom<PlainOrderFilter>(
    { channels: ["pos", "subscription"] },
    { channels: ["online"] },
    { minimum_total: "5000.00" },
    { order_number: { first: true } },
    { order_number: { number: 2 } },
    { order_number: { every: 2 }, channels: ["online", "subscription"] },
    ...(tiers.length > 0 ? [{ tiers: tiers.slice(-1) }, { tiers: tiers.slice(0, 1) }] : []),
  );

const THRESHOLDS = {
  spend: ["3000.00", "15000.00", "60000.00"],
  points: [20, 400, 9000],
  orders: [1, 2, 4],
} as const;

const tiers: fc.Arbitrary<PlainTiers> = fc
  .record({
    basis: fc.constantFrom("spend" as const, "points" as const, "orders" as const),
    window: fc.constantFrom(
      "rolling_12_months" as const,
      "calendar_year" as const,
      "lifetime" as const,
    ),
    grace_days: fc.constantFrom(0, 0, 14, 90),
    levels: fc.array(
      fc.record({
        rate: fc.option(rate, { freq: 2 }),
        multiplier: fc.constantFrom("1", "1.5", "2", "0.25"),
        entry_bonus: fc.constantFrom(0, 50, 777),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    startsAtNothing: fc.boolean(),
  })
  .map(({ levels, startsAtNothing, ...rest }) => ({
    ...rest,
    levels: levels.map((level, index) => {
      const isFirst = index === 0 && startsAtNothing;
      return {
        ...level,
        id: `level-${String(index)}`,
        name: { en: `Level ${String(index)}` },
        threshold: isFirst ? nothing(rest.basis) : (THRESHOLDS[rest.basis][index] ?? 0),
        entry_bonus: isFirst ? 0 : level.entry_bonus,
      };
    }),
  }));

const nothing = (basis: PlainTiers["basis"]) => (basis === "spend" ? "0.00" : 0);

const rules = (ids: readonly string[]): fc.Arbitrary<PlainRule[]> =>
  fc
    .array(
      fc.record(
        { lines: lines, orders: orders(ids), rate: fc.option(rate, { freq: 4 }) },
        { requiredKeys: ["rate"] },
      ),
      { maxLength: 2 },
    )
    .map((all) => all.map((one, index) => ({ id: `rule-${String(index)}`, ...one })));

const DATES = ["2026-01-01T00:00", "2026-02-10T00:00", "2026-04-01T12:30", "2026-10-25T03:00"];
const ENDS = ["2026-03-01T00:00", "2026-07-01T00:00", "2027-01-01T00:00", "2031-01-01T00:00"];

const campaigns = (ids: readonly string[]): fc.Arbitrary<PlainCampaign[]> =>
  fc
    .array(
      fc.record(
        {
          starts_at: fc.constantFrom(...DATES),
          ends_at: fc.constantFrom(...ENDS),
          lines: lines,
          orders: orders(ids),
          effect: fc.constantFrom<PlainCampaign["effect"]>(
            { multiplier: "2" },
            { multiplier: "3.75" },
            { bonus_points: 120 },
            { bonus_points_per_item: 7 },
          ),
          maximum_points_per_order: fc.constantFrom(null, null, 60, 500),
        },
        { requiredKeys: ["starts_at", "ends_at", "effect", "maximum_points_per_order"] },
      ),
      { maxLength: 3 },
    )
    .map((all) =>
      all
        .filter(({ starts_at: from, ends_at: until }) => from < until)
        .map((one, index) => ({ id: `campaign-${String(index)}`, ...one })),
    );

/** A programme document, from one that knows rates alone to one with everything at once. */
export const programmeDocument: fc.Arbitrary<PlainDocument> = fc
  .option(tiers, { freq: 3 })
  .chain((chosen) => {
    const ids = chosen?.levels.map(({ id }) => id) ?? [];
    return fc.record({
      schema: fc.constant(1 as const),
      currency: fc.constant("RUB" as const),
      time_zone: fc.constantFrom("UTC" as const, "Europe/Moscow" as const),
      earning: fc.record({
        rate,
        rounding: fc.constantFrom("down" as const, "nearest" as const, "up" as const),
        pending_days: fc.constantFrom(0, 14),
        maximum_points_per_order: fc.constantFrom(null, null, 1, 800, 2_000),
        rules: rules(ids),
      }),
      campaigns: campaigns(ids),
      campaigns_combine: fc.constantFrom("best" as const, "sum" as const),
      tiers: fc.constant(chosen),
      redemption: fc.constant({
        worth: { points: 1, amount: "1.00" },
        step_points: 10,
        minimum_points: 100,
        maximum_share_percent: 30,
      }),
      expiry: fc.constantFrom<PlainDocument["expiry"]>(
        { kind: "never" },
        { kind: "after_days", days: 365 },
      ),
      clawback: fc.record({
        beyond_balance: fc.constantFrom("owe" as const, "stop_at_zero" as const),
      }),
    });
  });

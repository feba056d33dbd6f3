import { NO_CONTEXT } from "../../app/domain/order/context.ts";
import type { OrderContext } from "../../app/domain/order/context.ts";
import { minor } from "../../app/domain/money.ts";
import { defaultProgram, encodeProgram, parseProgram } from "../../app/domain/program.ts";
import type { Program } from "../../app/domain/program.ts";
import { line, orderState, RUB } from "../support/order-examples.ts";

/** How many lines the order has. */
const LINES = 4;

/**
 * A program of fifty rules: thirty-four rates of their own for goods that are told in every way, and
 * sixteen campaigns that all run at once; with tiers and wholesale besides.
 */
export function fiftyRules(): Program {
  const rules = Array.from({ length: 34 }, (_, index) => ({
    id: `rule-${String(index)}`,
    lines: [
      { collections: [String(1000 + index)] },
      { tags: [`tag-${String(index)}`, "sale"], except: { vendors: ["Nobody"] } },
      { types: [`Type ${String(index)}`] },
      { products: [String(5000 + index), String(6000 + index)] },
      { vendors: [`Vendor ${String(index)}`] },
    ][index % 5],
    ...(index % 3 === 0 ? { orders: { channels: ["online"], minimum_total: "500.00" } } : {}),
    rate: index % 7 === 0 ? { percent: "3.5" } : { points: 1 + index, per_amount: "100.00" },
  }));
  const campaigns = Array.from({ length: 16 }, (_, index) => ({
    id: `campaign-${String(index)}`,
    starts_at: "2025-12-01T00:00",
    ends_at: "2026-03-01T00:00",
    ...(index % 2 === 0 ? { lines: { tags: [`season-${String(index)}`, "winter"] } } : {}),
    ...(index % 3 === 0
      ? { orders: { customer_tags: ["friend"], tiers: ["gold", "silver"] } }
      : {}),
    effect: index % 4 === 0 ? { bonus_points: 10 + index } : { multiplier: `1.${String(index)}` },
    maximum_points_per_order: index % 5 === 0 ? 50 : null,
  }));
  const base = encodeProgram(defaultProgram(RUB));
  const parsed = parseProgram({
    ...base,
    time_zone: "Europe/Moscow",
    earning: { ...base.earning, rules },
    campaigns,
    tiers: {
      basis: "spend",
      window: "rolling_12_months",
      levels: [
        { id: "silver", name: { en: "Silver" }, threshold: "10000.00", multiplier: "1.25" },
        { id: "gold", name: { en: "Gold" }, threshold: "50000.00", multiplier: "1.5" },
      ],
    },
    wholesale: { customer_tags: ["wholesale"], order_steps: [{ from: "100000", percent: "5" }] },
  });
  if (parsed.kind === "invalid") throw new Error(parsed.problems[0]?.message);
  return parsed.program;
}

/** An order of four lines: by a late rule, by an early one, by none, and of three units. */
export const fourLines = orderState([
  line("1", 1999_00n, { productId: "1" }),
  line("2", 349_90n, { productId: "2", quantity: 3 }),
  line("3", 12_500_00n, { productId: "3" }),
  line("4", 75_00n, { productId: "4", quantity: 2 }),
]);

/** Gold, with products of some tags and collections each. */
export const around: OrderContext = {
  surroundings: {
    customerTags: ["newsletter", "friend"],
    products: new Map(
      Array.from({ length: LINES }, (_, index) => [
        String(index + 1),
        {
          type: index === 0 ? "Type 32" : "Shirts",
          vendor: "Ours",
          tags: index === 1 ? ["cotton", "tag-6", "summer"] : ["winter", "wool", "new"],
          collections: ["77", "78", "79"],
        },
      ]),
    ),
  },
  member: { ...NO_CONTEXT.member, tier: "gold", orderNumber: 12, periodMinor: minor(0n) },
};

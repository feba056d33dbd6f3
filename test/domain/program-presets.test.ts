import { describe, expect, it } from "vitest";
import { currencyCode } from "../../app/domain/money.ts";
import { PRESETS, presetDocument, type PresetName } from "../../app/domain/program-presets.ts";
import { parseProgram, type Program } from "../../app/domain/program.ts";
import { previewOrder, type SampleOrderInput } from "../../app/domain/sample-order.ts";

const programOf = (name: PresetName, currency = "RUB"): Program => {
  const parsed = parseProgram(presetDocument(name, currencyCode(currency), "Europe/Moscow"));
  if (parsed.kind === "ok") return parsed.program;
  throw new Error(parsed.problems.map(({ message }) => message).join("; "));
};

function earned(program: Program, price: string, more: Partial<SampleOrderInput> = {}): bigint {
  const order = { lines: [{ price }], placed_at: "2027-01-15T12:00", ...more };
  const outcome = previewOrder(order, program);
  if (outcome.kind === "ok") return outcome.preview.points;
  throw new Error(`${outcome.path} ${outcome.message}`);
}

describe("Presets", () => {
  it.each(
    PRESETS.flatMap((name) => ["RUB", "USD", "JPY", "KWD"].map((code) => [name, code] as const)),
  )("%s is a valid document in %s", (name, code) => {
    expect(programOf(name, code).currency).toBe(code);
  });

  it("simple points: 1 point for every 100, expiring after 12 months", () => {
    const program = programOf("simple_points");
    expect(earned(program, "5000")).toBe(50n);
    expect(program.expiry).toMatchObject({ kind: "after_months", months: 12 });
  });

  it.each([
    ["RUB", "2000", 100n],
    ["USD", "20", 100n],
    ["JPY", "2000", 100n],
  ])("cashback: 5 %% of an order in %s come back in points", (currency, price, points) => {
    expect(earned(programOf("cashback", currency), price)).toBe(points);
  });

  it("tiers: bronze, silver and gold multiply the points", () => {
    const program = programOf("tiers");
    const inTier = (tier: string) => earned(program, "10000", { tier });
    expect(["bronze", "silver", "gold"].map(inTier)).toEqual([100n, 125n, 150n]);
  });

  it("plain discount card: a standing percentage on sign-up, and no points", () => {
    const program = programOf("discount_card");
    expect(program.enrolment.mode).toBe("opt_in");
    expect(program.tiers?.levels).toMatchObject([{ threshold: 0n }]);
    expect(program.tiers?.levels[0]?.discountPercent?.toString()).toBe("5");
    expect(earned(program, "5000")).toBe(0n);
  });

  it("stamp card: the n-th of a product is free", () => {
    const program = programOf("stamp_card");
    expect(program.stampCards).toMatchObject([{ stamps: 6, lines: { types: ["Coffee"] } }]);
    expect(earned(program, "5000")).toBe(0n);
  });

  it("the Russian 3/5/7/10 % from 0/20,000/50,000/100,000 roubles, at most 15 % of an order in points, 180 days", () => {
    const program = programOf("russian_retail");
    const inTier = (tier: string) => earned(program, "10000", { tier });
    expect(["three", "five", "seven", "ten"].map(inTier)).toEqual([300n, 500n, 700n, 1000n]);
    const thresholds = program.tiers?.levels.map(({ threshold }) => threshold);
    expect(thresholds).toEqual([0n, 20_000_00n, 50_000_00n, 100_000_00n]);
    expect(program.redemption.maximumSharePercent).toBe(15);
    expect(program.expiry).toMatchObject({ kind: "after_days", days: 180 });
  });
});

import { describe, expect, it } from "vitest";
import { parseProgram, type Program } from "../../app/domain/program.ts";
import { previewOrder, type SampleOrderInput } from "../../app/domain/sample-order.ts";
import { encodeProgram } from "../../app/domain/program.ts";
import { program } from "../support/order-examples.ts";

const base = encodeProgram(program());

function withEarning(earning: object, more: object = {}): Program {
  const parsed = parseProgram({ ...base, earning: { ...base.earning, ...earning }, ...more });
  if (parsed.kind === "ok") return parsed.program;
  throw new Error(parsed.problems.map(({ message }) => message).join("; "));
}

const AT = "2027-03-05T12:00";

function pointsOf(judged: Program, order: Partial<SampleOrderInput>): bigint {
  const outcome = previewOrder({ lines: [{ price: "1000" }], placed_at: AT, ...order }, judged);
  if (outcome.kind === "ok") return outcome.preview.points;
  throw new Error(`${outcome.path} ${outcome.message}`);
}

const bonus = (orders: object) =>
  withEarning(
    {},
    {
      campaigns: [
        {
          id: "extra",
          starts_at: "2027-03-05T00:00",
          ends_at: "2027-03-06T00:00",
          orders,
          effect: { bonus_points: 1000 },
        },
      ],
      tiers: {
        basis: "spend",
        window: "lifetime",
        levels: [{ id: "gold", name: { en: "Gold" }, threshold: "1" }],
      },
      wholesale: {},
      time_zone: "Asia/Tokyo",
    },
  );

describe("A preview on a sample order", () => {
  it("judges goods by their type, vendor, tags and collections, and leaves gift cards out", () => {
    const rule = (lines: object) => withEarning({ rules: [{ id: "x", lines, rate: null }] });
    const line = {
      price: "1000",
      type: "Shoes",
      vendor: "Nike",
      tags: ["new"],
      collections: ["7"],
    };
    for (const lines of [
      { types: ["shoes"] },
      { vendors: ["Nike"] },
      { tags: ["new"] },
      { collections: ["7"] },
    ]) {
      expect(pointsOf(rule(lines), { lines: [line, { price: "500" }] })).toBe(5n);
    }
    expect(pointsOf(withEarning({}), { lines: [{ price: "1000", gift_card: true }] })).toBe(0n);
  });

  it.each<[object, Partial<SampleOrderInput>]>([
    [{ customer_tags: ["vip"] }, { customer_tags: ["vip"] }],
    [{ tiers: ["gold"] }, { tier: "gold" }],
    [{ channels: ["pos"] }, { channel: "pos" }],
    [{ order_number: { number: 3 } }, { order_number: 3 }],
    [{ minimum_total: "2000" }, { lines: [{ price: "1000", quantity: 2 }] }],
    [{ wholesale: "only" }, { company: true }],
  ])("asks %j of the order: it is true of %j", (orders, order) => {
    const plain = withEarning({});
    expect(pointsOf(bonus(orders), order) - pointsOf(plain, order)).toBe(1000n);
    expect(pointsOf(bonus(orders), { order_number: 2 })).toBe(10n);
  });

  it("goes by the shop's clock", () => {
    expect(pointsOf(bonus({}), { placed_at: "2027-03-04T23:59" })).toBe(10n);
    expect(pointsOf(bonus({}), { placed_at: "2027-03-05T00:00" })).toBe(1010n);
  });

  it("counts what codes and points have taken off as the programme says", () => {
    const line = { price: "1000", taken_off_by_codes: "200", paid_with_points: "300" };
    const judged = (earning: object) => pointsOf(withEarning(earning), { lines: [line] });
    expect(judged({})).toBe(5n);
    expect(judged({ base: { discount_codes: true, paid_with_points: true } })).toBe(10n);
  });

  it.each([
    [{ lines: [] }, "lines"],
    [{ lines: [{ price: "much" }] }, "lines.0.price"],
    [{ placed_at: "tomorrow" }, "placed_at"],
    [{ lines: [{ price: "1", taken_off_by_codes: "2" }] }, ""],
  ])("says what of %j is no order", (order, path) => {
    const outcome = previewOrder(
      { lines: [{ price: "1000" }], placed_at: AT, ...order },
      withEarning({}),
    );
    expect(outcome).toMatchObject({ kind: "invalid", path });
  });
});

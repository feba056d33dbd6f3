import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleOrder, mostPayable } from "../../app/domain/example-order.ts";
import { minor } from "../../app/domain/money.ts";
import { points } from "../../app/domain/points.ts";
import { worthOf, type Program } from "../../app/domain/program.ts";
import { program } from "../support/order-examples.ts";

const redeeming = (changes: Partial<Program["redemption"]>): Program => {
  const base = program();
  return { ...base, redemption: { ...base.redemption, ...changes } };
};

describe("an example order", () => {
  it("earns, and can be paid, what a real one would", () => {
    expect(exampleOrder(minor(5_990_50n), program())).toEqual({
      earned: 59n,
      capped: false,
      worthMinor: 59_00n,
      payablePoints: 1790n,
      payableMinor: 1790_00n,
    });
  });

  it("says where the maximum per order has cut it", () => {
    expect(exampleOrder(minor(90_000_00n), program({ maximum: 500n }))).toMatchObject({
      earned: 500n,
      capped: true,
    });
  });

  it("of nothing earns nothing and is paid by nothing", () => {
    expect(exampleOrder(minor(0n), program())).toMatchObject({ earned: 0n, payablePoints: 0n });
  });
});

describe("the most that points may pay", () => {
  it.each([
    ["the share, in whole steps", {}, 1_000_00n, 300n],
    ["nothing below the minimum", {}, 330_00n, 0n],
    ["the minimum itself", {}, 334_00n, 100n],
    ["all of it at a share of 100", { maximumSharePercent: 100 }, 1_000_00n, 1000n],
    [
      "by the worth of a point",
      { worth: { points: points(3n), amountMinor: minor(1_00n) } },
      1_000_00n,
      900n,
    ],
  ])("is %s", (_, changes, total, expected) => {
    expect(mostPayable(minor(total), redeeming(changes))).toBe(expected);
  });

  it("is never more than the share, and one more step would be", () => {
    const cases = fc.record({
      total: fc.bigInt({ min: 0n, max: 10n ** 9n }),
      step: fc.bigInt({ min: 1n, max: 500n }),
      share: fc.integer({ min: 1, max: 100 }),
      amount: fc.bigInt({ min: 1n, max: 500n }),
      perPoints: fc.bigInt({ min: 1n, max: 20n }),
    });
    fc.assert(
      fc.property(cases, ({ total, step, share, amount, perPoints }) => {
        const one = redeeming({
          stepPoints: points(step),
          minimumPoints: points(0n),
          maximumSharePercent: share,
          worth: { points: points(perPoints), amountMinor: minor(amount) },
        });
        const most = mostPayable(minor(total), one);
        const limit = total * BigInt(share);
        expect(most % step).toBe(0n);
        expect(worthOf(most, one) * 100n).toBeLessThanOrEqual(limit);
        // In exact money, because a step may be worth less than a minor unit more.
        expect((most + step) * amount * 100n).toBeGreaterThan((limit - (limit % 100n)) * perPoints);
      }),
    );
  });
});

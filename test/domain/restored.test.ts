import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { lineId } from "../../app/domain/ids.ts";
import { minor } from "../../app/domain/money.ts";
import { applyOrderEvents } from "../../app/domain/order/merge.ts";
import { restoration } from "../../app/domain/order/restored.ts";
import { points } from "../../app/domain/points.ts";
import { orderFactsOf } from "../support/order-arbitraries.ts";
import { amountRefund, day, line, orderState, refundOf } from "../support/order-examples.ts";

const taken = (captured: bigint, ...lines: [string, bigint][]) => ({
  points: points(captured),
  minor: minor(lines.reduce((sum, [, amount]) => sum + amount, 0n)),
  lines: lines.map(([id, amount]) => ({ lineId: lineId(id), minor: minor(amount) })),
});

/** Three of line 1 with 300.00 off, one of line 2 with 100.00 off, paid with 400 points. */
const goods = [line("1", 9_00n, { quantity: 3 }), line("2", 5_00n), line("3", 7_00n)];
const captured = taken(400n, ["1", 300_00n], ["2", 100_00n]);
type Facts = NonNullable<Parameters<typeof orderState>[1]>;
const back = (other: Facts, lines = goods, of = captured) =>
  restoration(of, orderState(lines, other));
const removed = (id: string, count: number) =>
  goods.map((one) => (one.id === id ? { ...one, removed: count } : one));

describe("what comes back of the points that an order was paid with", () => {
  it.each<[string, Facts, typeof goods, bigint]>([
    ["nothing while nothing does", {}, goods, 0n],
    ["one of three", { refunds: [refundOf("1", [["1", 1, 0n]])] }, goods, 100n],
    [
      "two of three, at different times",
      { refunds: [refundOf("1", [["1", 1, 0n]]), refundOf("2", [["1", 1, 0n]])] },
      goods,
      200n,
    ],
    ["a whole line", { refunds: [refundOf("1", [["2", 1, 0n]])] }, goods, 100n],
    [
      "nothing with a line that had no discount",
      { refunds: [refundOf("1", [["3", 1, 0n]])] },
      goods,
      0n,
    ],
    [
      "everything with all that was discounted",
      {
        refunds: [
          refundOf("1", [
            ["1", 3, 0n],
            ["2", 1, 0n],
          ]),
        ],
      },
      goods,
      400n,
    ],
    [
      "no more than all",
      {
        refunds: [
          refundOf("1", [
            ["1", 9, 0n],
            ["2", 7, 0n],
          ]),
        ],
      },
      goods,
      400n,
    ],
    ["an edit's removal like a return", {}, removed("1", 2), 200n],
    [
      "an edit's removal once, where a refund lists it too",
      { refunds: [refundOf("1", [["1", 2, 0n]], { isEdit: true })] },
      goods,
      200n,
    ],
    [
      "a removal and a return together",
      { refunds: [refundOf("1", [["1", 1, 0n]])] },
      removed("1", 1),
      200n,
    ],
    ["a line that is no longer there", {}, goods.slice(1), 300n],
    ["nothing with money alone", { refunds: [amountRefund("1", 500_00n)] }, goods, 0n],
    ["all with a cancellation", { cancelledAt: day(4) }, goods, 400n],
  ])("is %s", (_, facts, lines, restored) => {
    expect(back(facts, lines).points).toBe(restored);
  });

  it("is all with a deletion", () => {
    const state = orderState(goods);
    expect(restoration(captured, { ...state, deletedAt: day(5) })).toMatchObject({
      points: 400n,
      reason: "deleted",
    });
  });

  it("is rounded down to whole points, and ends with all of them", () => {
    const thirds = (count: number) =>
      back({ refunds: [refundOf("1", [["1", count, 0n]])] }, goods, taken(100n, ["1", 99_99n]))
        .points;
    expect([1, 2, 3].map(thirds)).toEqual([33n, 66n, 100n]);
  });

  it("tells how much of which line has come back", () => {
    const { lines, returnedMinor, reason } = back({ refunds: [refundOf("1", [["1", 1, 0n]])] });
    expect(lines.map(({ returned }) => returned.toFraction())).toEqual(["1/3", "0"]);
    expect([returnedMinor.toFraction(), reason]).toEqual(["10000", "returned"]);
  });

  it("is the floor of C x d / D, never negative and never above C, whatever becomes of the order", () => {
    const spent = fc
      .tuple(
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 3 }),
      )
      .map(([held, amounts]) =>
        taken(
          held,
          ...amounts.map((amount, index): [string, bigint] => [
            ["9", "10", "11"][index] ?? "",
            amount,
          ]),
        ),
      );
    fc.assert(
      fc.property(spent, orderFactsOf("webhook"), (of, told) => {
        const state = applyOrderEvents(null, [{ kind: "state", facts: told }]);
        if (!state.facts) throw new Error("facts have been applied");
        const { points: target, returnedMinor } = restoration(of, { ...state, facts: state.facts });
        expect(target).toBeGreaterThanOrEqual(0n);
        expect(target).toBeLessThanOrEqual(of.points);
        expect(target).toBe(returnedMinor.mul(of.points).div(of.minor).floor().n);
        if (state.cancelledAt) expect(target).toBe(of.points);
      }),
    );
  });

  it("never falls when one more unit comes back", () => {
    const counts = fc.tuple(fc.nat(3), fc.nat(1));
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 1000n }), counts, counts, (held, a, b) => {
        const at = ([first, second]: [number, number]) =>
          back(
            {
              refunds: [
                refundOf("1", [
                  ["1", first, 0n],
                  ["2", second, 0n],
                ]),
              ],
            },
            goods,
            taken(held, ["1", 7_01n], ["2", 13n]),
          ).points;
        const both: [number, number] = [Math.max(a[0], b[0]), Math.max(a[1], b[1])];
        expect(at(both)).toBeGreaterThanOrEqual(at(a));
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { customerId, holderId, holdId, lineId } from "../../app/domain/ids.ts";
import { currencyCode, minor } from "../../app/domain/money.ts";
import { capturedPoints, matchHold, type HoldTerms } from "../../app/domain/order/match-hold.ts";
import type { AutomaticDiscount } from "../../app/domain/order/order.ts";
import { points } from "../../app/domain/points.ts";
import { orderFacts, RUB } from "../support/order-examples.ts";

const ANNA = holderId("00000000-0000-7000-8000-00000000000a");
const BORIS = holderId("00000000-0000-7000-8000-00000000000b");

const hold: HoldTerms = {
  holdId: holdId("0199f9a0-0000-7000-8000-000000000001"),
  holderId: ANNA,
  customerId: customerId("7000000000001"),
  code: "K7F3Q2",
  points: points(500n),
  moneyMinor: minor(500_00n),
  currency: RUB,
};

const discount = (title: string, ...amounts: bigint[]): AutomaticDiscount => ({
  title,
  allocations: amounts.map((amount, index) => ({
    lineId: lineId(String(index + 1)),
    minor: minor(amount),
  })),
});

const takenOff = (discounts: AutomaticDiscount[], buyer: typeof ANNA | null = ANNA) =>
  matchHold(orderFacts([], { hold: hold.holdId, automaticDiscounts: discounts }), hold, buyer)
    ?.minor ?? null;

describe("what a hold took off an order", () => {
  it.each<[string, AutomaticDiscount[], bigint | null]>([
    ["all lines together", [discount("Баллы · K7F3Q2", 300_00n, 120_50n)], 420_50n],
    ["whatever else was discounted", [discount("Sale", 9n), discount("Points · K7F3Q2", 5n)], 5n],
    ["the code alone being the title", [discount("K7F3Q2", 5n)], 5n],
    ["the discount's own title", [discount("Kopilka points", 7n)], 7n],
    ["the code before the title", [discount("Kopilka points", 7n), discount("x K7F3Q2", 5n)], 5n],
    ["not another hold's code", [discount("Points · K7F3Q3", 5n)], null],
    ["not a code amid the title", [discount("K7F3Q2 points", 5n)], null],
    ["not the end of a longer word", [discount("Points XK7F3Q2", 5n)], null],
    [
      "not one of two of that title",
      [discount("Kopilka points", 7n), discount("Kopilka points", 5n)],
      null,
    ],
    ["not one of two with the code", [discount("a K7F3Q2", 7n), discount("b K7F3Q2", 5n)], null],
    ["not the perks", [discount("Kopilka perks", 7n)], null],
    ["nothing of an order without discounts", [], null],
  ])("is %s", (_, discounts, taken) => {
    expect(takenOff(discounts)).toBe(taken);
  });

  const one = [discount("Points · K7F3Q2", 5n)];

  it("is nothing where the hold is another customer's, or nobody's order", () => {
    expect([takenOff(one, ANNA), takenOff(one, BORIS), takenOff(one, null)]).toEqual([
      5n,
      null,
      null,
    ]);
  });

  it("is nothing where the order is in other money than the hold", () => {
    const facts = orderFacts([], { currency: currencyCode("EUR"), automaticDiscounts: one });
    expect(matchHold(facts, hold, ANNA)).toBeNull();
  });
});

describe("points captured for it", () => {
  it.each<[held: bigint, worth: bigint, taken: bigint, captured: bigint]>([
    [500n, 500_00n, 500_00n, 500n],
    [500n, 500_00n, 420_00n, 420n],
    [500n, 500_00n, 420_01n, 421n],
    [500n, 500_00n, 1n, 1n],
    [500n, 500_00n, 600_00n, 500n],
    [300n, 100n, 1n, 3n],
    [300n, 100n, 100n, 300n],
    [7n, 100n, 50n, 4n],
    [5n, 0n, 1n, 5n],
    [5n, 0n, 0n, 0n],
    [5n, 10n, 0n, 0n],
  ])("%s held for %s, %s taken off: %s", (held, worth, taken, captured) => {
    const terms = { ...hold, points: points(held), moneyMinor: minor(worth) };
    expect(capturedPoints(terms, minor(taken))).toBe(captured);
  });

  it("are never more than held, and worth no less than what they took off, by less than a point", () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(amount, amount, amount, (held, worth, taken) => {
        const terms = { ...hold, points: points(held), moneyMinor: minor(worth) };
        const captured = capturedPoints(terms, minor(taken));
        expect(captured).toBeLessThanOrEqual(held);
        expect(captured).toBeGreaterThan(0n);
        if (taken > worth) return;
        expect(captured * worth).toBeGreaterThanOrEqual(taken * held);
        expect((captured - 1n) * worth).toBeLessThan(taken * held);
      }),
    );
  });
});

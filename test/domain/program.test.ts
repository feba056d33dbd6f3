import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { currencyCode } from "../../app/domain/money.ts";
import { points } from "../../app/domain/points.ts";
import { defaultProgram, encodeProgram, parseProgram, worthOf } from "../../app/domain/program.ts";
import type { ProgramDocument } from "../../app/domain/program.ts";
import { RUB } from "../support/order-examples.ts";

const base = encodeProgram(defaultProgram(RUB));
const { earning, redemption } = base;

type Sections = { readonly [Section in keyof ProgramDocument]?: unknown };

/** What is wrong with the default program with these sections in it. */
function problemsOf(sections: Sections | unknown[] | string | null): readonly string[] {
  const isSections = typeof sections === "object" && sections !== null && !Array.isArray(sections);
  const parsed = parseProgram(isSections ? { ...base, ...sections } : sections);
  return parsed.kind === "ok" ? [] : parsed.problems.map(({ message }) => message);
}

const withRate = (rate: object) => ({
  earning: { ...earning, rate: { ...earning.rate, ...rate } },
});
const withEarning = (other: object) => ({ earning: { ...earning, ...other } });
const withWorth = (worth: object, other: object = {}) => ({
  redemption: { ...redemption, ...other, worth: { ...redemption.worth, ...worth } },
});
const withRedemption = (other: object) => ({ redemption: { ...redemption, ...other } });

describe("a program document", () => {
  it("of a new shop is right", () => {
    expect(parseProgram(base)).toEqual({ kind: "ok", program: defaultProgram(RUB) });
    expect(base).toEqual({
      schema: 1,
      currency: "RUB",
      time_zone: "UTC",
      enrolment: { mode: "automatic" },
      earning: {
        rate: { points: 1, per_amount: "100.00" },
        rates: {},
        rounding: "down",
        pending_days: 14,
        pending_from: "payment",
        maximum_points_per_order: null,
        base: {
          tax: "as_priced",
          shipping: false,
          paid_with_points: false,
          discount_codes: false,
        },
        rules: [],
        actions: [],
      },
      campaigns: [],
      campaigns_combine: "best",
      tiers: null,
      wholesale: null,
      stamp_cards: [],
      redemption: {
        worth: { points: 1, amount: "1.00" },
        step_points: 10,
        minimum_points: 100,
        maximum_share_percent: 30,
        hold_minutes: 30,
      },
      expiry: { kind: "never" },
      clawback: { beyond_balance: "owe" },
    });
  });

  it.each(["RUB", "JPY", "KWD"].map(currencyCode))("of a new shop in %s is right", (currency) => {
    const document = encodeProgram(defaultProgram(currency));
    expect(parseProgram(document)).toEqual({ kind: "ok", program: defaultProgram(currency) });
  });

  it("says the same after it was read and written", () => {
    const documents = fc.record({
      schema: fc.constant(1),
      currency: fc.constant("RUB"),
      earning: fc.record({
        rate: fc.record({
          points: fc.integer({ min: 1, max: 1_000_000 }),
          per_amount: fc.constantFrom("0.01", "1", "99.9", "100.00", "1000000"),
        }),
        rounding: fc.constantFrom("down", "nearest", "up"),
        pending_days: fc.integer({ min: 0, max: 365 }),
        maximum_points_per_order: fc.option(fc.integer({ min: 1, max: 1_000_000_000 })),
      }),
      redemption: fc
        .record({ step: fc.integer({ min: 1, max: 1000 }), steps: fc.nat({ max: 50 }) })
        .map(({ step, steps }) => ({
          worth: { points: 1, amount: "0.5" },
          step_points: step,
          minimum_points: step * steps,
          maximum_share_percent: 100,
          hold_minutes: 5 + step,
        })),
      expiry: fc.constantFrom({ kind: "never" }, { kind: "after_days", days: 180 }),
      clawback: fc.constantFrom({ beyond_balance: "owe" }, { beyond_balance: "stop_at_zero" }),
    });
    fc.assert(
      fc.property(documents, (document) => {
        const first = parseProgram(document);
        if (first.kind === "invalid") throw new Error(first.problems[0]?.message);
        const written = encodeProgram(first.program);
        expect(parseProgram(JSON.parse(JSON.stringify(written)))).toEqual(first);
      }),
    );
  });

  const RIGHT: [string, Sections][] = [
    ["no pending days", withEarning({ pending_days: 0 })],
    ["a maximum per order", withEarning({ maximum_points_per_order: 500 })],
    ["no minimum", withRedemption({ minimum_points: 0 })],
    ["expiry", { expiry: { kind: "after_days", days: 3650 } }],
    [
      "worth finer than a kopeck, in steps",
      withWorth({ points: 1000, amount: "0.01" }, { step_points: 1000, minimum_points: 0 }),
    ],
  ];
  it.each(RIGHT)("may have %s", (_, sections) => {
    expect(problemsOf(sections)).toEqual([]);
  });

  it("from before holds were made keeps points for half an hour", () => {
    const before = { ...redemption, hold_minutes: undefined };
    expect(parseProgram({ ...base, redemption: before })).toMatchObject({
      program: { redemption: { holdMinutes: 30 } },
    });
  });

  const POINTS = "a whole number of points from 1 to 1000000";
  const AMOUNT = 'a decimal amount in quotes, such as "100.00"';
  const WRONG: [Sections | unknown[] | string | null, string][] = [
    [null, "the program must be a JSON object"],
    [[], "the program must be a JSON object"],
    ["1", "the program must be a JSON object"],
    [{ schema: 2 }, "schema must be 1"],
    [{ currency: "RRR" }, 'currency must be an ISO 4217 code in capitals, such as "RUB"'],
    [{ earning: undefined }, "earning is missing; it must be an object"],
    [{ earning: 5 }, "earning must be an object"],
    [withRate({ points: 0 }), `earning.rate.points must be ${POINTS}`],
    [withRate({ points: 1.5 }), `earning.rate.points must be ${POINTS}`],
    [withRate({ points: 1_000_001 }), `earning.rate.points must be ${POINTS}`],
    [withRate({ points: "1" }), `earning.rate.points must be ${POINTS}`],
    [withRate({ points: undefined }), `earning.rate.points is missing; it must be ${POINTS}`],
    [withRate({ per_amount: 100 }), `earning.rate.per_amount must be ${AMOUNT}`],
    [withRate({ per_amount: "-1" }), `earning.rate.per_amount must be ${AMOUNT}`],
    [withRate({ per_amount: "1e3" }), `earning.rate.per_amount must be ${AMOUNT}`],
    [withRate({ per_amount: "0.00" }), "earning.rate.per_amount must be above 0"],
    [
      withRate({ per_amount: "0.001" }),
      "earning.rate.per_amount must have at most 2 digits after the point, as RUB has",
    ],
    [
      withRate({ per_amount: "999999999999999" }),
      "earning.rate.per_amount must be smaller; no order comes to this",
    ],
    [withEarning({ rounding: "half" }), 'earning.rounding must be "down" or "nearest" or "up"'],
    [
      withEarning({ pending_days: 366 }),
      "earning.pending_days must be a whole number of days from 0 to 365",
    ],
    [
      withEarning({ maximum_points_per_order: 0 }),
      "earning.maximum_points_per_order must be null (no maximum) or a whole number of points from 1 to 1000000000",
    ],
    [
      withEarning({ rate_per_order: 5 }),
      "earning.rate_per_order is not a field of a program; remove it or correct its name",
    ],
    [withWorth({ amount: "0" }), "redemption.worth.amount must be above 0"],
    [withRedemption({ step_points: 0 }), `redemption.step_points must be ${POINTS}`],
    [
      withRedemption({ minimum_points: 105 }),
      "redemption.minimum_points must be a multiple of step_points (10): use 100 or 110",
    ],
    [
      withRedemption({ maximum_share_percent: 0 }),
      "redemption.maximum_share_percent must be a whole number of percent from 1 to 100",
    ],
    [
      withRedemption({ hold_minutes: 4 }),
      "redemption.hold_minutes must be a whole number of minutes from 5 to 1440",
    ],
    [
      withRedemption({ hold_minutes: 1441 }),
      "redemption.hold_minutes must be a whole number of minutes from 5 to 1440",
    ],
    [
      withRedemption({ maximum_share_percent: 101 }),
      "redemption.maximum_share_percent must be a whole number of percent from 1 to 100",
    ],
    [
      withWorth({ points: 250, amount: "0.02" }),
      "redemption.step_points must be at least 125: fewer points are worth less than the smallest amount of RUB",
    ],
    [{ expiry: null }, 'expiry must be {"kind": "never"} or {"kind": "after_days", "days": 180}'],
    [
      { expiry: { kind: "weekly" } },
      'expiry.kind must be "never" or "after_days" or "after_months" or "end_of_year" or "inactivity"',
    ],
    [
      { expiry: { kind: "after_days", days: 0 } },
      "expiry.days must be a whole number of days from 1 to 3650",
    ],
    [
      { expiry: { kind: "never", days: 3 } },
      "expiry.days is not a field of a program; remove it or correct its name",
    ],
    [
      { clawback: { beyond_balance: "forget" } },
      'clawback.beyond_balance must be "owe" or "stop_at_zero"',
    ],
  ];
  it.each(WRONG)("with %j is refused: %s", (sections, message) => {
    expect(problemsOf(sections)).toEqual([message]);
  });

  it("names every wrong field at once", () => {
    const parsed = parseProgram({ ...base, schema: 2, tiers: [], expiry: { kind: "after_days" } });
    const paths = parsed.kind === "ok" ? [] : parsed.problems.map(({ path }) => path);
    expect(paths.toSorted()).toEqual(["expiry.days", "schema", "tiers"]);
  });

  it("in yen has no digits after the point", () => {
    const document = encodeProgram(defaultProgram(currencyCode("JPY")));
    const rate = { points: 1, per_amount: "100.5" };
    expect(parseProgram({ ...document, earning: { ...document.earning, rate } })).toMatchObject({
      kind: "invalid",
      problems: [
        {
          path: "earning.rate.per_amount",
          message: "earning.rate.per_amount must have no digits after the point, as JPY has",
        },
      ],
    });
  });
});

describe("the worth of points", () => {
  const parsed = parseProgram({ ...base, ...withWorth({ points: 3, amount: "1.00" }) });
  const thirds = parsed.kind === "ok" ? parsed.program : defaultProgram(RUB);

  it.each([
    [0n, 0n],
    [1n, 33n],
    [3n, 100n],
    [10n, 333n],
    [2n ** 60n, (2n ** 60n * 100n) / 3n],
  ])("of which 3 buy 1.00 RUB: %s are worth %s kopecks", (balance, worthMinor) => {
    expect(worthOf(points(balance), thirds)).toBe(worthMinor);
  });

  it("is not defined below zero", () => {
    expect(() => worthOf(points(-1n), thirds)).toThrow(RangeError);
  });
});

import { expect, it } from "vitest";
import { defaultProgram, encodeProgram, parseProgram } from "../../app/domain/program.ts";
import { RUB } from "../support/order-examples.ts";

const base = encodeProgram(defaultProgram(RUB));
const rulesOf = (changes: object) => {
  const parsed = parseProgram({ ...base, ...changes });
  return parsed.kind === "ok" ? [] : parsed.problems.map(({ path, rule }) => [path, rule]);
};
const redeeming = (changes: object) => ({ redemption: { ...base.redemption, ...changes } });
const earning = (rate: object) => ({
  earning: { ...base.earning, rate: { ...base.earning.rate, ...rate } },
});

it.each([
  [
    "more digits than the currency has",
    earning({ per_amount: "99.999" }),
    ["earning.rate.per_amount", { kind: "digits", digits: 2, currency: "RUB" }],
  ],
  [
    "an amount of nothing",
    redeeming({ worth: { points: 1, amount: "0" } }),
    ["redemption.worth.amount", { kind: "above_zero" }],
  ],
  [
    "an amount that no order comes to",
    earning({ per_amount: "99999999999999" }),
    ["earning.rate.per_amount", { kind: "too_large" }],
  ],
  [
    "a minimum between two steps",
    redeeming({ step_points: 100, minimum_points: 250 }),
    ["redemption.minimum_points", { kind: "multiple_of_step", step: 100, below: 200, above: 300 }],
  ],
  [
    "a step that is worth nothing",
    redeeming({ worth: { points: 10_000, amount: "1" } }),
    ["redemption.step_points", { kind: "worth_nothing", least: "100", currency: "RUB" }],
  ],
  [
    "a figure that is none",
    redeeming({ maximum_share_percent: "half" }),
    ["redemption.maximum_share_percent", null],
  ],
])(
  "tells a page what is wrong with %s, so that it can say it in its own language",
  (_, given, told) => {
    expect(rulesOf(given)).toEqual([told]);
  },
);

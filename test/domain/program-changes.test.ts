import { expect, it } from "vitest";
import { currencyCode } from "../../app/domain/money.ts";
import { points } from "../../app/domain/points.ts";
import {
  PROGRAM_TERMS,
  changedTerms,
  termsOf,
  type ProgramTerm,
} from "../../app/domain/program-changes.ts";
import type { Program } from "../../app/domain/program.ts";
import { program } from "../support/order-examples.ts";

const base = program();
const { earning, redemption } = base;

it.each<[string, Program, ProgramTerm[]]>([
  ["nothing", base, []],
  ["the points of the rate", program({ rate: [2n, 100_00n] }), ["rate"]],
  ["the amount of the rate", program({ rate: [1n, 50_00n] }), ["rate"]],
  ["rounding", program({ rounding: "up" }), ["rounding"]],
  ["a maximum", program({ maximum: 500n }), ["maximumPoints"]],
  ["expiry", { ...base, expiry: { kind: "after_days", days: 180, warnDays: [] } }, ["expiryDays"]],
  ["clawback", { ...base, clawback: { beyondBalance: "stop_at_zero" } }, ["beyondBalance"]],
  [
    "two things at once",
    {
      ...base,
      earning: { ...earning, pendingDays: 3 },
      redemption: { ...redemption, minimumPoints: points(0n) },
    },
    ["pendingDays", "minimumPoints"],
  ],
])("names what is different where %s was changed", (_, changed, terms) => {
  expect(changedTerms(termsOf(base), termsOf(changed))).toEqual(terms);
});

it("names the money of another currency too, though its figures are the same", () => {
  const inEuro = program({ currency: currencyCode("EUR") });
  expect(changedTerms(termsOf(base), termsOf(inEuro))).toEqual(["currency", "rate", "worth"]);
});

it("tells every term there is", () => {
  expect([...PROGRAM_TERMS].sort()).toEqual(Object.keys(termsOf(base)).sort());
});

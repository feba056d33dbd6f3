import { expect, it } from "vitest";

import { plainRate } from "../../app/domain/program/plain-rate.ts";
import { programWith, twoTiers } from "../support/program-examples.ts";
import type { Sections } from "../support/program-examples.ts";

it.each([
  ["as it is", { points: 3, per_amount: "50" }, [3n, 50_00n]],
  ["of cashback by what points are worth", { percent: "5.5" }, [11n, 200_00n]],
  ["not of points by the item", { points_per_item: 3 }, null],
])("the one rate of a program is told %s", (_, rate, told) => {
  const plain = plainRate(programWith({ earning: { rate } }));
  expect(plain && [plain.points, plain.perAmountMinor]).toEqual(told);
});

it.each<[string, Sections]>([
  ["rules", { earning: { rules: [{ id: "a", rate: null }] } }],
  ["a base of its own", { earning: { base: { tax: "excluded" } } }],
  [
    "campaigns",
    {
      campaigns: [
        {
          id: "a",
          starts_at: "2026-01-01T00:00",
          ends_at: "2026-01-02T00:00",
          effect: { bonus_points: 1 },
        },
      ],
    },
  ],
  ["tiers that earn more", { tiers: twoTiers({ multiplier: "2" }) }],
  ["wholesale", { wholesale: {} }],
  ["members who have to join", { enrolment: { mode: "opt_in" } }],
])("of a program with %s nobody can tell by its rate what an order earns", (_, sections) => {
  expect(plainRate(programWith(sections))).toBeNull();
});

it("tiers that earn as everybody does change nothing", () => {
  expect(plainRate(programWith({ tiers: twoTiers({ entry_bonus: 100 }) }))?.points).toBe(1n);
});

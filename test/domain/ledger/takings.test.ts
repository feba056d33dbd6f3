import { expect, it } from "vitest";
import { standingTakings, type Movement } from "../../../app/domain/ledger/takings.ts";
import { lotId, orderId } from "../../../app/domain/ids.ts";
import { points } from "../../../app/domain/points.ts";
import { day } from "../../support/order-examples.ts";

const ORDER = orderId("1");
const lot = (name: string) => ({ lotId: lotId(name), maturesAt: day(1), expiresAt: null });
const taken = (from: Movement["debit"], amount: bigint, name?: string): Movement => ({
  debit: from,
  credit: "reversed",
  lot: name === undefined ? null : lot(name),
  amount: points(amount),
});
const given = (to: Movement["credit"], amount: bigint, name?: string): Movement => ({
  ...taken(to, amount, name),
  debit: "reversed",
  credit: to,
});
const standing = (...movements: Movement[]) =>
  standingTakings(ORDER, movements).map((taking) => [
    taking.from === "available" ? taking.lot.lotId : taking.from,
    taking.amount,
  ]);

it("remembers what was taken elsewhere, not what the order's own lot still had", () => {
  const all = [taken("pending", 5n, "order/1"), taken("available", 5n, "order/1")];
  const elsewhere = [taken("available", 3n, "gift"), taken("expired", 2n, "order/1")];
  expect(standing(...all, ...elsewhere, taken("owed", 1n))).toEqual([
    ["gift", 3n],
    ["expired", 2n],
    ["owed", 1n],
  ]);
});

it("takes what was given back off the latest taking from the same place", () => {
  const movements = [taken("available", 5n, "gift"), taken("owed", 4n), given("owed", 1n)];
  expect(standing(...movements)).toEqual([
    ["gift", 5n],
    ["owed", 3n],
  ]);
  expect(standing(...movements, given("owed", 3n), given("available", 5n, "gift"))).toEqual([]);
  const other = taken("available", 2n, "other");
  const twice = [taken("available", 5n, "gift"), other, taken("available", 5n, "gift")];
  expect(standing(...twice, given("available", 7n, "gift"))).toEqual([
    ["gift", 3n],
    ["other", 2n],
  ]);
});

it("counts what one chain gave back although another, told later, took it", () => {
  const movements = [given("available", 4n, "gift"), taken("available", 5n, "gift")];
  expect(standing(...movements)).toEqual([["gift", 1n]]);
});

import { describe, expect, it } from "vitest";
import type { ProductFacts } from "../../app/domain/order/context.ts";
import type { OrderFacts, OrderLine } from "../../app/domain/order/order.ts";
import { isStampDiscount } from "../../app/domain/discount-titles.ts";
import type { LineMarks } from "../../app/domain/program/filters.ts";
import type { StampCard } from "../../app/domain/program/stamp-cards.ts";
import { stampsOf } from "../../app/domain/stamps.ts";
import type { HistoryOrder } from "../../app/domain/tiers/timeline.ts";
import { amountRefund, line, orderState, program } from "../support/order-examples.ts";
import { at, versions } from "../support/tier-examples.ts";

const MARKS: LineMarks = { products: [], collections: [], types: [], vendors: [], tags: [] };
const card = (id: string, marks: Partial<LineMarks>, stamps = 6): StampCard => ({
  id,
  name: { en: id },
  lines: { ...MARKS, ...marks, except: MARKS },
  stamps,
});
const COFFEE = card("coffee", { types: ["Coffee"] });
const ALL = { ...card("all", {}, 3), lines: null };
const PRODUCTS = new Map<string, ProductFacts>(
  [
    ["1", "coffee"],
    ["2", "Tea"],
  ].map(([id = "", type = ""]) => [id, { type, vendor: null, tags: [], collections: [] }]),
);

/** Units of the first product, some of them free. */
const cups = (quantity: number, other: Partial<OrderLine> = {}): OrderLine => ({
  ...line("1", 100_00n),
  quantity,
  productId: "1",
  ...other,
});

function order(
  lines: readonly OrderLine[],
  facts: Partial<OrderFacts> = {},
  cards: readonly StampCard[] = [COFFEE],
): HistoryOrder {
  const published = versions(["2026-01-01", { ...program({}), stampCards: cards }]);
  const on = { processedAt: at("2026-03-01"), paidAt: at("2026-03-01"), ...facts };
  return {
    order: orderState([...lines], on),
    version: published[0] ?? null,
    surroundings: { customerTags: [], products: PRODUCTS },
  };
}

const stamps = (orders: readonly HistoryOrder[], cards = [COFFEE], isEnrolled = true) =>
  Object.fromEntries(
    stampsOf({ orders, pins: [], awards: [], isEnrolled: () => isEnrolled }, cards),
  );
const returning = (quantity: number) => {
  const refund = amountRefund("9", 0n, { at: at("2026-03-05") });
  return { ...refund, lines: [{ lineId: cups(1).id, quantity, valueMinor: refund.paidMinor }] };
};

describe("stamp card (n-th of a product free): what is on it", () => {
  it.each<[string, readonly HistoryOrder[], number]>([
    ["units bought, of all orders", [order([cups(2)]), order([cups(3)])], 5],
    ["less a card for each free one", [order([cups(5)]), order([cups(2, { freeUnits: 1 })])], 1],
    ["not of other goods", [order([cups(2), { ...cups(9), productId: "2" }])], 2],
    ["not while they are unpaid", [order([cups(2)], { paidAt: null })], 0],
    ["but free ones at once", [order([cups(7, { freeUnits: 1 })], { paidAt: null })], -6],
    ["not what was cancelled", [order([cups(2)], { cancelledAt: at("2026-03-02") })], 0],
    ["not tests", [order([cups(2)], { test: true })], 0],
    ["not what edits took out", [order([cups(5, { removed: 2 })])], 3],
    ["not what was returned", [order([cups(5)], { refunds: [returning(2)] })], 3],
    [
      "the free one returned last",
      [order([cups(6, { freeUnits: 1 })], { refunds: [returning(5)] })],
      -5,
    ],
    [
      "nothing of it once all is returned",
      [order([cups(6, { freeUnits: 1 })], { refunds: [returning(6)] })],
      0,
    ],
    ["nothing of a version without the card", [order([cups(2)], {}, [])], 0],
    ["nothing while the products are not known", [{ ...order([cups(2)]), surroundings: null }], 0],
  ])("%s", (_, orders, expected) => {
    expect(stamps(orders)).toEqual({ coffee: expected });
  });

  it("goes by the first card that means a line", () => {
    const both = [COFFEE, ALL];
    const bought = order([cups(2), { ...cups(4), productId: "2" }], {}, both);
    expect(stamps([bought], both)).toEqual({ coffee: 2, all: 4 });
  });

  it("grows for nobody who is not in the programme", () => {
    expect(stamps([order([cups(2)])], [COFFEE], false)).toEqual({ coffee: 0 });
  });

  it.each([
    ["Kopilka stamp cards", true],
    ["Каждый шестой кофе · #sixth-coffee", true],
    ["Оплата баллами · K7F3Q2", false],
    ["Kopilka perks", false],
  ])("%s is told from other discounts", (title, expected) => {
    expect(isStampDiscount(title)).toBe(expected);
  });
});

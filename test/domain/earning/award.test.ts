import { describe, expect, it } from "vitest";

import { NOT_SENT_YET } from "../../../app/domain/days.ts";
import { minor } from "../../../app/domain/money.ts";
import { NO_CONTEXT } from "../../../app/domain/order/context.ts";
import type { OrderContext } from "../../../app/domain/order/context.ts";
import { evaluateOrder } from "../../../app/domain/order/evaluate.ts";
import { maturity } from "../../../app/domain/order/maturity.ts";
import type { OrderFacts, OrderLine, OrderRefund } from "../../../app/domain/order/order.ts";
import { settleOrder } from "../../../app/domain/order/settle.ts";
import { orderTarget } from "../../../app/domain/order/target.ts";
import type { Program } from "../../../app/domain/program.ts";
import { amountRefund, day, line, orderState, refundOf } from "../../support/order-examples.ts";
import { contextOf, programWith, twoTiers } from "../../support/program-examples.ts";

const JANUARY = { starts_at: "2026-01-01T00:00", ends_at: "2026-02-01T00:00" };
const HATS = { lines: { products: ["1"] } };

const shares = (lines: readonly OrderLine[], rules: Program) =>
  evaluateOrder(orderState(lines), NO_CONTEXT, rules).lines.map(({ share }) => share.toFraction());

/** What is left of an order after its refunds. */
function left(
  lines: readonly OrderLine[],
  rules: Program,
  refunds: OrderRefund[],
  context: OrderContext = NO_CONTEXT,
  facts: Partial<OrderFacts> = {},
) {
  const order = orderState(lines, { refunds, ...facts });
  return orderTarget(order, evaluateOrder(order, context, rules), rules).points;
}

const hat = line("1", 100_00n, { productId: "1" });
const sock = line("2", 300_00n, { productId: "2" });

describe("Each line earns an exact, unrounded amount: its rate, its campaigns", () => {
  it("a third of a point on each of three lines is one point", () => {
    const rules = programWith({ earning: { rate: { points: 1, per_amount: "300" } } });
    const award = evaluateOrder(
      orderState([hat, { ...hat, id: sock.id }, line("3", 100_00n)]),
      NO_CONTEXT,
      rules,
    );
    expect(award.lines.map((one) => one.points.toFraction())).toEqual(["1/3", "1/3", "1/3"]);
    expect(award.points).toBe(1n);
  });
});

describe("Line shares are those of the points, or of the money where all earn none and there is only an order-wide bonus", () => {
  it("a rule that gives hats three times as much gives them more of the award", () => {
    const rule = { id: "hats", ...HATS, rate: { points: 3, per_amount: "1" } };
    expect(shares([hat, sock], programWith({ earning: { rules: [rule] } }))).toEqual([
      "1/2",
      "1/2",
    ]);
  });

  it("a bonus for the order follows the shares of what its lines earn", () => {
    const gift = { id: "gift", ...JANUARY, effect: { bonus_points: 100 } };
    const rules = programWith({
      earning: { rules: [{ id: "hats", ...HATS, rate: null }] },
      campaigns: [gift],
    });
    expect(shares([hat, sock], rules)).toEqual(["0", "1"]);
  });

  it("with nothing but a bonus, its lines share it by their money", () => {
    const gift = { id: "gift", ...JANUARY, effect: { bonus_points: 100 } };
    const rules = programWith({
      earning: { rules: [{ id: "none", rate: null }] },
      campaigns: [gift],
    });
    expect(shares([hat, sock], rules)).toEqual(["1/4", "3/4"]);
    expect(left([hat, sock], rules, [])).toBe(100n);
    expect(left([hat, sock], rules, [refundOf("1", [["1", 1, 100_00n]])])).toBe(75n);
    expect(left([hat, sock], rules, [amountRefund("1", 200_00n)])).toBe(50n);
  });
});

describe("Refunds never re-evaluate: a refund never pushes an order under a minimum or lifts a cap", () => {
  it("the rate for large orders stays that of the rest", () => {
    const large = {
      id: "large",
      orders: { minimum_total: "400" },
      rate: { points: 10, per_amount: "1" },
    };
    const rules = programWith({ earning: { rules: [large] } });
    expect(left([hat, sock], rules, [])).toBe(4_000n);
    expect(left([hat, sock], rules, [refundOf("1", [["2", 1, 300_00n]])])).toBe(1_000n);
  });

  it("a cap stays cut in proportion", () => {
    const rules = programWith({ earning: { maximum_points_per_order: 200 } });
    expect(left([hat, sock], rules, [refundOf("1", [["1", 1, 100_00n]])])).toBe(150n);
  });

  it("a campaign's bonus goes back in proportion, and all of it with everything", () => {
    const gift = {
      id: "gift",
      ...JANUARY,
      orders: { minimum_total: "400" },
      effect: { bonus_points: 100 },
    };
    const rules = programWith({ campaigns: [gift] });
    const first = refundOf("1", [["2", 1, 300_00n]], { at: day(5) });
    const rest = refundOf("2", [["1", 1, 100_00n]], { at: day(6) });
    expect(
      [[], [first], [first, rest]].map((refunds) => left([hat, sock], rules, refunds)),
    ).toEqual([500n, 125n, 0n]);
  });

  it("of lines with rates of their own each takes its own points back", () => {
    const rule = { id: "hats", ...HATS, rate: { points: 3, per_amount: "1" } };
    const rules = programWith({ earning: { rules: [rule] } });
    expect(left([hat, sock], rules, [refundOf("1", [["1", 1, 100_00n]])])).toBe(300n);
    const pairs = line("2", 300_00n, { quantity: 3, productId: "2" });
    expect(left([hat, pairs], rules, [refundOf("1", [["2", 1, 100_00n]])])).toBe(500n);
  });

  it("points by the item go back with the items", () => {
    const rules = programWith({ earning: { rate: { points_per_item: 7 } } });
    const three = line("1", 100_00n, { quantity: 3 });
    expect(left([three], rules, [refundOf("1", [["1", 2, 66_67n]])])).toBe(7n);
  });

  it("the volume of a wholesale order stays what it was", () => {
    const rules = programWith({ wholesale: { order_steps: [{ from: "400", percent: "50" }] } });
    const company = { companyId: "5" };
    const refund = refundOf("1", [["2", 1, 300_00n]]);
    expect(left([hat, sock], rules, [], NO_CONTEXT, company)).toBe(600n);
    expect(left([hat, sock], rules, [refund], NO_CONTEXT, company)).toBe(150n);
  });
});

describe("Edits re-evaluate the rules: a removed line is an edit", () => {
  const large = {
    id: "large",
    orders: { minimum_total: "400" },
    rate: { points: 10, per_amount: "1" },
  };
  const rules = programWith({ earning: { rules: [large] } });

  it("an order that an edit brings under the minimum earns as a small one", () => {
    const removed = { ...hat, removed: 1 };
    expect(left([removed, sock], rules, [])).toBe(300n);
    const listed = refundOf("1", [["1", 1, 100_00n]], { isEdit: true });
    expect(left([hat, sock], rules, [listed])).toBe(300n);
  });

  it("an order that an edit brings over it earns as a large one", () => {
    expect(left([hat, { ...sock, quantity: 2, totalMinor: minor(600_00n) }], rules, [])).toBe(
      7_000n,
    );
  });
});

describe("A rule edited or deleted later changes nothing about earlier orders; nor does the member's later tier, tags or order count", () => {
  it("an order is what its version and its context make of it, however often it is asked", () => {
    const rules = programWith({ tiers: twoTiers({ multiplier: "2" }) });
    const version = { version: 1, publishedAt: day(0), program: rules };
    const order = orderState([hat]);
    const [first, again] = [1, 2].map(() =>
      settleOrder(order, contextOf({ tier: "gold" }), version),
    );
    expect(again).toEqual(first);
    expect(first?.points).toBe(200n);
  });
});

describe("Maturing counts from payment, or from fulfilment, as the programme says", () => {
  const rules = (pending_from: string) =>
    programWith({ earning: { pending_days: 10, pending_from } });
  const placed = { processedAt: day(1), paidAt: day(3), fulfilledAt: day(7) };
  it.each([
    ["payment", placed, day(13)],
    ["payment", { ...placed, paidAt: null }, day(11)],
    ["fulfilment", placed, day(17)],
    ["fulfilment", { ...placed, fulfilledAt: null }, NOT_SENT_YET],
  ])("from %s of %j", (from, facts, maturesAt) => {
    expect(maturity(orderState([hat], facts), rules(from))).toEqual(maturesAt);
  });
});

describe("Only orders paid in full post points; others show what they will earn", () => {
  it.each<[string, Partial<OrderFacts>, string]>([
    ["not paid", { paidAt: null }, "unpaid"],
    ["cancelled", { cancelledAt: day(2) }, "cancelled"],
    ["a test", { test: true }, "test"],
  ])("an order that is %s has a target of 0", (_, facts, reason) => {
    const order = orderState([hat], facts);
    const rules = programWith({});
    const target = orderTarget(order, evaluateOrder(order, NO_CONTEXT, rules), rules);
    expect(target).toMatchObject({ points: 0n, afterRefunds: 100n, reason });
  });
});

describe("Draft orders count when completed; POS orders and renewals count as others do", () => {
  it.each(["shopify_draft_order", "pos", "subscription_contract", "web"])("%s", (channel) => {
    expect(left([hat], programWith({}), [], NO_CONTEXT, { channel })).toBe(100n);
  });
});

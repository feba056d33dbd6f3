import { describe, expect, it } from "vitest";

import { minor } from "../../../app/domain/money.ts";
import { evaluateOrder } from "../../../app/domain/order/evaluate.ts";
import type { OrderFacts } from "../../../app/domain/order/order.ts";
import { line, orderState } from "../../support/order-examples.ts";
import { contextOf, programWith, twoTiers } from "../../support/program-examples.ts";

/** A jumper: 10 points with the rule, 1 without. */
function pointsFor(
  rule: { lines?: object; orders?: object },
  known: Parameters<typeof contextOf>[0] = {},
  facts: Partial<OrderFacts> = {},
): bigint {
  const rules = programWith({
    earning: {
      rate: { points: 1, per_amount: "100" },
      rules: [{ id: "rule", ...rule, rate: { points: 10, per_amount: "100" } }],
    },
    tiers: twoTiers(),
    wholesale: { customer_tags: ["opt"] },
  });
  const jumper = line("1", 100_00n, { productId: "11", vendor: "Mill" });
  const context = contextOf({ products: PRODUCTS, ...known });
  return evaluateOrder(orderState([jumper], facts), context, rules).points;
}

const PRODUCTS = {
  "11": { type: "Jumpers", tags: ["Wool", "winter"], collections: ["501", "502"] },
};

describe("Filters on lines: product, collection, product type, vendor, tag", () => {
  it.each<[string, object, boolean]>([
    ["its product", { products: ["10", "11"] }, true],
    ["another product", { products: ["12"] }, false],
    ["one of its collections", { collections: ["502", "777"] }, true],
    ["another collection", { collections: ["777"] }, false],
    ["its type, whatever the capitals", { types: ["jumpers"] }, true],
    ["another type", { types: ["Jumper"] }, false],
    ["its vendor", { vendors: ["MILL"] }, true],
    ["another vendor", { vendors: ["Miller"] }, false],
    ["one of its tags", { tags: ["cotton", "wool"] }, true],
    ["another tag", { tags: ["woollen"] }, false],
    [
      "all that is asked at once",
      { tags: ["wool"], collections: ["501"], types: ["Jumpers"] },
      true,
    ],
    ["one thing that it is not", { tags: ["wool"], collections: ["777"] }, false],
    ["everything", {}, true],
    ["everything but others", { except: { tags: ["sale"], products: ["12"] } }, true],
    ["everything but its tag", { except: { tags: ["WINTER"] } }, false],
    [
      "its collection, but not its vendor",
      { collections: ["501"], except: { vendors: ["mill"] } },
      false,
    ],
  ])("a rule for %s", (_, lines, isMeant) => {
    expect(pointsFor({ lines })).toBe(isMeant ? 10n : 1n);
  });

  it("a line of no product is what the line says itself, and nothing else", () => {
    const rules = programWith({
      earning: {
        rules: [{ id: "mill", lines: { vendors: ["Mill"] }, rate: { points: 2, per_amount: "1" } }],
      },
    });
    const custom = line("1", 100_00n, { productId: null, vendor: "Mill" });
    expect(evaluateOrder(orderState([custom]), contextOf({}), rules).points).toBe(200n);
    expect(
      evaluateOrder(orderState([{ ...custom, vendor: null }]), contextOf({}), rules).points,
    ).toBe(100n);
  });

  it("the vendor of the line stands before that of its product, which has changed since", () => {
    const products = { "11": { vendor: "Another" } };
    expect(pointsFor({ lines: { vendors: ["Mill"] } }, { products })).toBe(10n);
    expect(pointsFor({ lines: { vendors: ["Another"] } }, { products })).toBe(1n);
  });
});

describe("Filters on orders: channel (online, POS, draft, subscription)", () => {
  it.each([
    ["web", "online"],
    ["pos", "pos"],
    ["shopify_draft_order", "draft"],
    ["subscription_contract", "subscription"],
    ["amazon", "other"],
  ])("an order of %s is of the channel %s", (channel, named) => {
    expect(pointsFor({ orders: { channels: [named] } }, {}, { channel })).toBe(10n);
    const others = ["online", "pos", "draft", "subscription", "other"].filter(
      (one) => one !== named,
    );
    expect(pointsFor({ orders: { channels: others } }, {}, { channel })).toBe(1n);
  });
});

describe("Filters on orders: customer tag, minimum total, tier, wholesale", () => {
  it.each<[string, object, Parameters<typeof contextOf>[0], boolean]>([
    [
      "one of the customer's tags",
      { customer_tags: ["a", "FRIEND"] },
      { customerTags: ["Friend"] },
      true,
    ],
    [
      "a tag that the customer has not",
      { customer_tags: ["friend"] },
      { customerTags: ["b"] },
      false,
    ],
    ["a total that it reaches", { minimum_total: "100" }, {}, true],
    ["a total beyond it", { minimum_total: "100.01" }, {}, false],
    ["its tier", { tiers: ["silver", "gold"] }, { tier: "gold" }, true],
    ["another tier", { tiers: ["silver"] }, { tier: "gold" }, false],
    ["any tier, of a member without one", { tiers: ["silver", "gold"] }, {}, false],
    ["wholesale", { wholesale: "only" }, { customerTags: ["OPT"] }, true],
    ["wholesale, of a retail customer", { wholesale: "only" }, {}, false],
    ["retail", { wholesale: "except" }, {}, true],
    ["retail, of a wholesale customer", { wholesale: "except" }, { customerTags: ["opt"] }, false],
    [
      "all of it",
      { minimum_total: "1", tiers: ["gold"], channels: ["online"] },
      { tier: "gold" },
      true,
    ],
    [
      "all of it but one",
      { minimum_total: "1", tiers: ["gold"], channels: ["pos"] },
      { tier: "gold" },
      false,
    ],
  ])("a rule for %s", (_, orders, known, isMeant) => {
    expect(pointsFor({ orders }, known)).toBe(isMeant ? 10n : 1n);
  });

  it("the minimum is of the goods that earn, without shipping, gift cards and what edits took out", () => {
    const rules = programWith({
      earning: {
        base: { shipping: true },
        rate: { points: 1, per_amount: "100" },
        rules: [
          { id: "r", orders: { minimum_total: "200" }, rate: { points: 10, per_amount: "100" } },
        ],
      },
    });
    const others = [line("2", 500_00n, { kind: "gift_card" }), line("3", 500_00n, { removed: 1 })];
    const order = (totalMinor: bigint) =>
      orderState([line("1", totalMinor), ...others], { shippingMinor: minor(100_00n) });
    expect(evaluateOrder(order(199_99n), contextOf({}), rules).points).toBe(2n);
    expect(evaluateOrder(order(200_00n), contextOf({}), rules).points).toBe(30n);
  });
});

describe("Filters on orders: first or n-th order; subscription renewals are orders, but not first orders", () => {
  const RENEWAL = { channel: "subscription_contract" };
  it.each<[object, number, Partial<OrderFacts>, boolean]>([
    [{ first: true }, 1, {}, true],
    [{ first: true }, 2, {}, false],
    [{ first: true }, 1, RENEWAL, false],
    [{ number: 1 }, 1, {}, true],
    [{ number: 1 }, 1, RENEWAL, false],
    [{ number: 3 }, 3, {}, true],
    [{ number: 3 }, 3, RENEWAL, true],
    [{ number: 3 }, 6, {}, false],
    [{ every: 5 }, 5, {}, true],
    [{ every: 5 }, 10, RENEWAL, true],
    [{ every: 5 }, 11, {}, false],
  ])("%j and order number %s %j", (order_number, orderNumber, facts, isMeant) => {
    expect(pointsFor({ orders: { order_number } }, { orderNumber }, facts)).toBe(
      isMeant ? 10n : 1n,
    );
  });
});

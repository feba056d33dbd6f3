import Fraction from "fraction.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { customerId, orderId, type CustomerId } from "../../app/domain/ids.ts";
import type { OrderEvent, OrderFacts } from "../../app/domain/order/order.ts";
import { points } from "../../app/domain/points.ts";
import type { Program } from "../../app/domain/program.ts";
import { encodeProgram, parseProgram } from "../../app/domain/program.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { claimGuestOrders } from "../../app/services/claim-guest-orders.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";
import { at, bought, tier, tiered, type Bought } from "../support/tier-examples.ts";

const ANNA = customerId("7000000000001");

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await emptyShop();
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

async function emptyShop(): Promise<ShopDatabase> {
  const made = await shopDatabase();
  await made.sql.query(
    "INSERT INTO shops (shop, currency, installed_at, created_at) VALUES ($1, 'RUB', $2, $2)",
    [SHOP, at("2025-01-01")],
  );
  return made;
}

/** One point for a rouble, twice as much from silver on, and sections of the document beside. */
function programOf(sections: Record<string, unknown> = {}): Program {
  const levels = [tier("silver", 1_000_00n, { multiplier: new Fraction(2) })];
  const parsed = parseProgram({ ...encodeProgram(tiered({ levels })), ...sections });
  if (parsed.kind !== "ok") throw new Error(JSON.stringify(parsed.problems));
  return parsed.program;
}

const publish = (program = programOf(), on = "2025-01-01") =>
  publishProgram(shop.db, { shop: SHOP, program, by: "test" }, at(on));

/** What is told of an order as of a day: all that is dated by then. */
const told = (one: Bought, updated = one.on, facts: Partial<OrderFacts> = {}): OrderEvent => {
  const customer = { customerId: ANNA, updatedAt: at(updated), ...facts };
  const state = bought({ ...one, facts: customer });
  return { kind: "state", facts: { ...state.facts, refunds: state.refunds } };
};

const tell = (events: readonly OrderEvent[], now: string) =>
  accrueOrders(shop.db, SHOP, events, at(now));

async function targets(): Promise<Record<string, bigint | null>> {
  const rows = await shop.sql.query<{ order_id: string; target: bigint | null }>(
    "SELECT order_id, target FROM orders ORDER BY order_id",
  );
  return Object.fromEntries(rows.map((row) => [row.order_id, row.target]));
}
const pointsOf = (customer: CustomerId = ANNA) => shop.points(SHOP, customer);

const ends = async () => [
  await targets(),
  await pointsOf(),
  await shop.sql.query(
    `SELECT lot_id, matures_at, expires_at, pending, available FROM lots
      WHERE pending > 0 OR available > 0 ORDER BY lot_id`,
  ),
  await shop.sql.query("SELECT tier, since, figure FROM member_tiers"),
];

describe("Post target - already posted: duplicates, reordering, loss, edits, refunds and cancellation take one path", () => {
  const first: Bought = { id: "1", on: "2026-01-10", roubles: 1_000 };
  const refunded: Bought = { ...first, refunded: [["2026-02-01", 400]] };
  const second: Bought = { id: "2", on: "2026-01-20", roubles: 500 };
  const cancelled: Bought = { ...second, cancelled: "2026-02-03" };
  const third: Bought = { id: "3", on: "2026-02-10", roubles: 100 };
  const STORY = [
    told({ ...first, paid: null }, "2026-01-10"),
    told({ ...first, paid: "2026-01-10" }, "2026-01-11"),
    told(second),
    told(refunded, "2026-02-01"),
    told(cancelled, "2026-02-03"),
    told(third),
  ];

  it.each([
    ["in order", [0, 1, 2, 3, 4, 5]],
    ["backwards", [5, 4, 3, 2, 1, 0]],
    ["with duplicates", [0, 2, 2, 1, 5, 3, 4, 3, 0, 4]],
    ["with losses", [5, 3, 4]],
    ["in another order", [4, 0, 5, 2, 3, 1]],
  ])("told %s", async (_name, order) => {
    await publish();
    for (const index of order) {
      const event = STORY[index];
      if (event) await tell([event], "2026-03-01");
    }
    expect(await targets()).toEqual({ "1": 600n, "2": 0n, "3": 200n });
    const apart = await ends();
    await shop.close();
    shop = await emptyShop();
    await publish();
    await tell(STORY, "2026-03-01");
    expect(await ends()).toEqual(apart);
  });
});

describe("A rule edited or deleted later changes nothing about earlier orders; nor does the member's later tier, tags or order count", () => {
  it("also where the earlier order is told of again afterwards", async () => {
    const rules = [{ id: "half", lines: {}, rate: { points: 1, per_amount: "2.00" } }];
    const { earning } = encodeProgram(programOf());
    await publish(programOf({ earning: { ...earning, rules } }));
    const one: Bought = { id: "1", on: "2026-01-10", roubles: 900 };
    await tell([told(one)], "2026-01-10");
    expect(await targets()).toEqual({ "1": 450n });
    await publish(programOf(), "2026-01-11");
    await tell([told({ id: "2", on: "2026-01-12", roubles: 5_000 })], "2026-01-12");
    await tell([told({ ...one, refunded: [["2026-01-13", 300]] }, "2026-01-13")], "2026-01-13");
    expect(await targets()).toEqual({ "1": 300n, "2": 5_000n });
  });
});

describe('Only orders paid in full post points; pending, authorised and partly paid ones show "will earn"', () => {
  it("cash on delivery earns when it is paid", async () => {
    await publish();
    const order: Bought = { id: "1", on: "2026-01-10", roubles: 900, paid: null };
    await tell([told(order)], "2026-01-10");
    const [row] = await shop.sql.query("SELECT award, target FROM orders");
    expect(row).toEqual({ award: 900n, target: 0n });
    expect(await pointsOf()).toBe(0n);
    await tell([told({ ...order, paid: "2026-01-20" }, "2026-01-20")], "2026-01-20");
    expect(await pointsOf()).toBe(900n);
  });
});

describe("Cancelled, deleted and test orders have target 0. Cancellation is final at Shopify", () => {
  it('a stale payload that says "not cancelled" never restores points', async () => {
    await publish();
    const order: Bought = { id: "1", on: "2026-01-10", roubles: 900 };
    await tell([told({ ...order, cancelled: "2026-01-11" }, "2026-01-11")], "2026-01-11");
    await tell([told(order, "2026-01-12"), told(order, "2026-01-10")], "2026-01-12");
    expect(await pointsOf()).toBe(0n);
  });

  it("a deleted order never was: the next one is the first", async () => {
    const campaigns = [
      {
        id: "first",
        starts_at: "2025-01-01T00:00",
        ends_at: "2030-01-01T00:00",
        orders: { order_number: { first: true } },
        effect: { bonus_points: 70 },
      },
    ];
    await publish(programOf({ campaigns }));
    await tell([told({ id: "1", on: "2026-01-10", roubles: 100 })], "2026-01-10");
    const test = told({ id: "0", on: "2026-01-09", roubles: 100 }, "2026-01-09", { test: true });
    await tell([test, told({ id: "2", on: "2026-01-11", roubles: 100 })], "2026-01-11");
    expect(await targets()).toEqual({ "0": 0n, "1": 170n, "2": 100n });
    const deleted = { kind: "deleted", at: at("2026-01-12"), source: "webhook" } as const;
    await tell([{ ...deleted, orderId: orderId("1") }], "2026-01-12");
    expect(await targets()).toEqual({ "0": 0n, "1": 0n, "2": 170n });
  });
});

describe("Identity is the customer id. Only an order without a customer waits, and is claimed after a login with that address", () => {
  it("then it is judged as one of the member's orders, and those after it anew", async () => {
    await publish();
    const guest = { customerId: null, guestHash: "hash of anna@example.com" };
    await tell(
      [told({ id: "1", on: "2026-01-10", roubles: 1_000 }, "2026-01-10", guest)],
      "2026-01-10",
    );
    await tell([told({ id: "2", on: "2026-01-11", roubles: 100 })], "2026-01-11");
    expect(await pointsOf()).toBe(100n);
    const login = { shop: SHOP, customerId: ANNA };
    await claimGuestOrders(shop.db, { ...login, emailHash: "hash of another" }, at("2026-01-12"));
    // An unproven address claims nothing.
    expect(await pointsOf()).toBe(100n);
    await claimGuestOrders(
      shop.db,
      { ...login, emailHash: "hash of anna@example.com" },
      at("2026-01-13"),
    );
    expect(await targets()).toEqual({ "1": 1_000n, "2": 200n });
    expect(await pointsOf()).toBe(1_200n);
  });
});

describe("Clawback after the points are spent: the programme chooses whether the member owes it or it stops at zero", () => {
  it.each([
    ["owe", -900n],
    ["stop_at_zero", 0n],
  ] as const)("%s", async (beyond_balance, left) => {
    await publish(programOf({ clawback: { beyond_balance } }));
    const order: Bought = { id: "1", on: "2026-01-10", roubles: 900 };
    await tell([told(order)], "2026-01-10");
    await maturePoints(shop.db, SHOP, at("2026-02-10"));
    const spent = { shop: SHOP, customerId: ANNA, points: points(-900n), reason: "spent" };
    await adjustPoints(shop.db, { ...spent, key: "1", actor: "test" }, at("2026-02-10"));
    await tell([told({ ...order, cancelled: "2026-02-11" }, "2026-02-11")], "2026-02-11");
    expect(await pointsOf()).toBe(left);
  });
});

describe("Wholesale: thresholds by period", () => {
  const wholesale = {
    companies: true,
    period: "month",
    period_steps: [{ from: "1000.00", percent: "10" }],
  };

  it("count what was bought earlier in the period, in whatever order it is heard of", async () => {
    await publish(programOf({ tiers: null, wholesale, time_zone: "Europe/Moscow" }));
    const b2b = { companyId: "77" };
    const orders = [
      told({ id: "1", on: "2026-01-31T20:59:00.000Z", roubles: 900 }, undefined, b2b),
      // A minute later it is February in Moscow.
      told({ id: "2", on: "2026-01-31T21:00:00.000Z", roubles: 900 }, undefined, b2b),
      told({ id: "3", on: "2026-02-10", roubles: 100, paid: null }, undefined, b2b),
      told(
        { id: "4", on: "2026-02-11", roubles: 100, refunded: [["2026-02-12", 50]] },
        undefined,
        b2b,
      ),
    ];
    for (const event of orders.toReversed()) await tell([event], "2026-03-01");
    const rows = await shop.sql.query("SELECT order_id, award FROM orders ORDER BY order_id");
    expect(rows).toEqual([
      { order_id: "1", award: 900n },
      { order_id: "2", award: 900n },
      { order_id: "3", award: 110n },
      { order_id: "4", award: 110n },
    ]);
  });
});

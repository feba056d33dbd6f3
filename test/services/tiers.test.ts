import Fraction from "fraction.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventsOf } from "../../app/db/event-queries.server.ts";
import { holdersOfCustomers } from "../../app/db/holder-queries.server.ts";
import { memberTiers } from "../../app/db/member-tier-queries.server.ts";
import { inTransaction, type Tx } from "../../app/db/transaction.server.ts";
import { customerId } from "../../app/domain/ids.ts";
import type { OrderEvent, OrderFacts } from "../../app/domain/order/order.ts";
import { points } from "../../app/domain/points.ts";
import { encodeProgram, parseProgram, type Program } from "../../app/domain/program.ts";
import { accrueOrders, accrueOrdersIn } from "../../app/services/accrue-orders.server.ts";
import { ensureMembers } from "../../app/services/ensure-members.server.ts";
import { gather } from "../../app/services/export-customer-data.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { moveTiers } from "../../app/services/move-tiers.server.ts";
import { pinTiers, unpinTiers } from "../../app/services/pin-tiers.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";
import { at, bought, tier, tiered, type Bought } from "../support/tier-examples.ts";

const ANNA = customerId("7000000000001");
const BORIS = customerId("7000000000002");

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.sql.query(
    "INSERT INTO shops (shop, currency, installed_at, created_at) VALUES ($1, 'RUB', $2, $2)",
    [SHOP, at("2025-01-01")],
  );
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

const LEVELS = [
  tier("silver", 1_000_00n, { multiplier: new Fraction(2), entryBonus: points(50n) }),
  tier("gold", 5_000_00n, { multiplier: new Fraction(3), entryBonus: points(500n) }),
];
/** One point for a rouble; silver earns twice, gold three times as much. */
const TIERED = tiered({ levels: LEVELS });

/** The program without tiers, with more sections of its document. */
function programOf(sections: Record<string, unknown>): Program {
  const parsed = parseProgram({ ...encodeProgram(tiered(null)), ...sections });
  if (parsed.kind !== "ok") throw new Error(JSON.stringify(parsed.problems));
  return parsed.program;
}

const publish = (program: Program, on: string) =>
  publishProgram(shop.db, { shop: SHOP, program, by: "test" }, at(on));

const told = (one: Bought, facts: Partial<OrderFacts> = {}): OrderEvent => {
  const { facts: state, refunds } = bought({ ...one, facts: { customerId: ANNA, ...facts } });
  return { kind: "state", facts: { ...state, refunds } };
};

/** Tells the orders, each by itself, in the order given. */
async function tell(orders: readonly OrderEvent[], now: string): Promise<void> {
  for (const event of orders) await accrueOrders(shop.db, SHOP, [event], at(now));
}

const holderOf = async (customer = ANNA) => {
  const holder = (await holdersOfCustomers(shop.sql, SHOP, [customer])).get(customer);
  if (!holder) throw new Error(`${customer} is nobody`);
  return holder;
};

const standing = async (customer = ANNA) => {
  const holder = await holderOf(customer);
  return (await memberTiers(shop.sql, SHOP, [holder])).get(holder) ?? null;
};

const events = async (customer = ANNA) =>
  (await eventsOf(shop.sql, SHOP, [await holderOf(customer)])).map(
    ({ type, at: when, data }) =>
      `${when.toISOString().slice(0, 10)} ${type} ${JSON.stringify(data)}`,
  );

/** What each order has earned. */
async function earned(): Promise<Record<string, bigint>> {
  const rows = await shop.sql.query<{ order_id: string; target: bigint }>(
    "SELECT order_id, target FROM orders WHERE shop = $1 ORDER BY order_id",
    [SHOP],
  );
  return Object.fromEntries(rows.map((row) => [row.order_id, row.target]));
}

/** Balances and lots of all members, by customer. */
const ends = () =>
  shop.sql.query(
    `SELECT c.customer_id, b.pending, b.available, b.owed, t.tier, t.since, t.figure, t.check_at,
            (SELECT json_agg(concat_ws(' ', lot_id, matures_at, pending, available) ORDER BY lot_id)
               FROM lots l WHERE l.shop = b.shop AND l.holder_id = b.holder_id
                AND (pending > 0 OR available > 0)
                AND lot_id NOT LIKE 'award/%') AS lots
       FROM customers c JOIN holders h USING (shop, holder_id)
       JOIN balances b ON b.shop = h.shop AND b.holder_id = coalesce(h.merged_into, h.holder_id)
       LEFT JOIN member_tiers t ON t.shop = b.shop AND t.holder_id = b.holder_id
      WHERE c.shop = $1 ORDER BY c.customer_id`,
    [SHOP],
  );

const FIRST = told({ id: "1", on: "2026-01-10", roubles: 1_000 });
const SECOND = told({ id: "2", on: "2026-02-10", roubles: 100 });
const THIRD = told({ id: "3", on: "2026-03-10", roubles: 4_000 });
const FOURTH = told({ id: "4", on: "2026-04-10", roubles: 10 });

describe("earn multiplier", () => {
  it("is that of the tier that the member had when the order was placed", async () => {
    await publish(TIERED, "2025-01-01");
    await tell([FIRST, SECOND, THIRD, FOURTH], "2026-05-01");
    expect(await earned()).toEqual({ "1": 1_000n, "2": 200n, "3": 8_000n, "4": 30n });
    expect(await standing()).toMatchObject({ tier: "gold", since: at("2026-03-10") });
  });
});

describe("an order that arrives late re-evaluates that member's later orders", () => {
  it.each([
    ["backwards", [FOURTH, THIRD, SECOND, FIRST]],
    ["the first last", [SECOND, THIRD, FOURTH, FIRST]],
    ["twice and mixed", [THIRD, FIRST, THIRD, FOURTH, SECOND, FIRST]],
  ])("told %s", async (_name, orders) => {
    await publish(TIERED, "2025-01-01");
    await tell(orders, "2026-05-01");
    expect(await earned()).toEqual({ "1": 1_000n, "2": 200n, "3": 8_000n, "4": 30n });
    const told = await ends();
    await shop.close();

    shop = await shopDatabase();
    await shop.sql.query(
      "INSERT INTO shops (shop, currency, installed_at, created_at) VALUES ($1, 'RUB', $2, $2)",
      [SHOP, at("2025-01-01")],
    );
    await publish(TIERED, "2025-01-01");
    await accrueOrders(shop.db, SHOP, [FIRST, SECOND, THIRD, FOURTH], at("2026-05-01"));
    expect(await ends()).toEqual(told);
  });

  it("leaves the orders of others alone, and those of versions that ask nothing", async () => {
    await publish(tiered(null), "2025-01-01");
    await publish(TIERED, "2026-02-20");
    await tell(
      [THIRD, told({ id: "9", on: "2026-03-11", roubles: 5 }, { customerId: BORIS })],
      "2026-05-01",
    );
    expect(await earned()).toEqual({ "3": 4_000n, "9": 5n });
    await tell([FIRST, SECOND], "2026-05-02");
    expect(await earned()).toEqual({ "1": 1_000n, "2": 100n, "3": 8_000n, "9": 5n });
  });

  it("numbers the orders anew: the first order's bonus goes to the order that was first", async () => {
    const program = programOf({
      campaigns: [
        {
          id: "first",
          starts_at: "2025-01-01T00:00",
          ends_at: "2030-01-01T00:00",
          orders: { order_number: { first: true } },
          effect: { multiplier: "5" },
        },
      ],
    });
    await publish(program, "2025-01-01");
    await tell([SECOND], "2026-05-01");
    expect(await earned()).toEqual({ "2": 500n });
    await tell([FIRST], "2026-05-02");
    expect(await earned()).toEqual({ "1": 5_000n, "2": 100n });
  });
});

it("judges orders by refunds dated before them, whenever those are heard of", async () => {
  await publish(tiered({ levels: LEVELS, graceDays: 0 }), "2025-01-01");
  await tell([FIRST, SECOND], "2026-02-11");
  expect(await earned()).toEqual({ "1": 1_000n, "2": 200n });
  // A refund of January is told in May; one of March changes nothing for February.
  const late = told({
    id: "1",
    on: "2026-01-10",
    roubles: 1_000,
    refunded: [["2026-01-20", 1]],
    facts: { updatedAt: at("2026-01-20") },
  });
  await tell([late], "2026-05-01");
  expect(await earned()).toEqual({ "1": 999n, "2": 100n });
  expect(await standing()).toMatchObject({ tier: "silver", figure: 1_099_00n });
});

it("re-evaluates both members' orders when an order changes hands", async () => {
  await publish(TIERED, "2025-01-01");
  await tell([FIRST, SECOND], "2026-05-01");
  await tell(
    [told({ id: "5", on: "2026-04-01", roubles: 10 }, { customerId: BORIS })],
    "2026-05-01",
  );
  const given = told(
    { id: "1", on: "2026-01-10", roubles: 1_000 },
    { customerId: BORIS, updatedAt: at("2026-05-02") },
  );
  await tell([given], "2026-05-02");
  expect(await earned()).toEqual({ "1": 1_000n, "2": 100n, "5": 20n });
  expect(await standing()).toMatchObject({ tier: null });
  expect(await standing(BORIS)).toMatchObject({ tier: "silver" });
});

describe("merged customers: tiers and histories unite", () => {
  it("re-evaluates the merged history, whichever came first", async () => {
    await publish(TIERED, "2025-01-01");
    const ofBoris = told({ id: "6", on: "2026-01-05", roubles: 900 }, { customerId: BORIS });
    await tell([FIRST, SECOND, ofBoris], "2026-05-01");
    expect(await earned()).toEqual({ "1": 1_000n, "2": 200n, "6": 900n });
    await mergeMembers(shop.db, SHOP, { from: BORIS, into: ANNA }, at("2026-05-02"));
    expect(await standing()).toMatchObject({ tier: "silver", figure: 2_000_00n });
    await tell([told({ id: "7", on: "2026-01-06", roubles: 100 })], "2026-05-03");
    // With Boris' 900 the 100 of the sixth make silver, so the first order earns twice.
    expect(await earned()).toEqual({ "1": 2_000n, "2": 200n, "6": 900n, "7": 100n });
    expect(await standing(BORIS)).toMatchObject({ tier: "silver", since: at("2026-01-06") });
  });
});

describe("going up is at once; going down is at the window's end, after a grace period, with a warning", () => {
  it("tells of it once each, and moves by the clock alone", async () => {
    await publish(TIERED, "2025-01-01");
    await tell([FIRST], "2026-01-10");
    expect(await events()).toEqual(['2026-01-10 tier/upgraded {"to":"silver","from":null}']);
    expect(await moveTiers(shop.db, SHOP, at("2027-01-09"))).toMatchObject({ transfers: 0 });
    expect(await standing()).toMatchObject({ tier: "silver", fallsAt: null });

    await moveTiers(shop.db, SHOP, at("2027-01-10"));
    await moveTiers(shop.db, null, at("2027-01-11"));
    expect(await standing()).toMatchObject({
      tier: "silver",
      belowSince: at("2027-01-10"),
      fallsAt: at("2027-02-09"),
      fallsTo: null,
    });
    await moveTiers(shop.db, null, at("2027-02-09"));
    await moveTiers(shop.db, null, at("2027-02-10"));
    expect(await standing()).toMatchObject({ tier: null, figure: 0n, checkAt: null });
    expect((await events()).slice(1)).toEqual([
      '2027-01-10 tier/warning {"tier":"silver","falls_at":"2027-02-09T12:00:00.000Z","falls_to":null}',
      '2027-02-09 tier/downgraded {"to":null,"from":"silver"}',
    ]);
  });

  it("looks at everybody once after the tiers were changed, also at those who never bought", async () => {
    await publish(tiered(null), "2025-01-01");
    await tell([FIRST], "2026-01-10");
    await inTransaction(shop.db, (tx) => ensureMembers(tx, SHOP, [BORIS], at("2026-01-10")));
    expect(await standing()).toBeNull();
    await publish(tiered({ levels: [tier("basic", 0n), ...LEVELS] }), "2026-02-01");
    expect(await moveTiers(shop.db, null, at("2026-02-02"))).toMatchObject({ holders: 2 });
    expect(await moveTiers(shop.db, null, at("2026-02-03"))).toMatchObject({ holders: 0 });
    expect(await standing()).toMatchObject({ tier: "silver", since: at("2026-02-01") });
    expect(await standing(BORIS)).toMatchObject({ tier: "basic" });
    expect(await events()).toHaveLength(1);
    // Everybody begins in the lowest.
    expect(await events(BORIS)).toEqual([]);
    const newcomer = customerId("7000000000003");
    await inTransaction(shop.db, (tx) => ensureMembers(tx, SHOP, [newcomer], at("2026-02-04")));
    await moveTiers(shop.db, null, at("2026-02-04"));
    expect(await standing(newcomer)).toMatchObject({ tier: "basic" });
  });
});

describe("entry bonus", () => {
  const awards = async () =>
    shop.sql.query<{ award_key: string; points: bigint }>(
      "SELECT award_key, points FROM awards WHERE shop = $1 ORDER BY award_key",
      [SHOP],
    );

  it("is given once, and taken back with what it was reached by", async () => {
    await publish(TIERED, "2025-01-01");
    await tell([FIRST, FIRST], "2026-01-10");
    expect(await awards()).toEqual([{ award_key: "tier_entry/silver", points: 50n }]);
    expect(await shop.points(SHOP, ANNA)).toBe(1_050n);
    const back = told({
      id: "1",
      on: "2026-01-10",
      roubles: 1_000,
      refunded: [["2026-01-12", 500]],
      facts: { updatedAt: at("2026-01-12") },
    });
    await tell([back], "2026-01-12");
    expect(await awards()).toEqual([{ award_key: "tier_entry/silver", points: 0n }]);
    expect(await shop.points(SHOP, ANNA)).toBe(500n);
    await tell([told({ id: "8", on: "2026-02-12", roubles: 500 })], "2026-02-12");
    expect(await awards()).toEqual([{ award_key: "tier_entry/silver", points: 50n }]);
  });

  it("is not given twice where two members who have got it become one", async () => {
    await publish(TIERED, "2025-01-01");
    await tell(
      [FIRST, told({ id: "6", on: "2026-01-05", roubles: 1_000 }, { customerId: BORIS })],
      "2026-02-01",
    );
    await mergeMembers(shop.db, SHOP, { from: BORIS, into: ANNA }, at("2026-02-02"));
    expect(await shop.points(SHOP, ANNA)).toBe(1_000n + 2_000n + 50n);
  });
});

describe("a tier that an import has given", () => {
  it("reaches also a member who has never bought anything, and never been looked at", async () => {
    await inTransaction(shop.db, (tx) => ensureMembers(tx, SHOP, [ANNA], at("2025-01-01")));
    await publish(TIERED, "2025-01-02");
    await moveTiers(shop.db, SHOP, at("2025-01-03"));
    await shop.sql.query("DELETE FROM member_tiers");
    const pin = {
      holderId: await holderOf(),
      tier: "gold",
      at: at("2025-02-01"),
      source: "by hand",
    };
    await inTransaction(shop.db, (tx) => pinTiers(tx, SHOP, [pin]));
    await moveTiers(shop.db, SHOP, at("2025-02-02"));
    expect(await standing()).toMatchObject({ tier: "gold" });
  });

  it("counts from then on for a year, and goes with the import's undo", async () => {
    await publish(TIERED, "2025-01-01");
    await tell([told({ id: "2", on: "2026-02-10", roubles: 100 })], "2026-02-10");
    const holder = await holderOf();
    const pin = { holderId: holder, tier: "gold", at: at("2026-02-01"), source: "import/1/1" };
    await inTransaction(shop.db, (tx) => pinTiers(tx, SHOP, [pin]));
    await moveTiers(shop.db, SHOP, at("2026-02-11"));
    expect(await earned()).toEqual({ "2": 300n });
    expect(await standing()).toMatchObject({ tier: "gold", since: at("2026-02-01") });
    await inTransaction(shop.db, (tx) => unpinTiers(tx, SHOP, ["import/1/1"]));
    await moveTiers(shop.db, SHOP, at("2026-02-12"));
    expect(await earned()).toEqual({ "2": 100n });
    expect(await standing()).toMatchObject({ tier: null });
  });
});

it("hands out on demand where a shopper stands, what was given and what was told of it", async () => {
  await publish(TIERED, "2025-01-01");
  await tell([FIRST], "2026-01-10");
  const subject = { customerId: ANNA, emailHash: null, orders: [] };
  const data = await gather(shop.sql, SHOP, subject, at("2026-01-11"));
  expect(data).toMatchObject({
    tiers: [{ tier: "silver", figure: 100_000 }],
    tiers_given: [],
    events: [{ type: "tier/upgraded", data: { from: null, to: "silver" } }],
  });
});

it("gives the same ends when workers tell a member's orders at the same time", async () => {
  await publish(TIERED, "2025-01-01");
  const orders = Array.from({ length: 24 }, (_, index) =>
    told(
      {
        id: String(100 + index),
        on: `2026-01-${String(index + 1).padStart(2, "0")}`,
        roubles: 150,
      },
      { customerId: index % 3 === 0 ? BORIS : ANNA },
    ),
  );
  await Promise.all(
    [0, 1, 2, 3].map(async (worker) => {
      const own = orders.filter((_, index) => (index * 7) % 4 === worker);
      for (let from = 0; from < own.length; from += 2)
        await accrueOrders(shop.db, SHOP, own.slice(from, from + 2), at("2026-03-01"));
    }),
  );
  const together = await ends();
  await shop.close();
  shop = await shopDatabase();
  await shop.sql.query(
    "INSERT INTO shops (shop, currency, installed_at, created_at) VALUES ($1, 'RUB', $2, $2)",
    [SHOP, at("2025-01-01")],
  );
  await publish(TIERED, "2025-01-01");
  await accrueOrders(shop.db, SHOP, orders, at("2026-03-01"));
  expect(await ends()).toEqual(together);
});

it("asks nothing more for a program that needs nothing of members", async () => {
  await publish(tiered(null), "2025-01-01");
  await tell([FIRST], "2026-01-10");
  const asked: string[] = [];
  await inTransaction(shop.db, async (tx) => {
    const counted: Tx = {
      client: tx.client,
      query: (text, values) => {
        asked.push(text);
        return tx.query(text, values);
      },
    };
    await accrueOrdersIn(counted, SHOP, [SECOND], at("2026-02-10"));
  });
  const tables = /member_tiers|tier_pins|awards|enrolments|companies|products|events/;
  expect(asked.filter((text) => tables.test(text))).toEqual([]);
  expect(asked).toHaveLength(10);
});

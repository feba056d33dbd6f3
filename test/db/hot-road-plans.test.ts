import { afterAll, beforeAll, expect, it } from "vitest";
import { capturedPartsOf } from "../../app/db/captured-parts-queries.server.ts";
import {
  holdsNamed,
  lockHolds,
  markCaptured,
  usesOfHolds,
} from "../../app/db/capture-queries.server.ts";
import { lockBooks } from "../../app/db/book-queries.server.ts";
import { loadNamedLots } from "../../app/db/lot-queries.server.ts";
import { dueLotsAfter } from "../../app/db/due-lot-queries.server.ts";
import { guestOrdersWait } from "../../app/db/guest-order-queries.server.ts";
import { holdersOfCustomers } from "../../app/db/holder-queries.server.ts";
import { lockOrders } from "../../app/db/order-queries.server.ts";
import { createPool, type Database } from "../../app/db/pool.server.ts";
import { postedByOrder, reversalsOfOrders } from "../../app/db/posted-queries.server.ts";
import {
  eraseGuestHashes,
  eraseOrderBodies,
  ordersOfSubject,
} from "../../app/db/redact-customer-queries.server.ts";
import { emptyDeliveryBodies } from "../../app/db/retention-queries.server.ts";
import { inTransaction, type Tx } from "../../app/db/transaction.server.ts";
import { points } from "../../app/domain/points.ts";
import { customerId, holderId, holdId, lotId, orderId, shopId } from "../../app/domain/ids.ts";
import { freshDatabase, type FreshDatabase } from "../support/fresh-database.ts";
import { withClient } from "../support/postgres.ts";

/** One shop of 20,000 orders that the statistics know, beside which another is new to them. */
const KNOWN_SHOP = `
  WITH n AS (SELECT n, format('00000000-0000-7000-8000-%s', lpad(n::text, 12, '0'))::uuid AS id
               FROM generate_series(1, 20000) AS n),
  h AS (INSERT INTO holders (shop, holder_id, kind, created_at) SELECT 'known', id, 'member', now() FROM n),
  c AS (INSERT INTO customers (shop, customer_id, holder_id, created_at)
        SELECT 'known', n::text, id, now() FROM n),
  b AS (INSERT INTO balances (shop, holder_id, chain_hash) SELECT 'known', id, '' FROM n),
  o AS (INSERT INTO orders (shop, order_id) SELECT 'known', n::text FROM n),
  l AS (INSERT INTO lots (shop, holder_id, lot_id, matures_at, pending)
        SELECT 'known', id, 'order/' || n, now(), 1 FROM n),
  d AS (INSERT INTO deliveries (shop, topic, webhook_id, body_hmac, received_at, order_id, body,
                                body_since)
        SELECT 'known', 'orders/paid', n, '', now(), n, '{}', now() FROM n),
  q AS (INSERT INTO delivery_queue (shop, delivery_id, received_at, goes_first, due_at)
        SELECT 'known', n, now(), false, now() FROM n),
  s AS (INSERT INTO holds (shop, hold_id, holder_id, customer_id, code, state, points, money_minor,
                           currency, created_at, expires_at)
        SELECT 'known', id, id, n::text, translate(lpad(n::text, 6, '0'), '01', 'AB'), 'released',
               1, 1, 'RUB', now(), now() FROM n),
  u AS (INSERT INTO lot_uses (shop, holder_id, seq, line, lot_id, account, amount)
        SELECT 'known', id, 1, 0, 'order/' || n, 'pending', 1 FROM n)
  INSERT INTO transfers (shop, holder_id, seq, key, code, debit, credit, amount, order_id,
                         explanation, event_at, recorded_at, prev_hash, hash)
  SELECT 'known', id, 1, 'earn/' || n, 'earn', 'issued', 'pending', 1, n::text, '{}', now(), now(),
         '', '' FROM n`;

let database: FreshDatabase;
let db: Database;
beforeAll(async () => {
  database = await freshDatabase();
  await withClient(database.url, async (owner) => {
    // The foreign keys hold; they are only not looked at row by row.
    await owner.query("SET session_replication_role = replica");
    await owner.query(KNOWN_SHOP);
    await owner.query("ANALYZE");
  });
  db = createPool(database.url, { max: 1 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Index Cond"?: string;
  readonly Plans?: readonly Plan[];
}

/** How PostgreSQL means to read each table when it does not look at the values. */
async function readings(work: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  const told: string[] = [];
  for (const plan of await plans(work)) {
    const table = plan["Relation Name"];
    if (table) told.push(`${table}: ${plan["Index Cond"] ?? plan["Node Type"]}`);
  }
  return told;
}

/** Every step of all that is planned for the work, without looking at the values. */
async function plans(work: (tx: Tx) => Promise<unknown>): Promise<Plan[]> {
  const told: Plan[] = [];
  const walk = (plan: Plan): void => {
    told.push(plan);
    plan.Plans?.forEach(walk);
  };
  await inTransaction(db, (tx) =>
    work({
      client: tx.client,
      query: async (text) => {
        const [row] = await tx.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
          `EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`,
        );
        if (row) walk(row["QUERY PLAN"][0].Plan);
        return [];
      },
    }),
  );
  return told;
}

const SHOP = shopId("new");
const HOLDER = holderId("00000000-0000-7000-8000-000000000001");
const ORDER = [orderId("1")];
const LOT = { holderId: HOLDER, lotId: lotId("order/1") };
const NAMED = { orderId: orderId("1"), holdId: holdId(HOLDER), customerId: customerId("1") };

it.each<[string, string[], (tx: Tx) => Promise<unknown>]>([
  ["orders", ["orders.order_id"], (tx) => lockOrders(tx, SHOP, [orderId("1")])],
  [
    "what they have posted",
    ["transfers.order_id", "holders.holder_id"],
    (tx) => postedByOrder(tx, SHOP, [orderId("1")]),
  ],
  [
    "what clawbacks took",
    ["transfers.order_id", "holders.holder_id", "lot_uses.holder_id", "lots.holder_id"],
    (tx) => reversalsOfOrders(tx, SHOP, [orderId("1")]),
  ],
  [
    "members",
    ["customers.customer_id", "holders.holder_id"],
    (tx) => holdersOfCustomers(tx, SHOP, [customerId("1")]),
  ],
  ["balances", ["balances.holder_id", "holders.holder_id"], (tx) => lockBooks(tx, SHOP, [HOLDER])],
  [
    "the holds that they name",
    ["holds.hold_id", "customers.customer_id", "holders.holder_id"],
    (tx) => holdsNamed(tx, SHOP, [NAMED]),
  ],
  ["those holds", ["holds.hold_id"], (tx) => lockHolds(tx, SHOP, [NAMED.holdId])],
  [
    "what those held",
    ["transfers.key", "lot_uses.holder_id"],
    (tx) => usesOfHolds(tx, SHOP, [NAMED.holdId]),
  ],
  [
    "what they have captured",
    ["transfers.order_id", "holders.holder_id", "lot_uses.holder_id", "lots.holder_id"],
    (tx) => capturedPartsOf(tx, SHOP, ORDER),
  ],
  ["lots", ["lots.lot_id"], (tx) => loadNamedLots(tx, SHOP, [], [LOT])],
])("finds %s by their keys in a shop that the statistics do not know", async (_, keys, work) => {
  const told = await readings(work);
  expect(told.map((one) => one.slice(0, one.indexOf(":"))).sort()).toEqual(
    keys.map((key) => key.slice(0, key.indexOf("."))).sort(),
  );
  for (const key of keys) {
    const [table, column] = key.split(".");
    const reading = told.find((one) => one.startsWith(`${String(table)}:`));
    expect(reading).toMatch(/\bshop = /);
    expect(reading).toMatch(new RegExp(`\\b${String(column)} = `));
  }
});

const SUBJECT = { shop: SHOP, customers: [customerId("1")], emailHash: "hash", orders: [] };
const DAY = new Date("2026-06-01T00:00:00Z");
const DUE = { dueAt: DAY, holderId: HOLDER };

it.each<[string, string[], (tx: Tx) => Promise<unknown>]>([
  [
    "holds that are captured",
    ["holds_pkey"],
    (tx) => markCaptured(tx, SHOP, [{ ...NAMED, points: points(1n) }], DAY),
  ],
  ["bodies of an order", ["deliveries_of_order"], (tx) => eraseOrderBodies(tx, SHOP, ORDER)],
  ["what was told of a guest", ["deliveries_of_order"], (tx) => eraseGuestHashes(tx, SHOP, ORDER)],
  [
    "orders of a person",
    ["orders_claimed", "orders_of_guests", "orders_shop_customer_id_idx"],
    (tx) => ordersOfSubject(tx, SUBJECT),
  ],
  ["guest orders that wait", ["orders_of_guests"], (tx) => guestOrdersWait(tx, SHOP)],
  ["bodies past their time", ["deliveries_with_body"], (tx) => emptyDeliveryBodies(tx, DAY, 9)],
  ["lots that mature", ["lots_to_mature"], (tx) => dueLotsAfter(tx, "mature", SHOP, DAY, DUE, 9)],
  ["lots that expire", ["lots_to_expire"], (tx) => dueLotsAfter(tx, "expire", SHOP, DAY, DUE, 9)],
])("has an index for %s", async (_, indexes, work) => {
  const told = (await plans(work)).map((plan) => plan["Index Name"]);
  for (const index of indexes) expect(told).toContain(index);
});

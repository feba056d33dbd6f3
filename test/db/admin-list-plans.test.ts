import { afterAll, beforeAll, expect, it } from "vitest";
import { lastSignsOf } from "../../app/db/inactive-holder-queries.server.ts";
import { listMembers } from "../../app/db/member-list-queries.server.ts";
import { lotsOfMember } from "../../app/db/member-page-queries.server.ts";
import { listOrders } from "../../app/db/order-list-queries.server.ts";
import { createPool, type Database } from "../../app/db/pool.server.ts";
import { movementSince } from "../../app/db/shop-figure-queries.server.ts";
import { listTimeline } from "../../app/db/timeline-queries.server.ts";
import { inTransaction, type Queryable, type Tx } from "../../app/db/transaction.server.ts";
import { holderId, orderId, shopId } from "../../app/domain/ids.ts";
import { freshDatabase, type FreshDatabase } from "../support/fresh-database.ts";
import { withClient } from "../support/postgres.ts";

/** A shop of 20,000 members with an order each, over a year. */
const BIG_SHOP = `
  WITH n AS (SELECT n, format('00000000-0000-7000-8000-%s', lpad(n::text, 12, '0'))::uuid AS id,
                    timestamptz '2026-11-21' - (20000 - n) * interval '26 minutes' AS at
               FROM generate_series(1, 20000) AS n),
  h AS (INSERT INTO holders (shop, holder_id, kind, created_at) SELECT 'big', id, 'member', at FROM n),
  m AS (INSERT INTO members (shop, holder_id, status, joined_at) SELECT 'big', id, 'active', at FROM n),
  c AS (INSERT INTO customers (shop, customer_id, holder_id, created_at)
        SELECT 'big', n::text, id, at FROM n),
  b AS (INSERT INTO balances (shop, holder_id, chain_hash) SELECT 'big', id, '' FROM n),
  o AS (INSERT INTO orders (shop, order_id, customer_id, processed_at, paid_at, facts)
        SELECT 'big', n::text, n::text, at, at, '{}' FROM n),
  l AS (INSERT INTO lots (shop, holder_id, lot_id, matures_at, pending)
        SELECT 'big', id, 'order/' || n, at, 1 FROM n)
  INSERT INTO transfers (shop, holder_id, seq, key, code, debit, credit, amount, order_id,
                         explanation, event_at, recorded_at, prev_hash, hash)
  SELECT 'big', id, 1, 'earn/' || n, 'earn', 'issued', 'pending', 1, n::text, '{}', at, at,
         '', '' FROM n ORDER BY n`;

let database: FreshDatabase;
let db: Database;
beforeAll(async () => {
  database = await freshDatabase();
  await withClient(database.url, async (owner) => {
    // The foreign keys hold; they are only not looked at row by row.
    await owner.query("SET session_replication_role = replica");
    await owner.query(BIG_SHOP);
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
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly Plan[];
}

/** How many rows PostgreSQL reads of all tables for a query, with what it throws away. */
async function rowsRead(work: (db: Queryable) => Promise<unknown>): Promise<number> {
  let read = 0;
  const walk = (plan: Plan): void => {
    const { "Actual Rows": rows, "Actual Loops": loops, "Rows Removed by Filter": removed } = plan;
    if (plan["Relation Name"] !== undefined) read += loops * (rows + (removed ?? 0));
    plan.Plans?.forEach(walk);
  };
  await inTransaction(db, (tx: Tx) =>
    work({
      query: async <Row>(text: string, values?: readonly unknown[]) => {
        const [row] = await tx.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
          `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
          values,
        );
        if (row) walk(row["QUERY PLAN"][0].Plan);
        return [{} as Row];
      },
    }),
  );
  return read;
}

const SHOP = shopId("big");
const MIDDLE = 10_000;
const HOLDER = holderId(`00000000-0000-7000-8000-${String(MIDDLE).padStart(12, "0")}`);
const AT = new Date(Date.UTC(2026, 10, 21) - (20_000 - MIDDLE) * 26 * 60_000);
const ORDER = { processedAt: AT, orderId: orderId(String(MIDDLE)) };
const PAGE = 51;

it.each<[string, number, (db: Queryable) => Promise<unknown>]>([
  ["the first members", 4, (tx) => listMembers(tx, SHOP, null, PAGE)],
  ["members in the middle", 4, (tx) => listMembers(tx, SHOP, older(HOLDER), PAGE)],
  ["members back from there", 4, (tx) => listMembers(tx, SHOP, newer(HOLDER), PAGE)],
  ["the newest orders", 4, (tx) => listOrders(tx, SHOP, null, null, PAGE)],
  ["orders in the middle", 4, (tx) => listOrders(tx, SHOP, null, older(ORDER), PAGE)],
  ["orders back from there", 4, (tx) => listOrders(tx, SHOP, "paid", newer(ORDER), PAGE)],
  ["a member's history", 1, (tx) => listTimeline(tx, SHOP, HOLDER, older(9n), PAGE)],
  ["a member's lots", 1, (tx) => lotsOfMember(tx, SHOP, HOLDER, PAGE)],
  ["what a member's inactivity counts from", 1, (tx) => lastSignsOf(tx, SHOP, [HOLDER])],
])("reads %s without reading all the others", async (_, tables, work) => {
  expect(await rowsRead(work)).toBeLessThanOrEqual(tables * PAGE);
});

it("reads no more than the newest part of the ledger for what was earned lately", async () => {
  const since = new Date("2026-11-10T00:00:00Z");
  expect(await rowsRead((tx) => movementSince(tx, SHOP, since))).toBeLessThan(10_000);
});

const older = <Place>(place: Place) => ({ place, side: "older" as const });
const newer = <Place>(place: Place) => ({ place, side: "newer" as const });

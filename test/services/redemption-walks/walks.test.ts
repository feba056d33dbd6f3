import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pino } from "pino";
import type { Database } from "../../../app/db/pool.server.ts";
import { queryable, inTransaction } from "../../../app/db/transaction.server.ts";
import { shopId } from "../../../app/domain/ids.ts";
import { openContext } from "../../../app/jobs/open-context.server.ts";
import type { JobContext } from "../../../app/jobs/job.server.ts";
import { adjustPoints } from "../../../app/services/adjust-points.server.ts";
import { clearHolds } from "../../../app/services/clear-holds.server.ts";
import { ensureMembers } from "../../../app/services/ensure-members.server.ts";
import { expireHolds } from "../../../app/services/expire-holds.server.ts";
import { PassedOver } from "../../../app/services/passed-over.server.ts";
import { viewMember } from "../../../app/services/view-member.server.ts";
import { holdMetafields, type HoldMetafields } from "../../../app/shopify/hold-metafield.server.ts";
import { newCustomer } from "../../support/dev-store-customers.ts";
import {
  DEV_KEY,
  DEV_SECRET,
  DEV_SHOP,
  useRunningDevStore,
} from "../../support/running-dev-store.ts";
import { shopDatabase, type ShopDatabase } from "../../support/shop-with-orders.ts";
import { Shopper } from "./shopper.ts";
import { walk, type Step } from "./walk.ts";

const BATCHES = 4;
const WALKS_PER_BATCH = 250;
const AT_ONCE = 8;
const SEED = Number(process.env["WALK_SEED"] ?? 20_261_121);
const STEP_MS = 20 * 60_000;
const DAY_MS = 86_400_000;
const START = new Date(Math.floor(Date.now() / 1000) * 1000);
const SHOP = shopId(DEV_SHOP);
/** In two lots, so that a hold takes of both. */
const GIVEN = [400n, 300n];

const store = useRunningDevStore();
const faults = (given: object) => store.control("PUT", "/faults", { lose: 1, ...given });

let database: ShopDatabase;
let context: JobContext;
let db: Database;
let metafields: HoldMetafields;
let close: () => Promise<void>;
beforeAll(async () => {
  database = await shopDatabase();
  await database.install(SHOP, new Date(START.getTime() - DAY_MS));
  const granted = await store.exchangeToken();
  await database.sql.query(
    `INSERT INTO sessions (id, shop, state, scope, access_token, expires)
     VALUES ($1, $2, '', $3, $4, now() + interval '1 hour')`,
    [`offline_${SHOP}`, SHOP, granted.scope, granted.access_token],
  );
  const config = {
    databaseUrl: database.url,
    devStoreUrl: store.url,
    personalDataKey: "a key of thirty-two characters!!",
    shopifyApiKey: DEV_KEY,
    shopifyApiSecret: DEV_SECRET,
    shopifyAppUrl: "http://127.0.0.1:9",
  };
  ({ context, close } = openContext(config, pino({ level: "silent" })));
  db = context.db;
  metafields = holdMetafields(context.adminOf(SHOP), { hurried: true });
});
afterAll(async () => {
  await close();
  await database.close();
});

/** Runs the work a few at a time. */
async function together<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = all.values();
  const run = async () => {
    for (const one of waiting) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
}

async function enrol(start: Date): Promise<Shopper> {
  const customer = await newCustomer(store);
  await inTransaction(db, (tx) => ensureMembers(tx, SHOP, [customer], start));
  for (const [index, amount] of GIVEN.entries()) {
    const gift = { points: amount, reason: "gift", key: `${customer}/${String(index)}` };
    await adjustPoints(db, { shop: SHOP, customerId: customer, actor: "test", ...gift }, start);
  }
  const given = GIVEN.reduce((sum, amount) => sum + amount, 0n);
  return new Shopper({ db, shop: SHOP, metafields }, customer, given);
}

/** What the worker does of itself; what Shopify does not answer is left to the next time. */
async function jobs(at: Date): Promise<void> {
  const ends = { metafields, reader: context.readerOf(SHOP) };
  for (const job of [
    () => expireHolds(db, SHOP, ends, at),
    () => clearHolds(db, metafields, SHOP, at),
  ]) {
    await job().catch((error: unknown) => {
      if (!(error instanceof PassedOver)) throw error;
    });
  }
}

async function live(walks: readonly (readonly Step[])[], start: Date): Promise<Shopper[]> {
  await faults({});
  const shoppers: Shopper[] = [];
  await together(walks, async () => {
    shoppers.push(await enrol(start));
  });
  const lives = shoppers.map((shopper, index) => ({ shopper, steps: walks[index] ?? [] }));
  const longest = Math.max(...walks.map((steps) => steps.length));
  for (let number = 0; number < longest; number += 1) {
    const at = new Date(start.getTime() + number * STEP_MS);
    // Some calls fail twice in a row, and what they were to do is left for the jobs.
    await faults({ admin_api: { error_rate: 0.05 } });
    await together(lives, async ({ shopper, steps }) => {
      const step = steps[number];
      if (step) await shopper.take(step, at);
    });
    await faults({});
    await jobs(at);
  }
  // A day later everything that was left must have come to its end.
  for (const hours of [24, 26]) await jobs(new Date(start.getTime() + hours * 3_600_000));
  return shoppers;
}

async function metafieldsLeft(): Promise<unknown> {
  const { access_token: token } = await store.exchangeToken();
  let after: string | null = null;
  const left: unknown[] = [];
  do {
    const response = await fetch(`${store.url}/admin/api/2026-07/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": token },
      body: JSON.stringify({
        query: `query Left($after: String) { customers(first: 100, after: $after) {
          nodes { id metafield(namespace: "$app", key: "hold") { value } }
          pageInfo { hasNextPage endCursor } } }`,
        variables: { after },
      }),
    });
    const { data } = (await response.json()) as {
      data: {
        customers: {
          nodes: { metafield: unknown }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      };
    };
    left.push(...data.customers.nodes.filter(({ metafield }) => metafield !== null));
    after = data.customers.pageInfo.hasNextPage ? data.customers.pageInfo.endCursor : null;
  } while (after !== null);
  return left;
}

it(`leaves no hold, no point and no metafield behind in ${String(BATCHES * WALKS_PER_BATCH)} random walks of apply, change, remove, leave, order, cancel and refund`, async () => {
  const all = fc.sample(walk, { numRuns: BATCHES * WALKS_PER_BATCH, seed: SEED });
  const sql = queryable(db.pool);
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const walks = all.slice(batch * WALKS_PER_BATCH, (batch + 1) * WALKS_PER_BATCH);
    const shoppers = await live(walks, new Date(START.getTime() + batch * 3 * DAY_MS));
    const told = `WALK_SEED=${String(SEED)}, batch ${String(batch)}`;
    expect(
      await sql.query(
        "SELECT hold_id, state, ended_by FROM holds WHERE state IN ('active', 'clearing')",
      ),
      told,
    ).toEqual([]);
    expect(await sql.query("SELECT holder_id FROM balances WHERE held > 0"), told).toEqual([]);
    expect(await metafieldsLeft(), told).toEqual([]);
    for (const [index, shopper] of shoppers.entries()) {
      const member = await viewMember(db, SHOP, shopper.customer);
      const has = member && member.available - member.owed;
      expect(has, `${told}, walk ${String(index)}: ${JSON.stringify(walks[index])}`).toBe(
        shopper.expected,
      );
    }
  }
  const states = await sql.query<{ state: string; ended_by: string | null }>(
    "SELECT DISTINCT state, ended_by FROM holds",
  );
  // A test that meets nothing proves nothing.
  for (const end of ["shopper", "expiry", "replaced"])
    expect(states).toContainEqual({ state: "released", ended_by: end });
  expect(states).toContainEqual({ state: "captured", ended_by: null });
  const [late] = await sql.query("SELECT 1 FROM orders WHERE capture = 'late' LIMIT 1");
  expect(late).toBeDefined();
  expect(await database.difference()).toBeNull();
}, 600_000);

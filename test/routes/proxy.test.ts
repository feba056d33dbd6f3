import { createHmac } from "node:crypto";
import type { AppLoadContext } from "@remix-run/node";
import { pino } from "pino";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { loader } from "../../app/routes/proxy.$.ts";
import { connectShopify, type ShopifyConnection } from "../../app/shopify/connection.server.ts";
import { emailHasher } from "../../app/shopify/hash-email.server.ts";
import { createShopify } from "../../app/shopify/shopify.server.ts";
import { DEV_KEY, DEV_SECRET, DEV_SHOP, useRunningDevStore } from "../support/running-dev-store.ts";
import { PERSONAL_DATA_KEY, useShopOnDevStore } from "../support/shop-on-dev-store.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const ADDRESS = "anna@example.com";
const log = pino({ level: "silent" });

const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const shop = useShopOnDevStore(store, new Date("2026-11-01T12:00:00Z"));

let connection: ShopifyConnection;
let context: AppLoadContext;
beforeEach(() => {
  const config = {
    databaseUrl: shop.database.url,
    devStoreUrl: store.url,
    shopifyApiKey: DEV_KEY,
    shopifyApiSecret: DEV_SECRET,
    shopifyAppUrl: "http://127.0.0.1:9",
    scopes: null,
  };
  connection = connectShopify(config, shop.database.db, log);
  const onAuthenticated = () => Promise.resolve();
  context = {
    db: shop.database.db,
    now: () => NOW,
    log,
    shopify: createShopify({ config, connection, onAuthenticated, log }),
    readerOf: shop.context.readerOf,
    requestId: "test",
  };
});
afterEach(() => connection.close());

/** Asks as Shopify does for a visitor of the storefront. */
async function ask(customer: string, secret = DEV_SECRET, at = Date.now()) {
  const query = new URLSearchParams({
    shop: DEV_SHOP,
    logged_in_customer_id: customer,
    path_prefix: "/apps/kopilka",
    timestamp: String(Math.floor(at / 1000)),
  });
  const signed = [...query]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join("");
  query.set("signature", createHmac("sha256", secret).update(signed).digest("hex"));
  const request = new Request(`http://127.0.0.1:9/proxy/member?${query.toString()}`);
  const response = await loader({ request, context, params: {} }).catch((thrown: unknown) => {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  });
  const body: unknown = response.ok ? await response.json() : null;
  return { status: response.status, body };
}

const ids = z.object({ admin_graphql_api_id: z.string() });
const idOf = (made: z.output<typeof ids>) => made.admin_graphql_api_id.replace(/^.*\//, "");

async function customer(email: string): Promise<string> {
  const made = await store.control("POST", "/customers", { email });
  return idOf(z.object({ customer: ids }).parse(made).customer);
}

/** An order under an address, made without logging in, and known to the app. */
async function guestOrder(id: string, email: string) {
  const guestHash = emailHasher(PERSONAL_DATA_KEY)(email);
  const at = new Date("2026-11-10T09:00:00Z");
  const facts = { customerId: null, guestHash, processedAt: at, paidAt: at, updatedAt: at };
  await shop.database.order(shop.shop, id, facts, at);
}

it("gives who logs in the orders made under the same address, and shows the balance", async () => {
  const anna = await customer(ADDRESS);
  await guestOrder("701", "Anna@example.com");
  await guestOrder("702", "boris@example.com");
  expect(await ask(anna)).toMatchObject({
    status: 200,
    body: {
      member: { customer_id: anna, status: "active", points: { pending: 10, available: 0 } },
      claimed_order_ids: ["701"],
    },
  });
  expect(await ask(anna)).toMatchObject({ body: { claimed_order_ids: [] } });
});

it("claims nothing for a visitor who is not logged in", async () => {
  await guestOrder("701", ADDRESS);
  expect(await ask("")).toEqual({ status: 200, body: { member: null, claimed_order_ids: [] } });
  expect(await shop.database.sql.query("SELECT claimed_by FROM orders")).toEqual([
    { claimed_by: null },
  ]);
});

it("claims nothing where Shopify does not say whose address it is, and shows the balance", async () => {
  const anna = await customer("anna2@example.com");
  await guestOrder("701", "anna2@example.com");
  await shop.database.sql.query("DELETE FROM sessions");
  expect(await ask(anna)).toMatchObject({ status: 200, body: { claimed_order_ids: [] } });
});

it("turns away a query that Shopify has not signed, or signed long ago", async () => {
  expect((await ask("1", "another secret")).status).toBe(400);
  expect((await ask("1", DEV_SECRET, Date.now() - 10 * 60_000)).status).toBe(400);
  expect(await shop.database.sql.query("SELECT * FROM customers")).toEqual([]);
});

it("knows no programme in a shop that has removed the app", async () => {
  await shop.database.sql.query("UPDATE shops SET uninstalled_at = now()");
  expect((await ask("1")).status).toBe(404);
});

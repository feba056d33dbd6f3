import { Session } from "@shopify/shopify-api";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";

import { createPool } from "../../app/db/pool.server.ts";
import type { Database } from "../../app/db/pool.server.ts";
import { shopId } from "../../app/domain/ids.ts";
import { connectShopify } from "../../app/shopify/connection.server.ts";
import type { ShopifyConnection } from "../../app/shopify/connection.server.ts";
import { readShop } from "../../app/shopify/read-shop.server.ts";
import { freshDatabase } from "../support/fresh-database.ts";
import type { FreshDatabase } from "../support/fresh-database.ts";
import { API_KEY, API_SECRET, SHOP, startDevStore } from "./dev-store.ts";
import type { DevStore } from "./dev-store.ts";

let store: DevStore;
let database: FreshDatabase;
let pools: Database[];
let processes: ShopifyConnection[];

beforeAll(async () => {
  store = await startDevStore();
});
afterAll(() => store.stop());
beforeEach(async () => {
  database = await freshDatabase();
  // Two connections stand for two processes: they share the database and nothing else.
  pools = [createPool(database.url), createPool(database.url)];
  const config = {
    databaseUrl: database.url,
    devStoreUrl: store.url,
    shopifyApiKey: API_KEY,
    shopifyApiSecret: API_SECRET,
    shopifyAppUrl: "http://127.0.0.1:3000",
  };
  processes = pools.map((db) => connectShopify(config, db, pino({ level: "silent" })));
});
afterEach(async () => {
  await Promise.all(processes.map((process) => process.close()));
  await Promise.all(pools.map((pool) => pool.close()));
  await database.drop();
});

const shop = shopId(SHOP);

/** What the shop's tokens are after Shopify has given one, expired or not. */
async function storeSession(expires: Date): Promise<void> {
  const response = await fetch(`${store.url}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      client_id: API_KEY,
      client_secret: API_SECRET,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: await store.sessionToken(),
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      expiring: "1",
    }),
  });
  const token = (await response.json()) as {
    access_token: string;
    refresh_token: string;
    scope: string;
  };
  await processes[0]?.sessionStorage.storeSession(
    new Session({
      id: `offline_${SHOP}`,
      shop: SHOP,
      state: "",
      isOnline: false,
      scope: token.scope,
      accessToken: token.access_token,
      refreshToken: token.refresh_token,
      refreshTokenExpires: new Date(Date.now() + 90 * 86_400_000),
      expires,
    }),
  );
}

const stored = async () => {
  const session = await processes[0]?.sessionStorage.loadSession(`offline_${SHOP}`);
  return { accessToken: session?.accessToken, refreshToken: session?.refreshToken };
};
/** As many readings at once, from the processes in turn. */
function readAll(times: number) {
  const admins = processes.map((process) => process.admin(shop));
  const asked = Array.from({ length: times }, (_, index) => admins[index % 2]);
  return Promise.all(asked.flatMap((admin) => (admin === undefined ? [] : [readShop(admin)])));
}

it("renews an expired token once, however many ask for it in however many processes", async () => {
  await storeSession(new Date(Date.now() - 1000));
  const before = await stored();
  const readings = await readAll(12);
  expect(readings.map((reading) => reading.currency)).toEqual(
    Array.from({ length: 12 }, () => "RUB"),
  );
  const after = await stored();
  // A refresh token works once: had two been used, one reading would have failed.
  expect(after.accessToken).not.toBe(before.accessToken);
  expect(after.refreshToken).not.toBe(before.refreshToken);
});

it("leaves a token alone that has life in it", async () => {
  await storeSession(new Date(Date.now() + 3_600_000));
  const before = await stored();
  await readAll(2);
  expect(await stored()).toEqual(before);
});

it("has a token renewed that Shopify refuses before its time", async () => {
  await storeSession(new Date(Date.now() + 3_600_000));
  const session = await processes[0]?.sessionStorage.loadSession(`offline_${SHOP}`);
  if (session === undefined) throw new Error("no session");
  session.accessToken = "shpat_revoked";
  await processes[0]?.sessionStorage.storeSession(session);
  expect((await readAll(4)).map((reading) => reading.currency)).toEqual([
    "RUB",
    "RUB",
    "RUB",
    "RUB",
  ]);
});

it("refuses, and says why, where a shop has no session or its refresh token is worth nothing", async () => {
  await expect(readAll(1)).rejects.toThrow(/NO_SESSION/);
  await storeSession(new Date(Date.now() - 1000));
  const session = await processes[0]?.sessionStorage.loadSession(`offline_${SHOP}`);
  if (session === undefined) throw new Error("no session");
  session.refreshToken = "shprt_used";
  await processes[0]?.sessionStorage.storeSession(session);
  await expect(readAll(1)).rejects.toThrow(/NO_SESSION/);
});

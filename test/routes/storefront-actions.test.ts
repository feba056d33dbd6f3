import { createHmac } from "node:crypto";
import type { ActionFunctionArgs, AppLoadContext } from "@remix-run/node";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { action as actions } from "../../app/routes/proxy.actions.ts";
import { action as birthday } from "../../app/routes/proxy.birthday.ts";
import { action as enrolment } from "../../app/routes/proxy.enrolment.ts";
import { connectShopify, type ShopifyConnection } from "../../app/shopify/connection.server.ts";
import { createShopify } from "../../app/shopify/shopify.server.ts";
import { programWith, publish } from "../support/awards.ts";
import { DEV_KEY, DEV_SECRET } from "../support/running-dev-store.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const log = pino({ level: "silent" });

let shop: ShopDatabase;
let connection: ShopifyConnection;
let context: AppLoadContext;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, new Date("2026-11-01T00:00:00Z"));
  const rules = [
    { kind: "welcome", id: "hi", points: 200 },
    { kind: "social_share", id: "vk", points: 10, network: "vk", maximum_per_month: 1 },
  ];
  const program = programWith(rules, { enrolment: { mode: "opt_in" } });
  await publish(shop, SHOP, program, new Date("2026-11-02T00:00:00Z"));
  const config = {
    databaseUrl: shop.url,
    devStoreUrl: null,
    shopifyApiKey: DEV_KEY,
    shopifyApiSecret: DEV_SECRET,
    shopifyAppUrl: "http://127.0.0.1:9",
    scopes: null,
  };
  connection = connectShopify(config, shop.db, log);
  const onAuthenticated = () => Promise.resolve();
  context = {
    db: shop.db,
    now: () => NOW,
    log,
    shopify: createShopify({ config, connection, onAuthenticated, log }),
    requestId: "test",
  };
});
afterEach(async () => {
  await connection.close();
  await shop.close();
});

type Action = (args: ActionFunctionArgs) => Promise<Response>;

interface Visit {
  readonly customer?: string;
  readonly secret?: string;
  readonly type?: string;
}

/** Sends as a shopper's page does, through Shopify, which says who is logged in. */
async function send(action: Action, body: unknown, visit: Visit = {}) {
  const { customer = "501", secret = DEV_SECRET, type = "application/json" } = visit;
  const query = new URLSearchParams({
    shop: SHOP,
    logged_in_customer_id: customer,
    path_prefix: "/apps/kopilka",
    timestamp: String(Math.floor(Date.now() / 1000)),
  });
  const signed = [...query]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join("");
  query.set("signature", createHmac("sha256", secret).update(signed).digest("hex"));
  const request = new Request(`http://127.0.0.1:9/proxy/actions?${query.toString()}`, {
    method: "POST",
    headers: { "content-type": type },
    body: JSON.stringify(body),
  });
  const args = { request, context, params: {} } as unknown as ActionFunctionArgs;
  const response = await action(args).catch((thrown: unknown) => {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  });
  const text = await response.text();
  const json = text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: response.status, body: json };
}

const joins = (consent?: string) => send(enrolment, { status: "active", consent });
const share = { kind: "social_share", network: "vk" };

describe("what a logged-in shopper does at the storefront", () => {
  it("joins with consent, and leaves again with everything left as it was", async () => {
    expect((await joins()).body).toMatchObject({ error: { code: "consent_missing" } });
    expect((await joins("Ticked")).body).toMatchObject({
      status: "active",
      points: { available: 200 },
    });
    const left = await send(enrolment, { status: "opted_out" });
    expect(left.body).toMatchObject({ status: "opted_out", points: { available: 200 } });
    expect((await send(enrolment, { status: "frozen" })).status).toBe(422);
  });

  it("shares so often a month, once enrolled", async () => {
    expect((await send(actions, share)).body["outcome"]).toBe("not_enrolled");
    await joins("Ticked");
    expect((await send(actions, share)).body).toMatchObject({ outcome: "awarded", points: 10 });
    expect((await send(actions, share)).body["outcome"]).toBe("awarded_before");
    expect((await send(actions, { action: "quiz" })).status).toBe(422);
  });

  it("says when they have their birthday", async () => {
    expect((await send(birthday, { birthday: "1990-05-31" })).body).toEqual({ birthday: "05-31" });
    const [row] = await shop.sql.query("SELECT birth_month, birth_day FROM members");
    expect(row).toEqual({ birth_month: 5, birth_day: 31 });
  });

  it("is refused to a guest, with another signature, and as a form of another site", async () => {
    expect((await send(actions, share, { customer: "" })).status).toBe(401);
    expect((await send(actions, share, { secret: "wrong" })).status).toBe(400);
    expect((await send(actions, share, { type: "text/plain" })).status).toBe(415);
  });
});

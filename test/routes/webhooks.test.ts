import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { MOST_WEBHOOK_BYTES } from "../../app/server/webhook-endpoint.server.ts";
import { orderPayload, refundPayload, set } from "../support/order-payload.ts";
import { DELIVERIES } from "../support/deliveries.ts";
import { SHOP, signature, startWebProcess, type WebProcess } from "./support/web-process.ts";

interface StoredDelivery {
  shop: string;
  topic: string;
  webhook_id: string;
  event_id: string | null;
  order_id: string | null;
  facts: { order?: string } | null;
  body: Buffer;
  state: string;
  last_error: string | null;
}

interface ErrorAnswer {
  error: { code: string; message: string; field?: string };
}

let web: WebProcess;
beforeAll(async () => {
  web = await startWebProcess();
});
afterEach(async () => {
  await web.db.pool.query("DELETE FROM delivery_queue");
  await web.db.pool.query("DELETE FROM deliveries");
});
afterAll(() => web.stop());

async function stored(): Promise<StoredDelivery[]> {
  const result = await web.db.pool.query<StoredDelivery>(
    `SELECT * FROM ${DELIVERIES} ORDER BY delivery_id`,
  );
  return result.rows;
}

async function refusalOf(response: Response) {
  return { status: response.status, ...((await response.json()) as ErrorAnswer).error };
}

const order = (rest: Record<string, unknown> = {}) =>
  orderPayload([{ id: 11, price: "450.50" }], rest);

describe("a signed webhook", () => {
  it("is answered when it is stored, with its body as it came and the facts beside it", async () => {
    const body = Buffer.from(JSON.stringify(order(), null, 2));
    const response = await web.webhook("orders/create", body, {
      "x-shopify-webhook-id": "b54557e4",
      "x-shopify-event-id": "98880550",
    });
    expect(response.status).toBe(200);
    const [delivery, ...others] = await stored();
    expect(others).toEqual([]);
    expect(delivery).toMatchObject({
      shop: SHOP,
      topic: "orders/create",
      webhook_id: "b54557e4",
      event_id: "98880550",
      order_id: "820982911946154508",
      state: "queued",
      last_error: null,
    });
    expect(delivery?.body.equals(body)).toBe(true);
    expect(delivery?.facts).not.toBeNull();
  });

  it("keeps every digit of ids beyond 2^53", async () => {
    const id = "9007199254740993";
    const raw = JSON.stringify(order({ admin_graphql_api_id: null, id: "ID" })).replace(
      '"id":"ID"',
      `"id":${id}`,
    );
    expect((await web.webhook("orders/updated", Buffer.from(raw))).status).toBe(200);
    expect((await stored())[0]?.order_id).toBe(id);
  });

  it("with a name that no database can store is kept as it was sent, and told without that", async () => {
    const odd = order({ name: "#1\u0000\ud8000" });
    expect((await web.webhook("orders/updated", odd)).status).toBe(200);
    const [delivery] = await stored();
    expect(delivery).toMatchObject({ state: "queued", facts: { facts: { name: "#10" } } });
    expect(JSON.parse(delivery?.body.toString() ?? "")).toMatchObject({ name: "#1\u0000\ud8000" });
  });

  it("is stored once, however often Shopify sends it", async () => {
    const headers = { "x-shopify-webhook-id": "the-same" };
    for (let i = 0; i < 5; i += 1) {
      const response = await web.webhook("orders/paid", order(), headers);
      expect(response.status).toBe(200);
    }
    expect(await stored()).toHaveLength(1);
  });

  it("is another one under another topic, or with another body", async () => {
    const headers = { "x-shopify-webhook-id": "the-same" };
    await web.webhook("orders/paid", order(), headers);
    await web.webhook("orders/updated", order(), headers);
    await web.webhook("orders/paid", order({ name: "#1002" }), headers);
    expect(await stored()).toHaveLength(3);
  });

  it.each([
    ["refunds/create", refundPayload({ id: 3, paid: ["10.00"], order_id: 5 }), "5"],
    ["orders/edited", { order_edit: { order_id: 6, line_items: { additions: [] } } }, "6"],
    ["orders/delete", { id: 7 }, "7"],
    ["customers/create", { id: 8, email: "a@example.com" }, null],
    [
      "customers/merge",
      {
        admin_graphql_api_customer_kept_id: "gid://shopify/Customer/1",
        admin_graphql_api_customer_deleted_id: "gid://shopify/Customer/2",
      },
      null,
    ],
    ["app/uninstalled", { id: 9, domain: SHOP }, null],
    ["app/scopes_update", { current: ["read_orders"] }, null],
    ["customers/data_request", { shop_domain: SHOP, customer: { id: 1 } }, null],
    ["customers/redact", { shop_domain: SHOP, customer: { id: 1 } }, null],
    ["shop/redact", { shop_domain: SHOP }, null],
  ])("%s is stored with the order that it is about, if any", async (topic, body, orderId) => {
    expect((await web.webhook(topic, body)).status).toBe(200);
    const [delivery] = await stored();
    expect(delivery).toMatchObject({ topic, order_id: orderId, state: "queued" });
    expect(delivery?.facts === null).toBe(orderId === null);
  });

  it("of a shop that is not known yet is kept: it may overtake the install", async () => {
    const headers = { "x-shopify-shop-domain": "never-seen.myshopify.com" };
    expect((await web.webhook("orders/create", order(), headers)).status).toBe(200);
    expect((await stored())[0]?.shop).toBe("never-seen.myshopify.com");
  });

  it("wakes the worker, once for what is new and not for what is known", async () => {
    const listener = await web.db.pool.connect();
    const heard: string[] = [];
    listener.on("notification", ({ channel }) => heard.push(channel));
    await listener.query("LISTEN kopilka_deliveries");
    const headers = { "x-shopify-webhook-id": "the-same" };
    await web.webhook("orders/create", order(), headers);
    await web.webhook("orders/create", order(), headers);
    await listener.query("UNLISTEN kopilka_deliveries");
    listener.release();
    expect(heard).toEqual(["kopilka_deliveries"]);
  });

  it("is answered whatever comes with it at the same time: 200 at once are all stored", async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => web.webhook("orders/create", order({ name: `#${i}` }))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const bodies = (await stored()).map(({ body }) => JSON.parse(body.toString()) as object);
    expect(bodies).toHaveLength(200);
    for (const body of bodies) expect(body).toMatchObject({ currency: "RUB" });
  });

  it.each(["\u0000", "\ud800", "\udc00\ud800", "Ёж \u{1f994}"])(
    "is stored with %j in it, which PostgreSQL has its own opinion of",
    async (name) => {
      expect((await web.webhook("orders/create", order({ name }))).status).toBe(200);
      expect((await stored())[0]?.facts).toMatchObject({});
    },
  );
});

describe("a webhook that is not Shopify's", () => {
  it.each([
    ["forged", { "x-shopify-hmac-sha256": signature("another body") }],
    ["signed with another secret", { "x-shopify-hmac-sha256": signature("{}", "guessed") }],
    ["signed with nonsense", { "x-shopify-hmac-sha256": "nonsense" }],
    ["not signed", { "x-shopify-hmac-sha256": undefined }],
  ])("%s is refused, and not stored", async (_, headers) => {
    const refusal = await refusalOf(await web.webhook("orders/create", order(), headers));
    expect(refusal).toMatchObject({ status: 401, code: "invalid_hmac" });
    expect(await stored()).toEqual([]);
  });

  it("is refused with another method", async () => {
    const response = await fetch(`${web.url}/webhooks`);
    expect(response.headers.get("allow")).toBe("POST");
    expect(await refusalOf(response)).toMatchObject({ status: 405 });
  });
});

describe("a webhook that cannot be read", () => {
  it.each(["x-shopify-topic", "x-shopify-shop-domain", "x-shopify-webhook-id"])(
    "is refused without %s, which is named",
    async (header) => {
      const response = await web.webhook("orders/create", order(), { [header]: undefined });
      const refusal = await refusalOf(response);
      expect(refusal).toMatchObject({ status: 400, code: "invalid_header" });
      expect(refusal.message.toLowerCase()).toContain(header);
      expect(await stored()).toEqual([]);
    },
  );

  it("is refused from a domain that is no shop's", async () => {
    const headers = { "x-shopify-shop-domain": "kopilka-test.example.com" };
    const refusal = await refusalOf(await web.webhook("orders/create", order(), headers));
    expect(refusal).toMatchObject({ status: 400, code: "invalid_header" });
  });

  it("is refused where it is not JSON, and not stored", async () => {
    const body = Buffer.from('{"id": 1, ');
    const refusal = await refusalOf(await web.webhook("orders/create", body));
    expect(refusal).toMatchObject({ status: 400, code: "malformed_json" });
    expect(await stored()).toEqual([]);
  });

  it("is refused under a topic that Kopilka does not handle", async () => {
    const refusal = await refusalOf(await web.webhook("carts/update", { id: 1 }));
    expect(refusal).toMatchObject({ status: 404, code: "unknown_topic" });
    expect(refusal.message).toContain("carts/update");
    expect(await stored()).toEqual([]);
  });

  it("is refused at 5 MB, and the connection goes on", async () => {
    const body = Buffer.alloc(5_000_000, " ");
    const refusal = await refusalOf(await web.webhook("orders/create", body));
    expect(refusal).toMatchObject({ status: 413, code: "body_too_large" });
    expect(await stored()).toEqual([]);
    expect((await web.webhook("orders/create", order())).status).toBe(200);
  });

  it("is taken up to the limit to the byte", async () => {
    const text = JSON.stringify(order());
    const full = Buffer.from(
      text.padEnd(MOST_WEBHOOK_BYTES - Buffer.byteLength(text) + text.length),
    );
    expect(full.length).toBe(MOST_WEBHOOK_BYTES);
    expect((await web.webhook("orders/create", full)).status).toBe(200);
    const over = Buffer.concat([full, Buffer.from(" ")]);
    expect((await web.webhook("orders/create", over)).status).toBe(413);
  });
});

describe("a webhook of another shape", () => {
  it.each([
    ["orders/create", [], "(body)"],
    ["orders/create", { id: 1 }, "updated_at"],
    ["orders/create", order({ line_items: "none" }), "line_items"],
    ["orders/create", order({ currency: "XYZZY" }), "currency"],
    ["refunds/create", { id: 1, created_at: "2026-11-20T09:00:00Z" }, "order_id"],
    ["orders/edited", { order_id: 1 }, "order_edit"],
    ["customers/create", { email: "a@example.com" }, "id"],
    ["app/scopes_update", { current: "read_orders" }, "current"],
  ])("%s %# is refused with the field, and kept as dead for someone to look", async (...given) => {
    const [topic, body, field] = given;
    const refusal = await refusalOf(await web.webhook(topic, body));
    expect(refusal).toMatchObject({ status: 422, code: "invalid_payload" });
    expect(refusal.field).toContain(field);
    const [delivery] = await stored();
    expect(delivery).toMatchObject({ topic, state: "dead", last_error: refusal.message });
    expect(JSON.parse(String(delivery?.body))).toEqual(body);
  });

  it.each([
    ["-450.50", "line_items[0].price_set.shop_money.amount"],
    ["9".repeat(40), "line_items[0].price_set.shop_money.amount"],
    ["12,50", "line_items[0].price_set.shop_money.amount"],
    ["NaN", "line_items[0].price_set.shop_money.amount"],
  ])("is refused with a price of %s, which is named", async (amount, field) => {
    const body = orderPayload([{ id: 11, price: amount, price_set: set(amount) }]);
    const refusal = await refusalOf(await web.webhook("orders/create", body));
    expect(refusal).toMatchObject({ status: 422, field });
    expect((await stored())[0]?.state).toBe("dead");
  });

  it("is kept once, though Shopify sends it again", async () => {
    const headers = { "x-shopify-webhook-id": "the-same" };
    for (let i = 0; i < 3; i += 1) {
      expect((await web.webhook("orders/create", { id: 1 }, headers)).status).toBe(422);
    }
    expect(await stored()).toHaveLength(1);
  });
});

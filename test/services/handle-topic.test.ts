import { afterEach, beforeEach, expect, it } from "vitest";
import { insertDeliveries } from "../../app/db/delivery-insert-queries.server.ts";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { createTopicHandler } from "../../app/services/handle-topic.server.ts";
import { emailHasher } from "../../app/shopify/hash-email.server.ts";
import { day } from "../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const handleTopic = createTopicHandler(emailHasher("a key of thirty-two characters!!"));

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(() => shop.close());

const handle = (topic: string, payload: unknown, triggeredAt: Date | null = null) =>
  inTransaction(shop.db, (tx) => {
    const body = Buffer.from(JSON.stringify(payload));
    return handleTopic(tx, { shop: SHOP, topic, triggeredAt, body }, day(9));
  });

it("keeps the scopes that Shopify told of last, whichever telling is processed last", async () => {
  await shop.sql.query(
    `INSERT INTO sessions (id, shop, state, scope, access_token) VALUES ('s', $1, '', '', 't')`,
    [SHOP],
  );
  await handle("app/scopes_update", { current: ["read_orders"] }, day(4));
  await handle("app/scopes_update", { current: ["read_orders", "read_all_orders"] }, day(3));
  expect(await shop.sql.query("SELECT scope FROM sessions")).toEqual([{ scope: "read_orders" }]);
  await handle("app/scopes_update", { current: ["read_products"] }, day(5));
  expect(await shop.sql.query("SELECT scope FROM sessions")).toEqual([{ scope: "read_products" }]);
});

it("answers a data request with bodies that hold what jsonb cannot", async () => {
  const payload = { id: 7_000_000_000_001, note: "a\u0000b \ud800" };
  await insertDeliveries(shop.db, [
    {
      shop: SHOP,
      topic: "customers/update",
      webhookId: "webhook-1",
      bodyHmac: Buffer.alloc(32),
      eventId: null,
      triggeredAt: null,
      receivedAt: day(8),
      orderId: null,
      facts: null,
      body: Buffer.from(JSON.stringify(payload)),
      namesHold: false,
      refusal: null,
    },
  ]);
  await handle("customers/data_request", { customer: { id: payload.id }, data_request: { id: 1 } });
  const [made] = await shop.sql.query("SELECT document FROM data_exports");
  expect(made).toMatchObject({
    document: { webhook_deliveries: [{ payload: { note: payload.note } }] },
  });
});

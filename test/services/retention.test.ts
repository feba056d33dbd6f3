import { afterAll, beforeAll, expect, it } from "vitest";
import { insertDeliveries } from "../../app/db/delivery-insert-queries.server.ts";
import { createTopicHandler } from "../../app/services/handle-topic.server.ts";
import { processDeliveries } from "../../app/services/process-deliveries.server.ts";
import { removeBodies } from "../../app/services/remove-bodies.server.ts";
import { removeDataExports } from "../../app/services/remove-data-exports.server.ts";
import { emailHasher } from "../../app/shopify/hash-email.server.ts";
import { DELIVERIES } from "../support/deliveries.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const RECEIVED = new Date("2026-01-01T12:00:00Z");
const DAY_30 = new Date("2026-01-31T12:00:00Z");
const LATER = new Date("2026-01-31T12:00:01Z");

let shop: ShopDatabase;
beforeAll(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, RECEIVED);
  await deliver("customers/create", { id: 1 }, null);
  await deliver("customers/data_request", { customer: { id: 1 } }, null);
  await processDeliveries(shop.db, RECEIVED, {
    handleTopic: createTopicHandler(emailHasher("a key of thirty-two characters!!")),
  });
  await deliver("customers/update", { id: 2 }, null);
  await deliver("orders/create", { id: "x" }, "id must be a numeric id");
});
afterAll(() => shop.close());

async function deliver(topic: string, payload: unknown, refusal: string | null) {
  const body = Buffer.from(JSON.stringify(payload));
  const rest = {
    eventId: null,
    triggeredAt: null,
    receivedAt: RECEIVED,
    orderId: null,
    facts: null,
    namesHold: false,
    refusal,
  };
  await insertDeliveries(shop.db, [
    { shop: SHOP, topic, webhookId: topic, bodyHmac: Buffer.alloc(32), body, ...rest },
  ]);
}

const bodies = async () =>
  (
    await shop.sql.query<{ topic: string }>(
      "SELECT topic FROM deliveries WHERE body IS NOT NULL ORDER BY delivery_id",
    )
  ).map((row) => row.topic);

it("keeps a raw body for 30 days after it was processed", async () => {
  expect(await removeBodies(shop.db, DAY_30)).toEqual({ removed: 0 });
  expect(await bodies()).toHaveLength(4);
});

it("removes it then, but not what still waits for the worker or for a person", async () => {
  expect(await removeBodies(shop.db, LATER)).toEqual({ removed: 2 });
  expect(await bodies()).toEqual(["customers/update", "orders/create"]);
});

it("removes what waits for a person 90 days after it was received, and keeps the error", async () => {
  const day = (number: number, plusMs = 0) =>
    new Date(RECEIVED.getTime() + number * 86_400_000 + plusMs);
  expect(await removeBodies(shop.db, day(90))).toEqual({ removed: 0 });
  expect(await removeBodies(shop.db, day(90, 1))).toEqual({ removed: 1 });
  expect(await bodies()).toEqual(["customers/update"]);
  expect(
    await shop.sql.query(`SELECT topic, last_error FROM ${DELIVERIES} WHERE state = 'dead'`),
  ).toEqual([{ topic: "orders/create", last_error: "id must be a numeric id" }]);
});

it("removes the answer to a data request after 30 days", async () => {
  expect(await removeDataExports(shop.db, DAY_30)).toEqual({ removed: 0 });
  expect(await removeDataExports(shop.db, LATER)).toEqual({ removed: 1 });
});

import { Writable } from "node:stream";
import { expect, it, vi } from "vitest";
import { startDeliveryLoop } from "../../app/jobs/delivery-loop.server.ts";
import { createLogger } from "../../app/logging.server.ts";
import { createTopicHandler } from "../../app/services/handle-topic.server.ts";
import { emailHasher } from "../../app/shopify/hash-email.server.ts";
import { delivery, insertDeliveries } from "../support/deliveries.ts";
import { day } from "../support/order-examples.ts";
import { SHOP, shopDatabase } from "../support/shop-with-orders.ts";

const CUSTOMER = "7000000000001";
const ADDRESS = "anna@example.com";

it("logs that a data request was answered, by the answer's id and nothing of the person", async () => {
  const shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  let logged = "";
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  const stop = startDeliveryLoop({
    db: shop.db,
    databaseUrl: shop.url,
    log: createLogger({ name: "worker", logLevel: "info" }, destination),
    handleTopic: createTopicHandler(emailHasher("a key of thirty-two characters!!")),
  });
  try {
    const payload = { customer: { id: CUSTOMER, email: ADDRESS }, data_request: { id: 77 } };
    const body = Buffer.from(JSON.stringify(payload));
    const topic = "customers/data_request";
    await insertDeliveries(shop.db, [delivery({ shop: SHOP, topic, receivedAt: day(1), body })]);
    await vi.waitFor(() => {
      expect(logged).toContain("data request was answered");
    }, 10_000);
    const [made] = await shop.sql.query<{ export_id: string }>(
      "SELECT export_id FROM data_exports",
    );
    expect(logged).toContain(`"exportId":"${made?.export_id ?? "none"}"`);
    expect(logged).toContain('"level":"info"');
    for (const text of [CUSTOMER, ADDRESS]) expect(logged).not.toContain(text);
  } finally {
    await stop();
    await shop.close();
  }
});

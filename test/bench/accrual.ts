import { createHmac } from "node:crypto";
import { insertDeliveries } from "../../app/db/delivery-insert-queries.server.ts";
import { createPool, type Database } from "../../app/db/pool.server.ts";
import { shopId, type ShopId } from "../../app/domain/ids.ts";
import { currencyCode } from "../../app/domain/money.ts";
import { DELIVERY_LOOPS } from "../../app/jobs/delivery-loop.server.ts";
import { webhookContent } from "../../app/server/webhook-content.server.ts";
import { installShop } from "../../app/services/install-shop.server.ts";
import { processDeliveries } from "../../app/services/process-deliveries.server.ts";
import { createLeast } from "./least-sql.ts";
import { inTurn, type Comparison } from "./rounds.ts";
import { paidOrder } from "./webhooks.ts";

const ORDERS = 20_000;
const ROUNDS = 5;
const PUBLISHED = new Date("2026-01-01T00:00:00Z");
const NOW = new Date("2026-12-01T00:00:00Z");

/** A backlog of paid orders through the worker's service, against the least SQL for it. */
export async function compareAccrual(url: string): Promise<Comparison> {
  const db = createPool(url, { max: 4 });
  const least = await createLeast(url);
  try {
    // A worker runs for weeks; its first seconds are no measure of it.
    await fillQueue(db, shopId("bench-warm-up.myshopify.com"));
    await accrue(db);
    await least.record("bench-warm-up.myshopify.com", ORDERS);
    const figures = await inTurn(
      ROUNDS,
      async (round) => {
        const shop = shopId(`bench-${String(round)}.myshopify.com`);
        await fillQueue(db, shop);
        await least.rest();
        return accrue(db);
      },
      async (round) => {
        await least.rest();
        return least.record(`bench-${String(round)}.myshopify.com`, ORDERS);
      },
    );
    return { name: `accrual of ${String(ORDERS)} order webhooks`, unit: "orders", ...figures };
  } finally {
    await least.end();
    await db.close();
  }
}

/** Works the queue off as the worker does. @returns orders per second */
async function accrue(db: Database): Promise<number> {
  const options = { handleTopic: () => Promise.resolve(null) };
  const began = performance.now();
  let processed = 0;
  const loop = async () => {
    for (;;) {
      const taken = await processDeliveries(db, NOW, options);
      if (taken === 0) break;
      processed += taken;
    }
  };
  await Promise.all(Array.from({ length: DELIVERY_LOOPS }, loop));
  if (processed !== ORDERS) throw new Error(`${String(processed)} deliveries were processed`);
  return (ORDERS / (performance.now() - began)) * 1000;
}

/** Stores the backlog, as the webhook endpoint would have, hours ago. */
async function fillQueue(db: Database, shop: ShopId): Promise<void> {
  // A backlog has waited: some hours, as while a worker was away.
  const receivedAt = new Date(NOW.getTime() - 6 * 60 * 60 * 1000);
  const installation = { shop, name: "Bench", currency: currencyCode("RUB"), timezone: "UTC" };
  await installShop(db, installation, PUBLISHED);
  for (let from = 0; from < ORDERS; from += 200) {
    const deliveries = Array.from({ length: 200 }, (_, index) => {
      const body = Buffer.from(JSON.stringify(paidOrder(from + index)));
      const content = webhookContent("orders/paid", body, (email) => email, receivedAt);
      if (content.kind !== "ok") throw new Error("the bench's order was refused");
      return {
        shop,
        topic: "orders/paid",
        webhookId: String(from + index),
        bodyHmac: createHmac("sha256", "bench").update(body).digest(),
        eventId: null,
        triggeredAt: null,
        receivedAt,
        orderId: content.orderId,
        facts: content.facts,
        body,
        namesHold: false,
        refusal: null,
      };
    });
    await insertDeliveries(db, deliveries);
  }
}

import { afterEach, beforeEach } from "vitest";
import { TABLES_OF_A_SHOP } from "../../../app/db/redact-shop-queries.server.ts";
import {
  insertDeliveries,
  type NewDelivery,
} from "../../../app/db/delivery-insert-queries.server.ts";
import { customerId, type ShopId } from "../../../app/domain/ids.ts";
import { encodeOrderEvent } from "../../../app/domain/order/codec.ts";
import { adjustPoints } from "../../../app/services/adjust-points.server.ts";
import { createTopicHandler } from "../../../app/services/handle-topic.server.ts";
import { processDeliveries } from "../../../app/services/process-deliveries.server.ts";
import { emailHasher } from "../../../app/shopify/hash-email.server.ts";
import { delivery, DELIVERIES } from "../../support/deliveries.ts";
import { day, line, orderFacts } from "../../support/order-examples.ts";
import {
  OTHER_SHOP,
  SHOP,
  shopDatabase,
  type ShopDatabase,
} from "../../support/shop-with-orders.ts";

export const CUSTOMER = "9007199254740993";
export const OTHER = "9007199254740994";
export const ADDRESS = "anna@example.com";
export const hashEmail = emailHasher("a key of thirty-two characters!!");
export const handleTopic = createTopicHandler(hashEmail);

/** The database of the test that runs, with two shops. */
export let shop: ShopDatabase;

/** Gives each test of a file a database of its own, in `shop`. */
export function twoShops(): void {
  beforeEach(async () => {
    shop = await shopDatabase();
    await shop.install(SHOP, day(0));
    await shop.install(OTHER_SHOP, day(0));
  });
  afterEach(() => shop.close());
}

let deliveries = 0;
/** Stores a webhook as the endpoint does, and processes what is queued. */
export async function deliver(
  topic: string,
  payload: unknown,
  of: ShopId = SHOP,
  triggeredAt: Date | null = null,
) {
  deliveries += 1;
  const order = topic.startsWith("orders/") ? (payload as { id: string }).id : null;
  const facts =
    order &&
    orderFacts([line("1", 100_000n)], {
      orderId: order as never,
      customerId: customerId(CUSTOMER),
    });
  await insertDeliveries(shop.db, [
    {
      shop: of,
      topic,
      webhookId: `webhook-${deliveries}`,
      bodyHmac: Buffer.alloc(32, deliveries),
      eventId: null,
      triggeredAt,
      receivedAt: day(9),
      orderId: order,
      facts: facts && JSON.stringify(encodeOrderEvent({ kind: "state", facts })),
      body: Buffer.from(JSON.stringify(payload)),
      namesHold: false,
      refusal: null,
    },
  ]);
  while ((await processDeliveries(shop.db, day(9), { handleTopic })) > 0);
}

export const customer = { id: CUSTOMER, email: ADDRESS, phone: "+7 900 000-00-00" };
export const redact = (orders: readonly string[] = []) =>
  deliver("customers/redact", { shop_domain: SHOP, customer, orders_to_redact: orders });
export const adjust = (of: ShopId, key: string, reason: string) =>
  adjustPoints(
    shop.db,
    { shop: of, customerId: customerId(CUSTOMER), points: 7n, reason, key, actor: "test" },
    day(5),
  );

/** Everything in the database, as text: bodies decoded, the way a leak would be read. */
export async function everything(of: ShopId): Promise<string> {
  const texts = await Promise.all(
    TABLES_OF_A_SHOP.map((table) =>
      shop.sql.query<{ text: string }>(
        `SELECT to_jsonb(t)::text ${table === "deliveries" ? "|| coalesce(encode(body, 'escape'), '')" : ""} AS text
         FROM ${table} t WHERE shop = $1`,
        [of],
      ),
    ),
  );
  return texts
    .flat()
    .map(({ text }) => text)
    .join("\n");
}

/** Stores an order's webhook that is dead: refused on arrival, or, with its id, died since. */
export const dead = (body: Buffer | object, rest: Partial<NewDelivery> = {}) =>
  insertDeliveries(shop.db, [
    delivery({
      shop: SHOP,
      topic: "orders/create",
      receivedAt: day(2),
      refusal: "line_items[0].price must be a decimal amount",
      body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)),
      ...rest,
    }),
  ]);
export const keptBodies = async (of: ShopId = SHOP) =>
  (
    await shop.sql.query<{ body: Buffer }>(
      `SELECT body FROM ${DELIVERIES} WHERE shop = $1 AND state = 'dead' AND body IS NOT NULL
       ORDER BY delivery_id`,
      [of],
    )
  ).map(({ body }) => body.toString("latin1"));

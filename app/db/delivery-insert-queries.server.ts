import type { Database } from "./pool.server.ts";

/** The channel on which the worker hears that deliveries are waiting. */
export const DELIVERIES_CHANNEL = "kopilka_deliveries";

/** A webhook as it is stored before it is answered. */
export interface NewDelivery {
  readonly shop: string;
  readonly topic: string;
  readonly webhookId: string;
  /** The verified HMAC-SHA256 of `body`: 32 bytes. */
  readonly bodyHmac: Buffer;
  readonly eventId: string | null;
  /** When it happened, by Shopify's clock; null where nobody said. */
  readonly triggeredAt: Date | null;
  readonly receivedAt: Date;
  /** Shopify's numeric order id, where the delivery is about an order. */
  readonly orderId: string | null;
  /** JSON text of the encoded order event; null where the delivery is not about an order. */
  readonly facts: string | null;
  /** The body exactly as it came. */
  readonly body: Buffer;
  /** Whether it is of an order that points were held for: it is then processed before all others. */
  readonly namesHold: boolean;
  /** Why the delivery cannot be processed as it is; it is then kept as dead. */
  readonly refusal: string | null;
}

// One statement whatever the number of rows, so that it is planned once. The
// bodies travel as one binary value cut up by offset: as an array they would
// be sent as hexadecimal text, twice as long and parsed byte by byte. Rows go
// in by their unique key, so that two processes that store the same deliveries
// wait for each other in one order and never deadlock. The worker is woken
// once for all rows, and only when there is something new for it. The same
// delivery twice among the rows is stored once, and waits once.
const INSERT_DELIVERIES = `
WITH arrived AS (
  SELECT * FROM unnest(
    $1::text[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::timestamptz[],
    $7::text[], $8::text[], $9::int[], $10::int[], $11::text[], $13::timestamptz[], $14::boolean[]
  ) AS d (shop, topic, webhook_id, body_hmac, event_id, received_at,
          order_id, facts, body_start, body_length, refusal, triggered_at, names_hold)
), stored AS (
  INSERT INTO deliveries (shop, topic, webhook_id, body_hmac, event_id, triggered_at, received_at,
                          order_id, body, body_since)
  SELECT shop, topic, webhook_id, body_hmac, event_id, triggered_at, received_at,
         order_id, substring($12::bytea FROM body_start FOR body_length), received_at
  FROM arrived
  ORDER BY body_hmac, shop, topic, webhook_id
  ON CONFLICT (shop, topic, webhook_id, body_hmac) DO NOTHING
  RETURNING shop, topic, webhook_id, body_hmac, delivery_id
), waiting AS (
  INSERT INTO delivery_queue (shop, delivery_id, facts, received_at, goes_first, due_at, last_error)
  SELECT shop, delivery_id, facts::json, received_at, names_hold,
         CASE WHEN refusal IS NULL THEN received_at END, refusal
  FROM stored JOIN arrived USING (shop, topic, webhook_id, body_hmac)
  ON CONFLICT (shop, delivery_id) DO NOTHING
  RETURNING due_at
), counted AS (
  SELECT count(*)::int AS stored, count(due_at) AS queued FROM waiting
)
SELECT stored,
       CASE WHEN queued > 0 THEN pg_notify('${DELIVERIES_CHANNEL}', '') END
FROM counted`;

/** Longer than Shopify waits for an answer; a connection that hangs is dropped then. */
const INSERT_TIMEOUT_MS = 8_000;

/**
 * Stores deliveries in one statement and wakes the worker. A delivery that is
 * there already (same shop, topic, webhook id and body) is left as it is.
 * @returns how many were new
 * @throws the database's error; then none of them is stored
 */
export async function insertDeliveries(
  db: Database,
  deliveries: readonly NewDelivery[],
): Promise<number> {
  let start = 1;
  const starts = deliveries.map(({ body }) => {
    const at = start;
    start += body.length;
    return at;
  });
  const result = await db.pool.query<{ stored: number }>({
    name: "insert_deliveries",
    text: INSERT_DELIVERIES,
    query_timeout: INSERT_TIMEOUT_MS,
    values: [
      deliveries.map((d) => d.shop),
      deliveries.map((d) => d.topic),
      deliveries.map((d) => d.webhookId),
      deliveries.map((d) => d.bodyHmac),
      deliveries.map((d) => d.eventId),
      deliveries.map((d) => d.receivedAt.toISOString()),
      deliveries.map((d) => d.orderId),
      deliveries.map((d) => d.facts),
      starts,
      deliveries.map((d) => d.body.length),
      deliveries.map((d) => d.refusal),
      Buffer.concat(deliveries.map((d) => d.body)),
      deliveries.map((d) => d.triggeredAt?.toISOString() ?? null),
      deliveries.map((d) => d.namesHold),
    ],
  } as InsertQuery);
  return result.rows[0]?.stored ?? 0;
}

/** `query_timeout` is read by pg for each query, but missing in its types. */
interface InsertQuery {
  readonly name: string;
  readonly text: string;
  readonly query_timeout: number;
  values: unknown[];
}

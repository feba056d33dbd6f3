import { createHash } from "node:crypto";
import { insertDeliveries, type NewDelivery } from "../../app/db/delivery-insert-queries.server.ts";
import type { Database } from "../../app/db/pool.server.ts";
import { queryable } from "../../app/db/transaction.server.ts";
import { customerId, orderId, type ShopId } from "../../app/domain/ids.ts";
import { encodeOrderEvent } from "../../app/domain/order/codec.ts";
import type { OrderEvent, OrderFacts } from "../../app/domain/order/order.ts";
import { createTopicHandler } from "../../app/services/handle-topic.server.ts";
import {
  processDeliveries,
  type DeliveryFailure,
  type ProcessingOptions,
} from "../../app/services/process-deliveries.server.ts";
import { emailHasher } from "../../app/shopify/hash-email.server.ts";
import { line, orderFacts } from "./order-examples.ts";

/** A webhook of a paid order of one line, as its facts are stored. */
export function orderDelivery(
  shop: ShopId,
  id: string,
  customer: string,
  totalMinor: bigint,
  receivedAt: Date,
  other: Partial<OrderFacts> = {},
): NewDelivery {
  const facts = orderFacts([line("1", totalMinor)], {
    orderId: orderId(id),
    customerId: customerId(customer),
    ...other,
  });
  return eventDelivery(shop, id, { kind: "state", facts }, receivedAt);
}

export function eventDelivery(
  shop: ShopId,
  id: string,
  event: OrderEvent,
  receivedAt: Date,
): NewDelivery {
  const facts = JSON.stringify(encodeOrderEvent(event));
  return delivery({ shop, topic: "orders/updated", orderId: id, facts, receivedAt });
}

let sent = 0;

/** A delivery like no other, queued at once unless it is refused. */
export function delivery(
  given: Pick<NewDelivery, "shop" | "topic" | "receivedAt"> & Partial<NewDelivery>,
): NewDelivery {
  sent += 1;
  const { body = Buffer.from("{}") } = given;
  return {
    webhookId: `webhook-${sent}`,
    bodyHmac: createHash("sha256").update(body).digest(),
    eventId: null,
    triggeredAt: null,
    orderId: null,
    facts: null,
    namesHold: false,
    refusal: null,
    ...given,
    body,
  };
}

/** A worker without its clock: it takes what is due at the moment that it is told. */
export function workerOn(db: Database, options: Partial<ProcessingOptions> = {}) {
  const failures: DeliveryFailure[] = [];
  const handleTopic = createTopicHandler(emailHasher("a key for tests that is long enough!"));
  return {
    failures,
    /** Takes batches until nothing is due. @returns how many were taken */
    async work(now: Date): Promise<number> {
      let all = 0;
      const told = { handleTopic, onFailure: (one: DeliveryFailure) => failures.push(one) };
      for (;;) {
        const taken = await processDeliveries(db, now, { ...told, ...options });
        if (taken === 0) return all;
        all += taken;
      }
    },
  };
}

export interface DeliveryRow {
  readonly state: string;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly due_at: Date | null;
  readonly delivery_id: bigint;
}

/** SQL for all deliveries, with what the queue says of them and the state that comes of it. */
export const DELIVERIES = `(
  SELECT d.*, q.facts, q.due_at, q.attempts, q.last_error,
         CASE WHEN q.shop IS NULL THEN 'done' WHEN q.due_at IS NULL THEN 'dead' ELSE 'queued' END AS state
  FROM deliveries d LEFT JOIN delivery_queue q USING (shop, delivery_id)) AS delivered`;

/** All deliveries as they stand, in the order in which they came. */
export const deliveriesIn = (db: Database) =>
  queryable(db.pool).query<DeliveryRow>(`SELECT * FROM ${DELIVERIES} ORDER BY delivery_id`);

export { insertDeliveries };

import type { OrderFacts, OrderRefund } from "../../app/domain/order/order.ts";
import { emailHasher } from "../../app/shopify/hash-email.server.ts";
import { orderEventFromPayload } from "../../app/shopify/payloads/order-events.ts";
import type { OrderTopic } from "../../app/shopify/payloads/order-events.ts";

export const hashEmail = emailHasher("a key of at least thirty-two characters");
export const receivedAt = new Date("2026-11-21T10:00:00Z");

/** Reads a webhook's body as the endpoint does. */
export const read = (topic: OrderTopic, body: unknown) =>
  orderEventFromPayload(topic, body, hashEmail, receivedAt);

/** What an order's payload says; one that is refused fails the test. */
export function facts(body: unknown): OrderFacts {
  const result = read("orders/updated", body);
  if (result.kind !== "ok" || result.value.kind !== "state")
    throw new Error(JSON.stringify(result));
  return result.value.facts;
}

/** The same of a refund's payload. */
export function refund(body: unknown): OrderRefund {
  const result = read("refunds/create", body);
  if (result.kind !== "ok" || result.value.kind !== "refund")
    throw new Error(JSON.stringify(result));
  return result.value.refund;
}

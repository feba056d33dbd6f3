import { z } from "zod";

import { orderId } from "../../domain/ids.ts";
import type { OrderEvent } from "../../domain/order/order.ts";
import type { HashEmail } from "../hash-email.server.ts";
import { globalId, idNumber, idOf } from "./fields.ts";
import { orderFromPayload } from "./order.ts";
import { checked, reading } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { refundFromPayload } from "./refund.ts";

/** The webhook topics that are about an order. */
export const ORDER_TOPICS = [
  "orders/create",
  "orders/paid",
  "orders/updated",
  "orders/edited",
  "orders/cancelled",
  "orders/delete",
  "orders/fulfilled",
  "refunds/create",
] as const;
export type OrderTopic = (typeof ORDER_TOPICS)[number];

export const isOrderTopic = (topic: string): topic is OrderTopic =>
  (ORDER_TOPICS as readonly string[]).includes(topic);

/**
 * What a delivery says of an order, whichever of the order topics it came under.
 * @param receivedAt stands for the time of a deletion, which the payload does not tell
 */
export function orderEventFromPayload(
  topic: OrderTopic,
  body: unknown,
  hashEmail: HashEmail,
  receivedAt: Date,
): Reading<OrderEvent> {
  switch (topic) {
    case "refunds/create":
      return refundFromPayload(body);
    case "orders/edited":
      return orderEditedFromPayload(body);
    case "orders/delete":
      return orderDeletedFromPayload(body, receivedAt);
    default:
      return orderFromPayload(body, hashEmail);
  }
}

const edited = z.object(
  {
    order_edit: z.object({ order_id: idNumber }, "must be an object"),
  },
  "must be an object",
);

/** `orders/edited` lists additions and removals only: enough to know that the order changed. */
export function orderEditedFromPayload(body: unknown): Reading<OrderEvent> {
  return reading(() => ({
    kind: "edited",
    orderId: orderId(String(checked(edited, body).order_edit.order_id)),
  }));
}

const deleted = z.object(
  { id: idNumber.nullish(), admin_graphql_api_id: globalId.nullish() },
  "must be an object",
);

/** `orders/delete` carries the id alone. */
export function orderDeletedFromPayload(body: unknown, receivedAt: Date): Reading<OrderEvent> {
  return reading(() => ({
    kind: "deleted",
    orderId: orderId(idOf(checked(deleted, body), "")),
    at: receivedAt,
    source: "webhook",
  }));
}

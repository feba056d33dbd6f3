import { encodeOrderEvent } from "../domain/order/codec.ts";
import type { HashEmail } from "../shopify/hash-email.server.ts";
import {
  customerRedactFromPayload,
  dataRequestFromPayload,
  shopRedactFromPayload,
} from "../shopify/payloads/compliance.ts";
import { customerFromPayload, customerMergeFromPayload } from "../shopify/payloads/customer.ts";
import { isOrderTopic, orderEventFromPayload } from "../shopify/payloads/order-events.ts";
import { newsletterFromPayload } from "../shopify/payloads/newsletter.ts";
import { parseBody } from "../shopify/payloads/parse-body.ts";
import {
  collectionFromPayload,
  productDeletedFromPayload,
  productFromPayload,
} from "../shopify/payloads/product.ts";
import type { Reading } from "../shopify/payloads/reading.ts";
import { scopesFromPayload } from "../shopify/payloads/scopes.ts";

/** What a webhook's body says, as far as it must be known before it is stored. */
export type WebhookContent =
  | {
      readonly kind: "ok";
      /** The order that it is about, and the encoded event as JSON text; null for other topics. */
      readonly orderId: string | null;
      readonly facts: string | null;
      /** Whether it is an order that names a hold of points, which is to be captured soon. */
      readonly namesHold: boolean;
    }
  | { readonly kind: "unknown_topic" }
  | { readonly kind: "malformed_json" }
  | { readonly kind: "invalid"; readonly field: string; readonly message: string };

type Check = (body: unknown, hashEmail: HashEmail) => Reading<unknown>;

/**
 * The topics that are not an order's road. Their bodies are only looked at here,
 * so that one of another shape is refused while Shopify still listens; the
 * worker reads them again from the stored body.
 */
const OTHER_TOPICS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["customers/create", customerFromPayload],
  ["customers/update", customerFromPayload],
  ["customers/delete", customerFromPayload],
  ["customers_email_marketing_consent/update", (body) => newsletterFromPayload(body, new Date(0))],
  ["customers/merge", customerMergeFromPayload],
  ["customers/data_request", dataRequestFromPayload],
  ["customers/redact", customerRedactFromPayload],
  ["shop/redact", shopRedactFromPayload],
  ["app/scopes_update", scopesFromPayload],
  ["products/create", productFromPayload],
  ["products/update", productFromPayload],
  ["products/delete", productDeletedFromPayload],
  ["collections/create", collectionFromPayload],
  ["collections/update", collectionFromPayload],
  ["collections/delete", collectionFromPayload],
  // Its body is the shop; the topic alone says everything.
  ["app/uninstalled", (body) => ({ kind: "ok", value: body })],
]);

/**
 * Reads a webhook's body.
 * @param receivedAt stands for the time of a deletion, which Shopify does not tell
 */
export function webhookContent(
  topic: string,
  body: Buffer,
  hashEmail: HashEmail,
  receivedAt: Date,
): WebhookContent {
  const check = OTHER_TOPICS.get(topic);
  const orderTopic = isOrderTopic(topic) ? topic : undefined;
  if (!check && !orderTopic) return { kind: "unknown_topic" };
  const parsed = parseBody(body.toString("utf8"));
  if (parsed.kind === "malformed_json") return { kind: "malformed_json" };
  if (!orderTopic) {
    const reading = check?.(parsed.body, hashEmail);
    return reading?.kind === "invalid"
      ? reading
      : { kind: "ok", orderId: null, facts: null, namesHold: false };
  }
  const reading = orderEventFromPayload(orderTopic, parsed.body, hashEmail, receivedAt);
  if (reading.kind === "invalid") return reading;
  const event = reading.value;
  const orderId = event.kind === "state" ? event.facts.orderId : event.orderId;
  const namesHold = event.kind === "state" && event.facts.hold !== null;
  return { kind: "ok", orderId, facts: JSON.stringify(encodeOrderEvent(event)), namesHold };
}

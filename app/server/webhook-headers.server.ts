import type { IncomingHttpHeaders } from "node:http";

import { isPlausibleTime } from "../shopify/payloads/fields.ts";

/** What Shopify says of a delivery beside its body. */
export interface WebhookHeaders {
  readonly topic: string;
  readonly shop: string;
  readonly webhookId: string;
  readonly eventId: string | null;
  /** When it happened, by Shopify's clock; null where the header is missing or no time. */
  readonly triggeredAt: Date | null;
}

export type HeadersReading =
  | { readonly kind: "ok"; readonly headers: WebhookHeaders }
  | { readonly kind: "invalid"; readonly field: string; readonly message: string };

/** The permanent domain of a shop, the only name under which Shopify sends webhooks. */
const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]{0,59}\.myshopify\.com$/;
const MOST_CHARACTERS = 200;

/** Reads the headers that every webhook bears; a wrong or missing one is named. */
export function readWebhookHeaders(headers: IncomingHttpHeaders): HeadersReading {
  const topic = headers["x-shopify-topic"];
  if (!isShortText(topic)) return invalid("X-Shopify-Topic");
  const shop = headers["x-shopify-shop-domain"];
  if (!isShortText(shop)) return invalid("X-Shopify-Shop-Domain");
  if (!SHOP_DOMAIN.test(shop)) {
    return invalid("X-Shopify-Shop-Domain", "must be a domain like example.myshopify.com");
  }
  const webhookId = headers["x-shopify-webhook-id"];
  if (!isShortText(webhookId)) return invalid("X-Shopify-Webhook-Id");
  const eventId = headers["x-shopify-event-id"];
  return {
    kind: "ok",
    headers: {
      topic,
      shop,
      webhookId,
      eventId: isShortText(eventId) ? eventId : null,
      triggeredAt: timeIn(headers["x-shopify-triggered-at"]),
    },
  };
}

function timeIn(value: string | string[] | undefined): Date | null {
  const time = isShortText(value) ? new Date(value) : null;
  return time && isPlausibleTime(time) ? time : null;
}

const isShortText = (value: string | string[] | undefined): value is string =>
  typeof value === "string" && value !== "" && value.length <= MOST_CHARACTERS;

const invalid = (field: string, message = "is missing or too long"): HeadersReading => ({
  kind: "invalid",
  field,
  message: `${field} ${message}`,
});

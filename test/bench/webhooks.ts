import { createHmac } from "node:crypto";
import { orderPayload } from "../support/order-payload.ts";

export const SHOP = "kopilka-bench.myshopify.com";
export const SECRET = "a secret of the bench";

/** A signed order webhook of some 10 kB, as Shopify sends it. */
export interface SignedWebhook {
  readonly body: Buffer;
  readonly hmac: string;
}

/** A paid order of three lines by one of 5,000 customers. */
export function paidOrder(number: number): Record<string, unknown> {
  const id = String(7_000_000_000_000 + number);
  const customer = String(8_000_000_000_000 + (number % 5_000));
  const placed = new Date(Date.UTC(2026, 5, 1) + number * 1_000).toISOString();
  const line = (index: number) => ({
    id: String(9_000_000_000_000 + number * 3 + index),
    price: "1234.56",
    quantity: 2,
    discounts: index === 0 ? ["100.00"] : [],
  });
  return orderPayload([line(0), line(1), line(2)], {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    customer: { id: customer, admin_graphql_api_id: `gid://shopify/Customer/${customer}` },
    created_at: placed,
    processed_at: placed,
    updated_at: placed,
  });
}

export function signed(payload: Record<string, unknown>): SignedWebhook {
  const body = Buffer.from(JSON.stringify(payload));
  return { body, hmac: createHmac("sha256", SECRET).update(body).digest("base64") };
}

/** The headers that Shopify sends with a webhook. */
export function headersOf({ hmac }: SignedWebhook, webhookId: string): Record<string, string> {
  return {
    "content-type": "application/json",
    "x-shopify-topic": "orders/paid",
    "x-shopify-hmac-sha256": hmac,
    "x-shopify-shop-domain": SHOP,
    "x-shopify-api-version": "2026-07",
    "x-shopify-webhook-id": webhookId,
    "x-shopify-event-id": webhookId,
    "x-shopify-triggered-at": "2026-06-01T00:00:00Z",
    "user-agent": "Shopify-Captain-Hook",
  };
}

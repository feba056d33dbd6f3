import type { Settings } from "../settings.ts";
import type { Delivery } from "../storage/deliveries.ts";
import { webhookSignature } from "./signature.ts";
import { API_VERSION } from "./topics.ts";

/** What came of one attempt. */
export type Answer =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly body: string;
    }
  | { readonly kind: "no_answer"; readonly reason: string };

/** Shopify gives an app 5 seconds in all. */
const PATIENCE_MS = 5000;
const KEPT_OF_ANSWER = 4000;

/** Shopify's headers of a webhook, signed over the exact text of its payload. */
export function webhookHeaders(
  settings: Settings,
  delivery: Pick<
    Delivery,
    "topic" | "payload" | "webhookId" | "eventId" | "triggeredAt" | "headers"
  >,
): Record<string, string> {
  const headers = new Map<string, string>(
    Object.entries({
      "content-type": "application/json",
      "user-agent": "Shopify-Captain-Hook",
      "x-shopify-topic": delivery.topic,
      "x-shopify-hmac-sha256": webhookSignature(delivery.payload, settings.apiSecret),
      "x-shopify-shop-domain": settings.shop,
      "x-shopify-api-version": API_VERSION,
      "x-shopify-webhook-id": delivery.webhookId,
      "x-shopify-event-id": delivery.eventId,
      "x-shopify-triggered-at": delivery.triggeredAt.toISOString(),
    }),
  );
  for (const [name, value] of Object.entries(delivery.headers)) {
    if (value === null) headers.delete(name.toLowerCase());
    else headers.set(name.toLowerCase(), value);
  }
  return Object.fromEntries(headers);
}

/** One attempt to deliver. Redirects are not followed: Shopify takes them for failures. */
export async function sendWebhook(
  settings: Settings,
  delivery: Delivery,
  stopping: AbortSignal,
): Promise<Answer> {
  try {
    const response = await fetch(settings.appUrl + settings.webhookPath, {
      method: "POST",
      body: delivery.payload,
      headers: webhookHeaders(settings, delivery),
      redirect: "manual",
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), stopping]),
    });
    return {
      kind: "answered",
      status: response.status,
      body: (await response.text()).slice(0, KEPT_OF_ANSWER),
    };
  } catch (error) {
    return { kind: "no_answer", reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${PATIENCE_MS / 1000} seconds`;
  const cause =
    error.cause instanceof Error
      ? `: ${error.cause.message || (error.cause as NodeJS.ErrnoException).code}`
      : "";
  return error.message + cause;
}

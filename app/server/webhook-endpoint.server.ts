import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "../logging.server.ts";

import type { NewDelivery } from "../db/delivery-insert-queries.server.ts";
import { verifyHmac } from "../shopify/verify-hmac.server.ts";
import { Overloaded } from "./group-commit.server.ts";
import { send, type Answer } from "./plain-answer.ts";
import { readBody } from "./read-body.server.ts";
import type { WebhookContent } from "./webhook-content.server.ts";
import { readWebhookHeaders } from "./webhook-headers.server.ts";

/** Orders with hundreds of lines come to about one MiB. */
export const MOST_WEBHOOK_BYTES = 4 * 1024 * 1024;

export interface WebhookEndpointOptions {
  /** The app's API secret, with which Shopify signs. */
  readonly secret: string;
  readonly contentOf: (topic: string, body: Buffer, receivedAt: Date) => WebhookContent;
  /** Resolves when the delivery is committed. */
  readonly store: (delivery: NewDelivery) => Promise<void>;
  readonly now: () => Date;
  readonly log: Logger;
}

const STORED: Answer = { status: 200 };

/**
 * Answers one webhook, whatever its topic, with its status: 200 stored (now or
 * before), 400 malformed, 401 not signed by Shopify, 404 a topic that Kopilka
 * does not handle, 405 not a POST, 413 too large, 422 of another shape (kept as
 * a dead delivery), 503 not stored. After 503 Shopify sends it again.
 */
export async function answerWebhook(
  options: WebhookEndpointOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const answer = await receive(options, request);
  if (answer) send(response, answer);
  return answer?.status ?? 499;
}

async function receive(
  options: WebhookEndpointOptions,
  request: IncomingMessage,
): Promise<Answer | undefined> {
  const receivedAt = options.now();
  if (request.method !== "POST") {
    request.resume();
    return refusal(405, "method_not_allowed", "Webhooks are sent with POST");
  }
  const read = await readBody(request, MOST_WEBHOOK_BYTES);
  if (read.kind === "aborted") return undefined;
  if (read.kind === "too_large") {
    const answer = refusal(413, "body_too_large", `The body exceeds ${MOST_WEBHOOK_BYTES} bytes`);
    return read.drained ? answer : { ...answer, keepAlive: false };
  }
  const signature = request.headers["x-shopify-hmac-sha256"];
  const bodyHmac = verifyHmac(read.body, signature?.toString(), options.secret);
  if (bodyHmac === null) {
    return refusal(401, "invalid_hmac", "X-Shopify-Hmac-Sha256 is missing or not the body's");
  }
  const headers = readWebhookHeaders(request.headers);
  if (headers.kind === "invalid") return refusal(400, "invalid_header", headers.message);
  const { topic, shop } = headers.headers;
  const content = options.contentOf(topic, read.body, receivedAt);
  if (content.kind === "unknown_topic") {
    options.log.warn({ topic, shop }, "webhook of a topic that is not handled");
    return refusal(404, "unknown_topic", `${topic} is not a topic that Kopilka handles`);
  }
  if (content.kind === "malformed_json") {
    options.log.warn({ topic, shop }, "webhook that is not JSON");
    return refusal(400, "malformed_json", "The body is not JSON");
  }
  return store(options, content, {
    ...headers.headers,
    bodyHmac,
    receivedAt,
    body: read.body,
  });
}

async function store(
  options: WebhookEndpointOptions,
  content: Extract<WebhookContent, { kind: "ok" | "invalid" }>,
  received: Omit<NewDelivery, "orderId" | "facts" | "namesHold" | "refusal">,
): Promise<Answer> {
  const { topic, shop, webhookId } = received;
  try {
    if (content.kind === "ok") {
      const { orderId, facts, namesHold } = content;
      await options.store({ ...received, orderId, facts, namesHold, refusal: null });
      return STORED;
    }
    const { field, message } = content;
    const reason = `${field} ${message}`;
    await options.store({
      ...received,
      orderId: null,
      facts: null,
      namesHold: false,
      refusal: reason,
    });
    options.log.warn({ topic, shop, webhookId, reason }, "webhook of another shape: kept as dead");
    return { status: 422, error: { code: "invalid_payload", message: reason, field } };
  } catch (error) {
    if (error instanceof Overloaded) return refusal(503, "overloaded", error.message);
    options.log.error({ err: error, topic, shop, webhookId }, "webhook could not be stored");
    return refusal(503, "not_stored", "The delivery could not be stored; send it again");
  }
}

const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  error: { code, message },
});

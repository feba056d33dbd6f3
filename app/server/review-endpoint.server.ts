import type { IncomingMessage, ServerResponse } from "node:http";

import { shopId, type ShopId } from "../domain/ids.ts";
import { isReviewSource, type ReviewSource } from "../domain/review-sources.ts";
import type { Logger } from "../logging.server.ts";
import { readReview } from "../services/reviews/read-review.ts";
import type { ReviewDelivery } from "../services/reviews/receive-review.server.ts";
import type { SignedBody } from "../services/reviews/verify-review.server.ts";
import { parseBody } from "../shopify/payloads/parse-body.ts";
import { send, type Answer } from "./plain-answer.ts";
import type { RateLimit } from "./rate-limit.ts";
import { readBody } from "./read-body.server.ts";

/** A review with many pictures comes to some ten KiB. */
export const MOST_REVIEW_BYTES = 256 * 1024;

/** `/webhooks/reviews/judgeme?shop=example.myshopify.com` */
export const REVIEWS_PATH = "/webhooks/reviews/";

/** Where each source puts its signature: the HMAC-SHA256 of the body. */
const SIGNATURE_HEADERS: Readonly<Record<ReviewSource, readonly string[]>> = {
  // Proxies are known to rename it.
  judgeme: ["judgeme-hmac-sha256", "x-judgeme-hmac-sha256"],
  signed: ["x-kopilka-hmac-sha256"],
};

export interface ReviewEndpointOptions {
  readonly isSigned: (signed: SignedBody) => Promise<boolean>;
  /** Resolves when the review is committed. */
  readonly receive: (delivery: ReviewDelivery, now: Date) => Promise<void>;
  readonly limit: RateLimit;
  readonly now: () => Date;
  readonly log: Logger;
}

/**
 * Answers a review app: 200 stored (now or before), 400 malformed, 401 not signed with a secret
 * of the shop, 404 an unknown source, 405 not a POST, 413 too large, 422 of another shape, 429
 * too many, 503 not stored. What is wrong with a signature or a shop is nobody's business.
 */
export async function answerReview(
  options: ReviewEndpointOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const answer = await receive(options, request);
  if (answer) send(response, answer);
  return answer?.status ?? 499;
}

async function receive(
  options: ReviewEndpointOptions,
  request: IncomingMessage,
): Promise<Answer | undefined> {
  const now = options.now();
  const address = new URL(request.url ?? "", "http://localhost");
  const source = address.pathname.slice(REVIEWS_PATH.length);
  const shop = address.searchParams.get("shop") ?? "";
  const early = refuseEarly(source, shop, request.method);
  if (early) {
    request.resume();
    return early;
  }
  const read = await readBody(request, MOST_REVIEW_BYTES);
  if (read.kind === "aborted") return undefined;
  if (read.kind === "too_large") {
    const answer = refusal(413, "body_too_large", `The body exceeds ${MOST_REVIEW_BYTES} bytes`);
    return read.drained ? answer : { ...answer, keepAlive: false };
  }
  if (!isReviewSource(source)) return undefined;
  const signature = SIGNATURE_HEADERS[source]
    .map((name) => request.headers[name]?.toString())
    .find((value) => value !== undefined);
  const one = { shop: shopId(shop), source };
  try {
    const isSigned = await options.isSigned({ ...one, body: read.body, signature });
    // Counted apart: whoever sends in a shop's name must not keep its own reviews waiting.
    const seconds = options.limit.wait(`${isSigned ? "signed" : "unsigned"}/${shop}`, now);
    if (seconds > 0) return tooMany(seconds);
    if (!isSigned)
      return refusal(401, "invalid_hmac", "The signature is missing, or none of this shop's");
    return await store(options, one, read.body, now);
  } catch (error) {
    options.log.error({ err: error, ...one }, "review could not be stored");
    return refusal(503, "not_stored", "The review could not be stored; send it again");
  }
}

function refuseEarly(source: string, shop: string, method: string | undefined): Answer | null {
  if (!isReviewSource(source)) return refusal(404, "unknown_source", "No such review app");
  if (method !== "POST") return refusal(405, "method_not_allowed", "Reviews are sent with POST");
  if (!/^[a-z0-9][a-z0-9-]{0,59}\.myshopify\.com$/.test(shop))
    return refusal(400, "invalid_request", "shop must be a domain like example.myshopify.com");
  return null;
}

const tooMany = (seconds: number): Answer => ({
  ...refusal(429, "too_many_requests", "Too many reviews at once; send it again"),
  retryAfter: seconds,
});

async function store(
  options: ReviewEndpointOptions,
  { shop, source }: { readonly shop: ShopId; readonly source: ReviewSource },
  body: Buffer,
  now: Date,
): Promise<Answer> {
  const parsed = parseBody(body.toString("utf8"));
  if (parsed.kind !== "ok") return refusal(400, "malformed_json", "The body is not JSON");
  const reading = readReview(source, parsed.body);
  if (reading.kind === "invalid") {
    options.log.warn({ shop, source, reason: reading.message }, "review of another shape");
    return refusal(422, "invalid_payload", reading.message);
  }
  // One secret may serve several shops of a merchant: then the body says which.
  if (reading.shop !== null && reading.shop !== shop)
    return refusal(422, "other_shop", "The body names another shop than the address");
  await options.receive({ shop, source, review: reading.review }, now);
  return { status: 200 };
}

const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  error: { code, message },
});

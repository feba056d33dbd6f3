import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import { createDeliveryStore } from "./delivery-store.server.ts";
import { createMetrics } from "./metrics.server.ts";
import { createPages, type PagesOptions } from "./pages.server.ts";
import type { Database } from "../db/pool.server.ts";
import { importHashes } from "../services/imports/import-hashes.server.ts";
import { emailHasher } from "../shopify/hash-email.server.ts";
import { createRateLimit } from "./rate-limit.ts";
import {
  answerReview,
  REVIEWS_PATH,
  type ReviewEndpointOptions,
} from "./review-endpoint.server.ts";
import { receiveReview } from "../services/reviews/receive-review.server.ts";
import { sealWith } from "../services/reviews/seal.server.ts";
import { isSignedReview } from "../services/reviews/verify-review.server.ts";
import { answerWebhook, type WebhookEndpointOptions } from "./webhook-endpoint.server.ts";
import { webhookContent } from "./webhook-content.server.ts";

export interface WebServerOptions extends Omit<PagesOptions, "metrics"> {
  /** Connections that webhooks share with nobody, so that no page keeps them waiting. */
  readonly deliveries: Database;
  /** The app's API secret, with which Shopify signs. */
  readonly shopifySecret: string;
  /** Key of the hashes that stand for e-mail addresses. */
  readonly personalDataKey: string;
}

/** Where Shopify sends everything; shopify.app.toml says the same. */
const WEBHOOKS_PATH = "/webhooks";

/**
 * The web process's HTTP server, not yet listening. Webhooks are taken before
 * Express and Remix see them, which would cost more than all the rest of their
 * work.
 */
export function createWebServer(options: WebServerOptions): Server {
  const metrics = createMetrics(options.db);
  const store = createDeliveryStore(options.deliveries);
  const hashEmail = emailHasher(options.personalDataKey);
  const endpoint: WebhookEndpointOptions = {
    secret: options.shopifySecret,
    contentOf: (topic, body, receivedAt) => webhookContent(topic, body, hashEmail, receivedAt),
    store: (delivery) => store.add(delivery),
    now: options.now,
    log: options.log,
  };
  const hashes = importHashes(options.personalDataKey);
  const seal = sealWith(options.personalDataKey);
  const reviews: ReviewEndpointOptions = {
    isSigned: (signed) => isSignedReview(options.db, seal, signed),
    receive: (delivery, now) => receiveReview(options.db, hashEmail, delivery, now),
    limit: createRateLimit({ burst: 50, perSecond: 5, mostNames: 10_000 }),
    now: options.now,
    log: options.log,
  };
  const pages = createPages({ ...options, metrics, importHashes: hashes });

  const server = createServer((request, response) => {
    if (isWebhook(request)) {
      void webhook(request, response);
      return;
    }
    if (request.url?.startsWith(REVIEWS_PATH) === true) {
      void review(request, response);
      return;
    }
    pages(request, response);
  });
  server.headersTimeout = 10_000;
  // A file of a million rows is read as it comes.
  server.requestTimeout = 600_000;
  // Longer than the usual load balancer keeps a connection, so that it never
  // sends a request into one that is just being closed.
  server.keepAliveTimeout = 75_000;
  return server;

  async function webhook(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const begun = performance.now();
    await guarded(response, async () => {
      const status = await answerWebhook(endpoint, request, response);
      metrics.webhookAnswered(status, (performance.now() - begun) / 1000);
    });
  }

  function review(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return guarded(response, () => answerReview(reviews, request, response));
  }

  async function guarded(response: ServerResponse, answer: () => Promise<unknown>): Promise<void> {
    try {
      await answer();
    } catch (error) {
      options.log.error({ err: error }, "a webhook met a bug");
      if (!response.headersSent) response.writeHead(500, { "content-length": 0 });
      response.end();
    }
  }
}

function isWebhook({ url }: IncomingMessage): boolean {
  return url === WEBHOOKS_PATH || url?.startsWith(`${WEBHOOKS_PATH}?`) === true;
}

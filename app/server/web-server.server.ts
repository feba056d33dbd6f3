import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import { createDeliveryStore } from "./delivery-store.server.ts";
import { createMetrics } from "./metrics.server.ts";
import { createPages, type PagesOptions } from "./pages.server.ts";
import type { Database } from "../db/pool.server.ts";
import { emailHasher } from "../shopify/hash-email.server.ts";
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
  const pages = createPages({ ...options, metrics });

  const server = createServer((request, response) => {
    if (isWebhook(request)) {
      void webhook(request, response);
      return;
    }
    pages(request, response);
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  // Longer than the usual load balancer keeps a connection, so that it never
  // sends a request into one that is just being closed.
  server.keepAliveTimeout = 75_000;
  return server;

  async function webhook(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const begun = performance.now();
    try {
      const status = await answerWebhook(endpoint, request, response);
      metrics.webhookAnswered(status, (performance.now() - begun) / 1000);
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

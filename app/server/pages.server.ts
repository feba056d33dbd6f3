import { randomUUID } from "node:crypto";

import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import express from "express";
import type { Logger } from "../logging.server.ts";

import type { Database } from "../db/pool.server.ts";
import type { ImportHashes } from "../services/imports/import-hashes.server.ts";
import type { RequestJob } from "../services/job-requests.ts";
import type { ShopReaderOf } from "../services/shop-reader.ts";
import type { AdminOf } from "../shopify/admin-client.server.ts";
import type { ReadSessionToken } from "../shopify/authenticate-buyer.server.ts";
import type { Embedding } from "../shopify/embedding.server.ts";
import type { ShopifyApp } from "../shopify/shopify.server.ts";
import "./load-context.ts";
import type { Metrics } from "./metrics.server.ts";
import { checkReadiness } from "./readiness.server.ts";
import { logRequests } from "./request-log.server.ts";

export interface PagesOptions {
  readonly db: Database;
  /** What Vite has built of the routes. */
  readonly build: ServerBuild;
  /** The folder of what browsers load, beside `build`. */
  readonly clientFolder: string;
  /** Names of the migrations that the database must have been through. */
  readonly migrations: readonly string[];
  readonly metrics: Metrics;
  /** Lets merchants in; absent where no admin is served. */
  readonly shopify?: ShopifyApp;
  /** Where the admin that embeds the pages is; absent where `shopify` is. */
  readonly embedding?: Embedding;
  /** What Shopify says of a shop's orders and customers; absent where `shopify` is. */
  readonly readerOf?: ShopReaderOf;
  /** The same, for what is written there. */
  readonly adminOf?: AdminOf;
  /** Lets in shoppers who come from an extension; absent where `shopify` is. */
  readonly readSessionToken?: ReadSessionToken;
  /** Leaves work to the worker; absent where none is served. */
  readonly requestJob?: RequestJob;
  /** Names what imports bring; absent where none are taken. */
  readonly importHashes?: ImportHashes;
  readonly now: () => Date;
  readonly log: Logger;
}

/** Everything but webhooks: probes, metrics, static files, and Remix's routes. */
export function createPages(options: PagesOptions): express.Express {
  const { db, log, metrics, now } = options;
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  // The proxy in front says what the browser's protocol and host were.
  app.set("trust proxy", ["loopback", "linklocal", "uniquelocal"]);
  app.use((request, response, next) => {
    response.locals["requestId"] = randomUUID();
    response.setHeader("x-request-id", response.locals["requestId"] as string);
    response.setHeader("x-content-type-options", "nosniff");
    next();
  });

  app.get("/healthz", (_request, response) => {
    response.json({ status: "up" });
  });
  app.get(
    "/readyz",
    waited(async (_request, response) => {
      const readiness = await checkReadiness(db, options.migrations);
      if (readiness.kind === "ready") response.json({ status: "ready" });
      else response.status(503).json({ status: "not_ready", reason: readiness.reason });
    }),
  );
  app.get(
    "/metrics",
    waited(async (_request, response) => {
      try {
        response.type(metrics.contentType).send(await metrics.scrape());
      } catch (error) {
        log.error({ err: error }, "the metrics could not be read");
        response.status(503).type("text/plain").send("the database cannot be reached\n");
      }
    }),
  );

  app.use(logRequests(log, options.build.routes));
  const { clientFolder } = options;
  app.use(
    "/assets",
    // Their names change with their content.
    express.static(`${clientFolder}/assets`, { immutable: true, maxAge: "1y", fallthrough: false }),
  );
  app.use(express.static(clientFolder, { maxAge: "1h" }));
  app.all(
    "*",
    waited(
      createRequestHandler({
        build: options.build,
        getLoadContext: (_request, response) => {
          const requestId = response.locals["requestId"] as string;
          const shopify = options.shopify && { shopify: options.shopify };
          const embedding = options.embedding && { embedding: options.embedding };
          const readerOf = options.readerOf && { readerOf: options.readerOf };
          const adminOf = options.adminOf && { adminOf: options.adminOf };
          const readSessionToken = options.readSessionToken && {
            readSessionToken: options.readSessionToken,
          };
          const requestJob = options.requestJob && { requestJob: options.requestJob };
          const importHashes = options.importHashes && { importHashes: options.importHashes };
          const given = {
            ...importHashes,
            drained: () => drained(response),
            ...shopify,
            ...embedding,
            ...readerOf,
            ...adminOf,
            ...readSessionToken,
            ...requestJob,
          };
          return { db, now, requestId, log: log.child({ requestId }), ...given };
        },
      }),
    ),
  );
  app.use(answerFailure(log));
  return app;
}

/** Express 4 does not wait for a handler, and would let its failure end the process. */
function waited(
  handle: (
    request: express.Request,
    response: express.Response,
    next: express.NextFunction,
  ) => Promise<void>,
): express.RequestHandler {
  return (request, response, next) => {
    handle(request, response, next).catch(next);
  };
}

/** Waits until a client that reads slowly has taken what was written, or has gone. */
function drained(response: express.Response): Promise<void> {
  if (!response.writableNeedDrain || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.once("drain", done).once("close", done);
  });
}

/** What no route has caught: a file that is not there, a URL that is none, a bug. */
function answerFailure(log: Logger): express.ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const { statusCode = 500 } = error as { statusCode?: number };
    if (statusCode >= 500) log.error({ err: error }, "a request met a bug");
    if (response.headersSent) next(error);
    else response.status(statusCode).json({ error: { code: "failed", message: "Not possible" } });
  };
}

/** `npm run web`: the web process. Any number of them may run beside one PostgreSQL. */
import { existsSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

import type { ServerBuild } from "@remix-run/node";

import { ConfigError, loadConfig, type Config } from "../config.server.ts";
import { createPool } from "../db/pool.server.ts";
import { sendingRequests } from "../jobs/request-job.server.ts";
import { createLogger } from "../logging.server.ts";
import { installShop } from "../services/install-shop.server.ts";
import { connectShopify } from "../shopify/connection.server.ts";
import { emailHasher } from "../shopify/hash-email.server.ts";
import { shopReaders } from "../shopify/orders/shop-readers.server.ts";
import { readShop } from "../shopify/read-shop.server.ts";
import { createShopify } from "../shopify/shopify.server.ts";
import { migrationsOf } from "./readiness.server.ts";
import { closeServer } from "./shutdown.server.ts";
import { createWebServer } from "./web-server.server.ts";

const ROOT = new URL("../../", import.meta.url);
const SERVER_BUILD = new URL("build/server/index.js", ROOT);

/** When closing takes longer than this, something hangs that no grace will end. */
const LAST_RESORT_MS = 15_000;

/** Something that whoever starts the process can put right; told in one line. */
class CannotStart extends Error {
  override name = "CannotStart";
}

try {
  await main();
} catch (error) {
  const known = error instanceof CannotStart || error instanceof ConfigError;
  process.stderr.write(`kopilka web: ${known ? error.message : describe(error)}\n`);
  // Not by the exit code alone: connections that are open already would hold the process.
  process.exit(1);
}

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLogger({ name: "web", logLevel: config.logLevel });
  const onIdleError = (error: Error) => log.warn({ err: error }, "lost a database connection");
  const db = createPool(config.databaseUrl, { name: "kopilka-web", max: 10, onIdleError });
  // One to write with, and one more while a broken one is being replaced.
  const deliveriesOptions = { name: "kopilka-webhooks", max: 2, onIdleError };
  const deliveries = createPool(config.databaseUrl, deliveriesOptions);
  const jobs = sendingRequests(config.databaseUrl, (error) => {
    log.warn({ err: error }, "the job queue has trouble");
  });

  const shopifyConnection = connectShopify(config, db, log);
  const shopify = createShopify({
    config,
    connection: shopifyConnection,
    onAuthenticated: async (shop) => {
      const reading = await readShop(shopifyConnection.admin(shop));
      const { requestJob } = jobs;
      await installShop(db, { shop, ...reading }, new Date(), { requestJob });
    },
    log,
  });

  const server = createWebServer({
    db,
    shopify,
    embedding: { appBridgeUrl: config.appBridgeUrl, devStoreUrl: config.devStoreUrl },
    readerOf: shopReaders(shopifyConnection.admin, emailHasher(config.personalDataKey), log),
    adminOf: shopifyConnection.admin,
    readSessionToken: shopifyConnection.readSessionToken,
    requestJob: jobs.requestJob,
    deliveries,
    build: await loadBuild(),
    clientFolder: fileURLToPath(new URL("build/client", ROOT)),
    migrations: migrationsOf(fileURLToPath(new URL("prisma/migrations", ROOT))),
    shopifySecret: config.shopifyApiSecret,
    personalDataKey: config.personalDataKey,
    now: () => new Date(),
    log,
  });
  await listen(server, config);
  log.info({ port: (server.address() as AddressInfo).port }, "listening");

  const signal = await nextSignal();
  log.info({ signal }, "closing");
  setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
  const cutOff = await closeServer(server);
  await jobs.close();
  await Promise.all([shopifyConnection.close(), db.close(), deliveries.close()]);
  log.info({ cutOff }, "closed");
}

async function loadBuild(): Promise<ServerBuild> {
  if (!existsSync(SERVER_BUILD)) {
    throw new CannotStart("the pages have not been built yet; run: npm run build");
  }
  return (await import(SERVER_BUILD.href)) as ServerBuild;
}

function listen(server: Server, { port, devStoreUrl }: Config): Promise<void> {
  // The secrets of a development machine are no secrets: nobody else is let in.
  const host = devStoreUrl === null ? undefined : "127.0.0.1";
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenFault(error, port)));
    server.listen({ port, host }, resolve);
  });
}

function listenFault(error: NodeJS.ErrnoException, port: number): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new CannotStart(`port ${port} is in use; set PORT to another one`);
    case "EACCES":
      return new CannotStart(
        `port ${port} may not be used by this account; set PORT to another one`,
      );
    default:
      return error;
  }
}

/**
 * Resolves with the first signal to end. More of them change nothing: Ctrl-C
 * below npm arrives twice, and the second must not break off the closing.
 */
function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, resolve);
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

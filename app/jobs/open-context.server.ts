import type { Logger } from "pino";
import type { Config } from "../config.server.ts";
import { createPool } from "../db/pool.server.ts";
import { emailHasher, type HashEmail } from "../shopify/hash-email.server.ts";
import { connectShopify } from "../shopify/connection.server.ts";
import { shopReaders } from "../shopify/orders/shop-readers.server.ts";
import type { JobContext } from "./job.server.ts";

/** A process's connections, and what its jobs need of them. */
export interface OpenContext {
  readonly context: JobContext;
  readonly hashEmail: HashEmail;
  readonly close: () => Promise<void>;
}

/** Opens the database and the Admin API of all shops, for the worker or for a command. */
export function openContext(
  config: Pick<
    Config,
    | "databaseUrl"
    | "devStoreUrl"
    | "personalDataKey"
    | "shopifyApiKey"
    | "shopifyApiSecret"
    | "shopifyAppUrl"
  >,
  log: Logger,
): OpenContext {
  const db = createPool(config.databaseUrl, {
    name: "kopilka-worker",
    onIdleError: (error) => {
      log.warn({ err: error }, "a database connection broke and is replaced");
    },
  });
  const shopify = connectShopify(config, db, log);
  const hashEmail = emailHasher(config.personalDataKey);
  const readerOf = shopReaders(shopify.admin, hashEmail, log);
  return {
    context: { db, readerOf, adminOf: shopify.admin, log, now: () => new Date() },
    hashEmail,
    async close() {
      await shopify.close();
      await db.close();
    },
  };
}

import "@shopify/shopify-api/adapters/node";

import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import { InvalidJwtError, LogSeverity, shopifyApi } from "@shopify/shopify-api";
import type { Logger } from "pino";

import type { Config } from "../config.server.ts";
import type { Database } from "../db/pool.server.ts";
import { createPrisma } from "../db/prisma.server.ts";
import { withTokenLock } from "../db/token-lock.server.ts";
import { adminClients } from "./admin-client.server.ts";
import type { AdminOf } from "./admin-client.server.ts";
import { API_VERSION } from "./api-version.ts";
import type { ReadSessionToken } from "./authenticate-buyer.server.ts";
import { useDevStore } from "./dev-store-address.server.ts";
import { offlineSessions } from "./offline-sessions.server.ts";
import { shopifyFetch } from "./shopify-fetch.server.ts";

/** What a process needs to speak to Shopify on its own, without a merchant before it. */
export interface ShopifyConnection {
  readonly sessionStorage: PrismaSessionStorage<ReturnType<typeof createPrisma>>;
  readonly admin: AdminOf;
  readonly readSessionToken: ReadSessionToken;
  close(): Promise<void>;
}

export type ShopifyConfig = Pick<
  Config,
  "databaseUrl" | "devStoreUrl" | "shopifyApiKey" | "shopifyApiSecret" | "shopifyAppUrl"
>;

/**
 * Opens the session storage and the Admin API of all shops. One per process:
 * in development it redirects what Shopify's own packages fetch, too.
 */
export function connectShopify(
  config: ShopifyConfig,
  db: Database,
  log: Pick<Logger, "warn">,
): ShopifyConnection {
  if (config.devStoreUrl !== null) useDevStore(config.devStoreUrl);
  const { host, protocol } = new URL(config.shopifyAppUrl);
  const api = shopifyApi({
    apiKey: config.shopifyApiKey,
    apiSecretKey: config.shopifyApiSecret,
    apiVersion: API_VERSION,
    hostName: host,
    hostScheme: protocol === "http:" ? "http" : "https",
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Warning, log: (_severity, message) => log.warn(message) },
  });
  const prisma = createPrisma(config.databaseUrl);
  const sessionStorage = new PrismaSessionStorage(prisma);
  const sessions = offlineSessions({
    storage: sessionStorage,
    sessionId: (shop) => api.session.getOfflineId(shop),
    refresh: async (shop, refreshToken) =>
      (await api.auth.refreshToken({ shop, refreshToken })).session,
    exclusively: (shop, work) => withTokenLock(db, shop, work),
  });
  return {
    sessionStorage,
    admin: adminClients({ sessions, fetch: shopifyFetch(config.devStoreUrl), log }),
    readSessionToken: async (token) => {
      try {
        return await api.session.decodeSessionToken(token);
      } catch (error) {
        if (error instanceof InvalidJwtError) return null;
        throw error;
      }
    },
    close: () => prisma.$disconnect(),
  };
}

import "@shopify/shopify-app-remix/adapters/node";

import { AppDistribution, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import type { Logger } from "pino";

import { shopId } from "../domain/ids.ts";
import type { ShopId } from "../domain/ids.ts";
import { API_VERSION } from "./api-version.ts";
import type { ShopifyConfig, ShopifyConnection } from "./connection.server.ts";

export interface ShopifyAppOptions {
  readonly config: ShopifyConfig & { readonly scopes: readonly string[] | null };
  readonly connection: ShopifyConnection;
  /** Called after a merchant's first opening of the app, and after each renewal of the token. */
  readonly onAuthenticated: (shop: ShopId) => Promise<void>;
  readonly log: Pick<Logger, "debug" | "info" | "warn" | "error">;
}

/**
 * Shopify's Remix package, set up for token exchange: the embedded app trades
 * each merchant's session token for an offline token that lives an hour.
 * Scopes are Shopify's to manage, from shopify.app.toml.
 */
export function createShopify({ config, connection, onAuthenticated, log }: ShopifyAppOptions) {
  const levels = { 0: "error", 1: "warn", 2: "info", 3: "debug" } as const;
  return shopifyApp({
    apiKey: config.shopifyApiKey,
    apiSecretKey: config.shopifyApiSecret,
    apiVersion: API_VERSION,
    appUrl: config.shopifyAppUrl,
    ...(config.scopes === null ? {} : { scopes: [...config.scopes] }),
    authPathPrefix: "/auth",
    distribution: AppDistribution.AppStore,
    sessionStorage: connection.sessionStorage,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    hooks: { afterAuth: ({ session }) => onAuthenticated(shopId(session.shop)) },
    logger: {
      level: LogSeverity.Warning,
      log: (severity, message) => log[levels[severity]](message),
    },
  });
}

export type ShopifyApp = ReturnType<typeof createShopify>;

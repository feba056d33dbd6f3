import type { ShopifyGlobal } from "@shopify/app-bridge-react";

/**
 * App Bridge, in a browser into which it has been loaded. Without it a page still
 * works, but for what Shopify's admin shows around it.
 */
export function appBridge(): ShopifyGlobal | undefined {
  return (globalThis as { shopify?: ShopifyGlobal }).shopify;
}

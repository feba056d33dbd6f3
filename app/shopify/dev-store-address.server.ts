import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";

import { shopifyFetch } from "./shopify-fetch.server.ts";

/**
 * Makes Shopify's own packages reach the dev store where they would reach a
 * shop: token exchange and refresh, and the clients that they hand out. Call it
 * after an adapter of shopify-api has been imported, which sets its own fetch.
 */
export function useDevStore(devStoreUrl: string): void {
  setAbstractFetchFunc(shopifyFetch(devStoreUrl));
}

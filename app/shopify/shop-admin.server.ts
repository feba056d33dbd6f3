import type { ShopId } from "../domain/ids.ts";
import type { Embedding } from "./embedding.server.ts";

/** The address of a shop's admin, below which its orders and customers are; no trailing slash. */
export function shopAdminUrl(shop: ShopId, embedding: Embedding | undefined): string {
  if (embedding?.devStoreUrl != null) return embedding.devStoreUrl;
  return `https://admin.shopify.com/store/${shop.replace(/\.myshopify\.com$/, "")}`;
}

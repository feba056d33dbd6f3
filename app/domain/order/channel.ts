import type { Channel } from "../program/filters.ts";

/** The online store, also under its number among Shopify's apps, and Shopify's own app for shoppers. */
const ONLINE = new Set(["web", "580111", "checkout_next", "shop_app"]);

/**
 * Shopify's `source_name` as a channel. A renewal of a subscription is told by it: the order that
 * began the subscription was made in the online store. Apps give names and numbers of their own.
 */
export function channelOf(sourceName: string): Channel {
  if (sourceName.startsWith("subscription")) return "subscription";
  if (ONLINE.has(sourceName)) return "online";
  if (sourceName === "pos") return "pos";
  return sourceName === "shopify_draft_order" ? "draft" : "other";
}

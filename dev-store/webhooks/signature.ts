import { createHmac } from "node:crypto";

/** `X-Shopify-Hmac-Sha256`: base64 HMAC-SHA256 of the raw body with the app's secret. */
export const webhookSignature = (body: string, secret: string): string =>
  createHmac("sha256", secret).update(body, "utf8").digest("base64");

/**
 * The `signature` of an app proxy request: hex HMAC-SHA256 over the sorted
 * `name=value` pairs, put together without a separator.
 */
export function proxySignature(query: Record<string, string>, secret: string): string {
  const text = Object.keys(query)
    .sort()
    .map((name) => `${name}=${query[name] ?? ""}`)
    .join("");
  return createHmac("sha256", secret).update(text, "utf8").digest("hex");
}

/** The `hmac` of a link that Shopify's admin opens the app with: pairs joined by `&`. */
export function adminLinkSignature(query: Record<string, string>, secret: string): string {
  const text = Object.keys(query)
    .sort()
    .map((name) => `${name}=${query[name] ?? ""}`)
    .join("&");
  return createHmac("sha256", secret).update(text, "utf8").digest("hex");
}

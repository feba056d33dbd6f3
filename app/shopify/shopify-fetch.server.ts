/** The part of `fetch` that calls to Shopify need. */
export type ShopifyFetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * `fetch`, except that in development what is meant for a shop goes to the dev
 * store, with the shop's domain in a header, since one dev store has one address.
 * @param devStoreUrl such as `http://127.0.0.1:4000`; null to speak to Shopify
 */
export function shopifyFetch(devStoreUrl: string | null): ShopifyFetch {
  if (devStoreUrl === null) return (url, init) => fetch(url, init);
  return (url, init) => {
    const asked = new URL(url instanceof Request ? url.url : url);
    if (!asked.hostname.endsWith(".myshopify.com")) return fetch(url, init);
    const headers = new Headers(
      init?.headers ?? (url instanceof Request ? url.headers : undefined),
    );
    headers.set("X-Forwarded-Host", asked.hostname);
    const target = new URL(asked.pathname + asked.search, devStoreUrl);
    return fetch(target, { ...init, headers });
  };
}

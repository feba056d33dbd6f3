import type { Customer } from "../model.ts";
import { Refusal } from "../refusal.ts";
import type { Store } from "../store.ts";
import { proxySignature } from "../webhooks/signature.ts";

/**
 * What the storefront does when a logged-in customer opens a page of the app:
 * Shopify calls the app proxy with `logged_in_customer_id`, signed.
 * @param path path below the proxy's address; without it the proxy's own
 * @throws Refusal 502 when the app does not answer
 */
export async function logIn(store: Store, customer: Customer, path = "") {
  const { shop, apiSecret, appUrl, proxyPath } = store.settings;
  const query = {
    shop,
    logged_in_customer_id: customer.id,
    path_prefix: "/apps/kopilka",
    timestamp: Math.floor(store.now().getTime() / 1000).toString(),
  };
  const signed = new URLSearchParams({
    ...query,
    signature: proxySignature(query, apiSecret),
  });
  const address = `${appUrl}${proxyPath}${path}?${signed.toString()}`;
  try {
    const response = await fetch(address, {
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
      headers: { "user-agent": BROWSER },
    });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    throw new Refusal(
      502,
      "app_unreachable",
      `The app did not answer at ${appUrl}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The app turns bots away, so it is called as a browser calls it. */
export const BROWSER =
  "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

import { Hono, type Context } from "hono";
import { csrf } from "hono/csrf";
import { BROWSER } from "../customers/login.ts";
import { Refusal } from "../refusal.ts";
import type { Store } from "../store.ts";
import { proxySignature } from "../webhooks/signature.ts";
import { shopperOf } from "./session.ts";

/** As shopify.app.toml says. */
const PREFIX = "/apps/kopilka";

/**
 * The app proxy: what a storefront asks below the app's prefix goes to the app, with the shop and
 * the logged-in customer, signed; the answer is shown under the shop's own address.
 */
export function proxyRoutes(store: Store): Hono {
  const routes = new Hono();
  routes.use(`${PREFIX}/*`, csrf());
  routes.get(`${PREFIX}/*`, (c) => forward(store, c));
  routes.post(`${PREFIX}/*`, (c) => forward(store, c));
  return routes;
}

async function forward(store: Store, c: Context): Promise<Response> {
  const { shop, apiSecret, appUrl, proxyPath } = store.settings;
  const query = {
    ...c.req.query(),
    shop,
    logged_in_customer_id: shopperOf(store, c).customer?.id ?? "",
    path_prefix: PREFIX,
    timestamp: Math.floor(store.now().getTime() / 1000).toString(),
  };
  const signature = proxySignature(query, apiSecret);
  const signed = new URLSearchParams({ ...query, signature });
  const below = new URL(c.req.url).pathname.slice(PREFIX.length);
  const { method } = c.req;
  try {
    const response = await fetch(`${appUrl}${proxyPath}${below}?${signed.toString()}`, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
      headers: {
        "user-agent": BROWSER,
        "accept-language": c.req.header("accept-language") ?? "",
        "content-type": c.req.header("content-type") ?? "",
      },
      ...(method === "POST" ? { body: await c.req.text() } : {}),
    });
    const type = response.headers.get("content-type") ?? "text/plain";
    return c.body(await response.text(), response.status as 200, { "content-type": type });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(502, "app_unreachable", `The app did not answer at ${appUrl}: ${reason}`);
  }
}

import { BROWSER } from "../customers/login.ts";
import { deleteAppDiscount } from "../discounts/app-discounts.ts";
import { Refusal } from "../refusal.ts";
import { adminHost, SHOP_ID, shopJson } from "../shop.ts";
import { isOfApp } from "../storage/metafields.ts";
import type { Store } from "../store.ts";
import { adminLinkSignature } from "../webhooks/signature.ts";
import { makeSessionToken } from "./session-token.ts";

/** The app's first page below its origin: `application_url` in shopify.app.toml. */
export const APP_HOME = "/app";

/**
 * Where Shopify's admin opens the app, with a session token, signed.
 * @param page which page of the app, with a query of its own, in which language
 */
export function appLink(
  store: Store,
  page: { path?: string; query?: Record<string, string>; locale?: string } = {},
): string {
  const { shop, apiSecret, appUrl } = store.settings;
  const query = {
    ...page.query,
    embedded: "1",
    host: adminHost(shop),
    id_token: makeSessionToken(store.settings, store.now()),
    locale: page.locale ?? "ru",
    session: "0",
    shop,
    timestamp: Math.floor(store.now().getTime() / 1000).toString(),
  };
  const signed = { ...query, hmac: adminLinkSignature(query, apiSecret) };
  return `${appUrl}${page.path ?? APP_HOME}?${new URLSearchParams(signed).toString()}`;
}

/**
 * Installs the app: Shopify's managed installation, then the admin opens it,
 * and the app exchanges the session token for its access token.
 * @throws Refusal 502 when the app does not answer
 */
export async function installApp(store: Store) {
  store.facts.write("app", "installed");
  try {
    const response = await fetch(appLink(store), {
      headers: {
        "user-agent": BROWSER,
        accept: "text/html",
        "sec-fetch-dest": "iframe",
      },
      redirect: "manual",
      signal: AbortSignal.timeout(30_000),
    });
    const tokens = store.tokens.count();
    return {
      status: response.status,
      location: response.headers.get("location"),
      has_token: tokens > 0,
    };
  } catch (error) {
    throw new Refusal(
      502,
      "app_unreachable",
      `The app did not answer at ${store.settings.appUrl}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Other scopes than before, as when a merchant approves an update; `app/scopes_update` tells. */
export function changeScopes(store: Store, scopes: readonly string[]) {
  return store.change(() => {
    const previous = store.scopes();
    store.facts.write("scopes", JSON.stringify(scopes));
    const payload = {
      id: BigInt(SHOP_ID),
      previous,
      current: scopes,
      updated_at: store.now().toISOString(),
    };
    store.publish("shop", [{ topic: "app/scopes_update", payload }]);
    return { scopes };
  });
}

/** What may outlast an uninstall. */
export type AppData = "discounts" | "metafields";

/**
 * Uninstalls the app: its tokens end at once, its discounts, metafields and their
 * definitions go unless they are to be kept, `app/uninstalled` goes out, and nothing else does from then on.
 */
export function uninstallApp(store: Store, keep: readonly AppData[] = []) {
  return store.change(() => {
    store.tokens.revokeAll();
    if (!keep.includes("discounts")) {
      for (const discount of store.discounts.all()) deleteAppDiscount(store, discount.id);
    }
    if (!keep.includes("metafields")) {
      store.metafields.deleteOfApp();
      for (const definition of store.definitions.all()) {
        if (isOfApp(definition.namespace)) store.definitions.delete(definition.id);
      }
    }
    store.facts.write("app", "uninstalled");
    store.publish("shop", [{ topic: "app/uninstalled", payload: shopJson(store.settings.shop) }]);
    return { app: "uninstalled" };
  });
}

import { createHmac, randomUUID } from "node:crypto";
import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs } from "@remix-run/node";
import { pino } from "pino";
import { afterEach, beforeEach } from "vitest";
import type { ShopId } from "../../../app/domain/ids.ts";
import { connectShopify } from "../../../app/shopify/connection.server.ts";
import { createShopify } from "../../../app/shopify/shopify.server.ts";
import {
  DEV_KEY,
  DEV_SECRET,
  DEV_SHOP,
  type RunningDevStore,
} from "../../support/running-dev-store.ts";
import { useShopOnDevStore, type ShopOnDevStore } from "../../support/shop-on-dev-store.ts";

/** Shopify's package turns away what looks like no browser. */
const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";

export const STAFF = "42";

type Claims = Readonly<Record<string, string | number>>;
type Loader<T> = (args: LoaderFunctionArgs) => Promise<T>;
type Action<T> = (args: ActionFunctionArgs) => Promise<T>;

/** The embedded admin's pages as a merchant's browser asks for them, of a shop on a dev store. */
export interface AdminPages extends ShopOnDevStore {
  /** What a page's loader gives, or the answer that it throws. */
  get<T>(loader: Loader<T>, path: string, ask?: Ask): Promise<T>;
  /** The same for a form of a page. */
  post<T>(action: Action<T>, path: string, form: Record<string, string>, ask?: Ask): Promise<T>;
  /** The same for a page that sends JSON. */
  postJson<T>(action: Action<T>, path: string, body: unknown, ask?: Ask): Promise<T>;
}

interface Ask {
  readonly params?: Record<string, string>;
  /** Instead of what App Bridge would send; null for nothing. */
  readonly token?: string | null;
}

/** A session token as Shopify's admin signs it, but for what is said otherwise. */
export function sessionToken(claims: Claims = {}, secret = DEV_SECRET): string {
  const seconds = Math.floor(Date.now() / 1000);
  const all = {
    iss: `https://${DEV_SHOP}/admin`,
    dest: `https://${DEV_SHOP}`,
    aud: DEV_KEY,
    sub: STAFF,
    exp: seconds + 60,
    nbf: seconds - 1,
    iat: seconds,
    jti: randomUUID(),
    sid: randomUUID(),
    ...claims,
  };
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(all)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

/** @param now the time that the pages go by */
export function useAdminPages(
  store: RunningDevStore,
  installedAt: Date,
  now: () => Date,
): AdminPages {
  const shop = useShopOnDevStore(store, installedAt);
  const log = pino({ level: "silent" });
  let context: AppLoadContext;
  let close: () => Promise<void>;
  beforeEach(() => {
    const config = {
      databaseUrl: shop.database.url,
      devStoreUrl: store.url,
      shopifyApiKey: DEV_KEY,
      shopifyApiSecret: DEV_SECRET,
      shopifyAppUrl: "http://127.0.0.1:9",
      scopes: null,
    };
    const connection = connectShopify(config, shop.database.db, log);
    const onAuthenticated = (_shop: ShopId) => Promise.resolve();
    ({ close } = connection);
    context = {
      db: shop.database.db,
      now,
      log,
      shopify: createShopify({ config, connection, onAuthenticated, log }),
      embedding: { appBridgeUrl: null, devStoreUrl: store.url },
      adminOf: connection.admin,
      requestId: "test",
    };
  });
  afterEach(() => close());

  const request = (path: string, { token = sessionToken() }: Ask, init: RequestInit = {}) =>
    new Request(`http://127.0.0.1:9${path}`, {
      ...init,
      headers: {
        "user-agent": USER_AGENT,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
    });
  return {
    shop: shop.shop,
    get database() {
      return shop.database;
    },
    get context() {
      return shop.context;
    },
    get: (loader, path, ask = {}) =>
      loader({ request: request(path, ask), params: ask.params ?? {}, context }),
    post: (action, path, form, ask = {}) => {
      const body = new URLSearchParams(form);
      const init = { method: "POST", body };
      return action({ request: request(path, ask, init), params: ask.params ?? {}, context });
    },
    postJson: (action, path, body, ask = {}) => {
      const init = { method: "POST", body: JSON.stringify(body) };
      return action({ request: request(path, ask, init), params: ask.params ?? {}, context });
    },
  };
}

/** The status of the answer that a loader or an action throws; an error that is none fails the test. */
export async function refusalOf(asked: Promise<unknown>): Promise<number> {
  const thrown: unknown = await asked.then(
    () => new Error("it was answered"),
    (reason: unknown) => reason,
  );
  if (thrown instanceof Response) return thrown.status;
  throw thrown;
}

import { pino } from "pino";
import { afterEach, beforeEach } from "vitest";
import { shopId, type ShopId } from "../../app/domain/ids.ts";
import type { JobContext } from "../../app/jobs/job.server.ts";
import { openContext } from "../../app/jobs/open-context.server.ts";
import { DEV_KEY, DEV_SECRET, DEV_SHOP, type RunningDevStore } from "./running-dev-store.ts";
import { shopDatabase, type ShopDatabase } from "./shop-with-orders.ts";

export const PERSONAL_DATA_KEY = "a key of thirty-two characters!!";

/** What a shop's jobs run with, against a dev store over HTTP. */
export interface ShopOnDevStore {
  readonly shop: ShopId;
  readonly database: ShopDatabase;
  readonly context: JobContext;
}

/**
 * Before each test: an empty database in which the dev store's shop has installed
 * the app at `installedAt`, with a real token.
 * @param scope what the session says that the merchant granted; by default what the dev store says
 */
export function useShopOnDevStore(
  store: RunningDevStore,
  installedAt: Date,
  scope?: string,
): ShopOnDevStore {
  let current: (ShopOnDevStore & { close(): Promise<void> }) | null = null;
  beforeEach(async () => {
    current = await open(store, installedAt, scope);
  });
  afterEach(() => current?.close());
  const now = () => {
    if (current === null) throw new Error("outside a test");
    return current;
  };
  return {
    shop: shopId(DEV_SHOP),
    get database() {
      return now().database;
    },
    get context() {
      return now().context;
    },
  };
}

async function open(store: RunningDevStore, installedAt: Date, scope: string | undefined) {
  const database = await shopDatabase();
  const shop = shopId(DEV_SHOP);
  await database.install(shop, installedAt);
  const token = await store.exchangeToken();
  await database.sql.query(
    `INSERT INTO sessions (id, shop, state, scope, access_token, expires)
     VALUES ($1, $2, '', $3, $4, now() + interval '1 hour')`,
    [`offline_${shop}`, shop, scope ?? token.scope, token.access_token],
  );
  const config = {
    databaseUrl: database.url,
    devStoreUrl: store.url,
    personalDataKey: PERSONAL_DATA_KEY,
    shopifyApiKey: DEV_KEY,
    shopifyApiSecret: DEV_SECRET,
    shopifyAppUrl: "http://127.0.0.1:9",
  };
  const { context, close } = openContext(config, pino({ level: "silent" }));
  return {
    shop,
    database,
    context,
    async close() {
      await close();
      await database.close();
    },
  };
}

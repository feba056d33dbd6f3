import { pino } from "pino";
import type { Database } from "../../app/db/pool.server.ts";
import { connectShopify } from "../../app/shopify/connection.server.ts";
import { holdMetafields, type HoldMetafields } from "../../app/shopify/hold-metafield.server.ts";
import { shopId } from "../../app/domain/ids.ts";
import { DEV_KEY, DEV_SECRET, DEV_SHOP, type RunningDevStore } from "./running-dev-store.ts";

/** The metafields of the dev store's customers, asked with a shopper's patience. */
export function metafieldsOn(
  store: RunningDevStore,
  { db, ownerUrl }: { db: Database; ownerUrl: string },
): { metafields: HoldMetafields; close: () => Promise<void> } {
  const config = {
    databaseUrl: ownerUrl,
    devStoreUrl: store.url,
    shopifyApiKey: DEV_KEY,
    shopifyApiSecret: DEV_SECRET,
    shopifyAppUrl: "http://127.0.0.1:9",
  };
  const { admin, close } = connectShopify(config, db, pino({ level: "silent" }));
  return { metafields: holdMetafields(admin(shopId(DEV_SHOP)), { hurried: true }), close };
}

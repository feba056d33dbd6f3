import type { Logger } from "../logging.server.ts";

import type { Database } from "../db/pool.server.ts";
import type { ShopReaderOf } from "../services/shop-reader.ts";
import type { ShopifyApp } from "../shopify/shopify.server.ts";

declare module "@remix-run/server-runtime" {
  /** What the web process hands to every loader and action. */
  interface AppLoadContext {
    readonly db: Database;
    readonly now: () => Date;
    readonly log: Logger;
    /** Lets merchants in; absent where no admin is served, as in tests of the API. */
    readonly shopify?: ShopifyApp;
    /** What Shopify says of a shop's orders and customers; absent where `shopify` is. */
    readonly readerOf?: ShopReaderOf;
    /** Also in the answer's X-Request-Id. */
    readonly requestId: string;
  }
}

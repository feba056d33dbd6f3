import type { Logger } from "../logging.server.ts";

import type { Database } from "../db/pool.server.ts";
import type { ImportHashes } from "../services/imports/import-hashes.server.ts";
import type { RequestJob } from "../services/job-requests.ts";
import type { ShopReaderOf } from "../services/shop-reader.ts";
import type { AdminOf } from "../shopify/admin-client.server.ts";
import type { ReadSessionToken } from "../shopify/authenticate-buyer.server.ts";
import type { Embedding } from "../shopify/embedding.server.ts";
import type { ShopifyApp } from "../shopify/shopify.server.ts";

declare module "@remix-run/server-runtime" {
  /** What the web process hands to every loader and action. */
  interface AppLoadContext {
    readonly db: Database;
    readonly now: () => Date;
    readonly log: Logger;
    /** Lets merchants in; absent where no admin is served, as in tests of the API. */
    readonly shopify?: ShopifyApp;
    /** Where the admin that embeds the pages is; absent where `shopify` is. */
    readonly embedding?: Embedding;
    /** What Shopify says of a shop's orders and customers; absent where `shopify` is. */
    readonly readerOf?: ShopReaderOf;
    /** The same, for what is written there. */
    readonly adminOf?: AdminOf;
    /** Lets shoppers in who come from an extension; absent where `shopify` is. */
    readonly readSessionToken?: ReadSessionToken;
    /** Leaves work to the worker; absent where none is served, as in tests of the API. */
    readonly requestJob?: RequestJob;
    /** Names rows and addresses of imports without holding them; absent where none are taken. */
    readonly importHashes?: ImportHashes;
    /** Resolves once the client has taken what was written to it: a long answer waits for that. */
    readonly drained?: () => Promise<void>;
    /** Also in the answer's X-Request-Id. */
    readonly requestId: string;
  }
}

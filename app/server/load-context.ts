import type { Logger } from "pino";

import type { Database } from "../db/pool.server.ts";

declare module "@remix-run/server-runtime" {
  /** What the web process hands to every loader and action. */
  interface AppLoadContext {
    readonly db: Database;
    readonly now: () => Date;
    readonly log: Logger;
    /** Also in the answer's X-Request-Id. */
    readonly requestId: string;
  }
}

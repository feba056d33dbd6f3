import { createHmac } from "node:crypto";
import { tmpdir } from "node:os";
import type { AddressInfo } from "node:net";

import { createPool, type Database } from "../../../app/db/pool.server.ts";
import { shopId } from "../../../app/domain/ids.ts";
import { createLogger } from "../../../app/logging.server.ts";
import { closeServer } from "../../../app/server/shutdown.server.ts";
import { createWebServer, type WebServerOptions } from "../../../app/server/web-server.server.ts";
import { migrationsOf } from "../../../app/server/readiness.server.ts";
import { freshDatabase } from "../../support/fresh-database.ts";
import { apiBuild } from "./api-build.ts";

export const SHOP = shopId("kopilka-test.myshopify.com");
export const OTHER_SHOP = shopId("another-test.myshopify.com");
const SECRET = "a secret that Shopify and the app share";

/** The real web server on a database of its own, and what tests ask it with. */
export interface WebProcess {
  readonly url: string;
  readonly db: Database;
  /** Logs in as the owner of the tables, who may do what the app may not. */
  readonly ownerUrl: string;
  /** What it has logged, one object per line. */
  readonly logged: string[];
  /** Sends a webhook as Shopify does: signed, unless the headers say otherwise. */
  webhook(topic: string, body: unknown, headers?: Headers): Promise<Response>;
  stop(): Promise<void>;
}

type Headers = Readonly<Record<string, string | undefined>>;

/** What a web process is told beyond the API: how it reaches Shopify. */
export type Reaching = (
  db: Database,
  databaseUrl: string,
) => Pick<WebServerOptions, "adminOf" | "readSessionToken"> & { close(): Promise<void> };

/**
 * @param now the time that the server goes by; the real one unless told otherwise
 * @param reaching how it reaches Shopify, where it does
 */
export async function startWebProcess(
  now = () => new Date(),
  reaching?: Reaching,
): Promise<WebProcess> {
  const database = await freshDatabase();
  const db = createPool(database.url, { max: 4, name: "test-web" });
  const deliveries = createPool(database.url, { max: 2, name: "test-deliveries" });
  const logged: string[] = [];
  const shopify = reaching?.(db, database.url);
  const server = createWebServer({
    db,
    ...(shopify?.adminOf ? { adminOf: shopify.adminOf } : {}),
    ...(shopify?.readSessionToken ? { readSessionToken: shopify.readSessionToken } : {}),
    deliveries,
    build: await apiBuild(),
    clientFolder: tmpdir(),
    migrations: migrationsOf("prisma/migrations"),
    shopifySecret: SECRET,
    personalDataKey: "a key of at least thirty-two characters",
    now,
    log: createLogger(
      { name: "web", logLevel: "debug" },
      { write: (line) => void logged.push(line) },
    ),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let sent = 0;
  return {
    url,
    db,
    ownerUrl: database.url,
    logged,
    webhook(topic, body, headers = {}) {
      const raw = Buffer.isBuffer(body) ? new Uint8Array(body) : encoded(body);
      sent += 1;
      const all: Headers = {
        "content-type": "application/json",
        "x-shopify-topic": topic,
        "x-shopify-shop-domain": SHOP,
        "x-shopify-webhook-id": `webhook-${sent}`,
        "x-shopify-event-id": `event-${sent}`,
        "x-shopify-hmac-sha256": signature(raw),
        ...headers,
      };
      const given = Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]);
      return fetch(`${url}/webhooks`, { method: "POST", headers: given, body: raw });
    },
    async stop() {
      await closeServer(server, 1000);
      await shopify?.close();
      await db.close();
      await deliveries.close();
      await database.drop();
    },
  };
}

/** As Shopify signs a body. */
export const signature = (body: Uint8Array | string, secret = SECRET) =>
  createHmac("sha256", secret).update(body).digest("base64");

const encoded = (body: unknown) => new TextEncoder().encode(JSON.stringify(body));

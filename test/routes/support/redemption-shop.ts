import { pino } from "pino";
import { afterAll, beforeAll } from "vitest";
import { shopId, type CustomerId } from "../../../app/domain/ids.ts";
import { defaultProgram } from "../../../app/domain/program.ts";
import { currencyCode } from "../../../app/domain/money.ts";
import { adjustPoints } from "../../../app/services/adjust-points.server.ts";
import { ensureMembers } from "../../../app/services/ensure-members.server.ts";
import { inTransaction } from "../../../app/db/transaction.server.ts";
import { publishProgram } from "../../../app/services/publish-program.server.ts";
import { verifyLedger } from "../../../app/services/verify-ledger.server.ts";
import { viewMember } from "../../../app/services/view-member.server.ts";
import { connectShopify } from "../../../app/shopify/connection.server.ts";
import {
  DEV_KEY,
  DEV_SECRET,
  DEV_SHOP,
  useRunningDevStore,
  type RunningDevStore,
} from "../../support/running-dev-store.ts";
import { newCustomer } from "../../support/dev-store-customers.ts";
import { metafieldOf } from "../../support/hold-metafield-of.ts";
import { sessionToken, type SessionClaims } from "../../support/session-token.ts";
import { startWebProcess, type WebProcess } from "./web-process.ts";

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** A shop on the dev store, the web server before it, and what an extension asks it. */
export interface RedemptionShop {
  readonly web: WebProcess;
  readonly store: RunningDevStore;
  /** A customer whom the dev store knows, with so many points to spend. */
  shopper(points: bigint): Promise<CustomerId>;
  /** The token that an extension gets for the customer, or for a guest. */
  token(customer: CustomerId | null, claims?: Partial<SessionClaims>): string;
  /** Asks below /api as an extension does, in the name of the customer. */
  ask(customer: CustomerId, path: string, method?: string, body?: unknown): Promise<Told>;
  askWith(token: string | null, path: string, method?: string, body?: unknown): Promise<Told>;
  /** What the customer's metafield says; null where there is none. */
  metafield(customer: CustomerId): Promise<Record<string, unknown> | null>;
  /** `[available, held]` */
  balance(customer: CustomerId): Promise<[bigint, bigint]>;
  difference(): Promise<string | null>;
}

export const KOPILKA_SHOP = shopId(DEV_SHOP);

/** Brought up before the file's tests. */
export function useRedemptionShop(): RedemptionShop {
  const store = useRunningDevStore();
  let web: WebProcess;
  let gifts = 0;
  beforeAll(async () => {
    web = await startWebProcess(
      () => new Date(),
      (db, databaseUrl) => {
        const config = {
          databaseUrl,
          devStoreUrl: store.url,
          shopifyApiKey: DEV_KEY,
          shopifyApiSecret: DEV_SECRET,
          shopifyAppUrl: "http://127.0.0.1:9",
        };
        const shopify = connectShopify(config, db, pino({ level: "silent" }));
        const { admin: adminOf, readSessionToken, close } = shopify;
        return { adminOf, readSessionToken, close };
      },
    );
    const granted = await store.exchangeToken();
    await web.db.pool.query(
      "INSERT INTO shops (shop, currency, installed_at, created_at) VALUES ($1, 'RUB', now(), now())",
      [KOPILKA_SHOP],
    );
    await web.db.pool.query(
      `INSERT INTO sessions (id, shop, state, scope, access_token, expires)
       VALUES ($1, $2, '', $3, $4, now() + interval '1 hour')`,
      [`offline_${KOPILKA_SHOP}`, KOPILKA_SHOP, granted.scope, granted.access_token],
    );
    const program = defaultProgram(currencyCode("RUB"));
    await publishProgram(web.db, { shop: KOPILKA_SHOP, program, by: "test" }, new Date());
  });
  afterAll(() => web.stop());

  const token: RedemptionShop["token"] = (customer, claims = {}) =>
    sessionToken(
      {
        dest: `https://${DEV_SHOP}`,
        aud: DEV_KEY,
        ...(customer === null ? {} : { sub: `gid://shopify/Customer/${customer}` }),
        ...claims,
      },
      DEV_SECRET,
    );
  const askWith: RedemptionShop["askWith"] = async (bearer, path, method = "GET", body) => {
    const response = await fetch(`${web.url}/api${path}`, {
      method,
      headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const read = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body: read };
  };
  return {
    get web() {
      return web;
    },
    store,
    async shopper(amount) {
      gifts += 1;
      const id = await newCustomer(store);
      const now = new Date();
      await inTransaction(web.db, (tx) => ensureMembers(tx, KOPILKA_SHOP, [id], now));
      const gift = { reason: "gift", key: `gift-${String(gifts)}`, actor: "test" };
      const request = { shop: KOPILKA_SHOP, customerId: id, points: amount, ...gift };
      if (amount > 0n) await adjustPoints(web.db, request, now);
      return id;
    },
    token,
    askWith,
    ask: (customer, path, method, body) => askWith(token(customer), path, method, body),
    metafield: (customer) => metafieldOf(store, customer),
    async balance(customer) {
      const member = await viewMember(web.db, KOPILKA_SHOP, customer);
      if (!member) throw new Error(`customer ${customer} is no member`);
      return [member.available, member.held];
    },
    async difference() {
      const [verified] = await verifyLedger(web.db, KOPILKA_SHOP);
      return verified?.difference ?? null;
    },
  };
}

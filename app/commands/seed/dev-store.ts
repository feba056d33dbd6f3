import { z } from "zod";
import { shopId, type ShopId } from "../../domain/ids.ts";
import { Fault, reasonOf } from "../fault.ts";

const STATE = z.object({
  shop: z.string(),
  api_token: z.string().nullable(),
  counts: z.object({ orders: z.number() }),
});
const INSTALLED = z.object({ status: z.number(), has_token: z.boolean() });

/** What the dev store tells of its shop. */
export interface DevStoreState {
  readonly shop: ShopId;
  /** The API token that it was given last. */
  readonly apiToken: string | null;
  readonly orders: number;
}

/** The dev store's control API, as far as seeding needs it. Everything throws a Fault. */
export function devStore(url: string) {
  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${url}/control${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new Fault(`the dev store does not answer at ${url}: ${reasonOf(error)}`);
    });
    if (response.ok) return response.json();
    throw new Fault(`the dev store answers ${response.status}: ${await response.text()}`);
  }
  return {
    async state(): Promise<DevStoreState> {
      const { shop, api_token, counts } = STATE.parse(await call("GET", "/state"));
      return { shop: shopId(shop), apiToken: api_token, orders: counts.orders };
    },
    /** Installs the app, as a merchant does, by opening it: the app exchanges tokens. */
    async install(): Promise<void> {
      const { status, has_token: hasToken } = INSTALLED.parse(await call("POST", "/install", {}));
      if (!hasToken) throw new Fault(`the app was opened, answered ${status} and took no token`);
    },
    /** Leaves the API token where people find it. */
    async showToken(token: string): Promise<void> {
      await call("PUT", "/api-token", { token });
    },
  };
}

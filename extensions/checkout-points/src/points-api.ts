import type { Account, Hold, OrderPoints } from "./answers.ts";
import { readAccount, readHoldAnswer, readOrderPoints, refusalCode } from "./read-answer.ts";

/** What became of a request to the app. */
export type Answer<Value> =
  | { readonly kind: "answered"; readonly value: Value }
  /** The app said no; `code` says why. */
  | { readonly kind: "refused"; readonly code: string }
  /** No answer, or none that can be read: whether it was done is not known. */
  | { readonly kind: "unreachable" };

/** The app, asked with the buyer's session token. */
export type PointsApi = {
  account: () => Promise<Answer<Account>>;
  /** Sets points aside in place of those that are set aside already. */
  hold: (points: number) => Promise<Answer<Hold>>;
  release: (holdId: string) => Promise<Answer<Hold>>;
  /** @returns null while the app has not processed the order yet */
  orderPoints: (orderId: string) => Promise<Answer<OrderPoints | null>>;
};

/** Longer than the app waits for Shopify, shorter than a shopper waits for us. */
const PATIENCE_MS = 20_000;

/** The app's address, which Shopify's CLI puts in. */
const ORIGIN = new URL(process.env.APP_URL).origin;

/** @param token gives the session token; it lives five minutes, so it is asked for each request */
export function pointsApi(token: () => Promise<string>): PointsApi {
  async function ask<Value>(
    method: "GET" | "POST" | "DELETE",
    path: string,
    read: (json: unknown) => Value,
    body?: unknown,
  ): Promise<Answer<Value>> {
    try {
      const response = await fetch(`${ORIGIN}/api/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await token()}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const json: unknown = await response.json();
      if (response.ok) return { kind: "answered", value: read(json) };
      const code = refusalCode(json);
      return code === null ? { kind: "unreachable" } : { kind: "refused", code };
    } catch {
      return { kind: "unreachable" };
    }
  }

  return {
    account: () => ask("GET", "redemptions", readAccount),
    hold: (points) => ask("POST", "redemptions", readHoldAnswer, { points }),
    release: (holdId) => ask("DELETE", `redemptions/${holdId}`, readHoldAnswer),
    orderPoints: (orderId) => ask("GET", `orders/${orderNumber(orderId)}/points`, readOrderPoints),
  };
}

/** Thank-you pages name the order gid://shopify/OrderIdentity/123. */
function orderNumber(orderId: string): string {
  return orderId.slice(orderId.lastIndexOf("/") + 1);
}

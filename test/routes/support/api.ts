import type { ShopId } from "../../../app/domain/ids.ts";
import { issueApiToken } from "../../../app/services/issue-api-token.server.ts";
import { SHOP, type WebProcess } from "./web-process.ts";

/** An answer of the API with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** The code, field and message of a refusal. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly problems?: readonly { readonly path: string; readonly message: string }[];
}

export const refusalOf = ({ body }: Answer) => body["error"] as Refusal;

interface Request {
  readonly method?: string;
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type ApiClient = (path: string, request?: Request) => Promise<Answer>;

/** Asks the API with a token of the shop, which is made where it is not, below /api/v1. */
export async function apiClient(web: WebProcess, shop: ShopId = SHOP): Promise<ApiClient> {
  await web.db.pool.query(
    "INSERT INTO shops (shop, created_at) VALUES ($1, now()) ON CONFLICT DO NOTHING",
    [shop],
  );
  const { token } = await issueApiToken(web.db, shop, "test", new Date());
  return (path, request) => ask(web, path, request, token);
}

/** Asks the API with any token, or none. */
export async function ask(
  web: WebProcess,
  path: string,
  { method = "GET", body, headers = {} }: Request = {},
  token?: string,
): Promise<Answer> {
  const response = await fetch(`${web.url}/api/v1${path}`, {
    method,
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json: unknown = text === "" ? {} : JSON.parse(text);
  return {
    status: response.status,
    headers: response.headers,
    body: json as Record<string, unknown>,
  };
}

/** A program document: one point per 100.00 roubles, rounded down, worth 1.50 roubles. */
export const programDocument = (changes: Readonly<Record<string, unknown>> = {}) => ({
  schema: 1,
  currency: "RUB",
  earning: {
    rate: { points: 1, per_amount: "100.00" },
    rounding: "down",
    pending_days: 14,
    maximum_points_per_order: null,
  },
  redemption: {
    worth: { points: 1, amount: "1.50" },
    step_points: 10,
    minimum_points: 100,
    maximum_share_percent: 30,
    hold_minutes: 30,
  },
  expiry: { kind: "never" },
  clawback: { beyond_balance: "owe" },
  ...changes,
});

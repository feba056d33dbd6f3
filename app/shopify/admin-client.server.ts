import pRetry from "p-retry";
import type { Logger } from "pino";

import type { ShopId } from "../domain/ids.ts";
import { dataOf, graphQLAnswer, judge } from "./admin-answer.ts";
import type { AdminAnswer, AdminUnavailable, Judged } from "./admin-answer.ts";
import { API_VERSION } from "./api-version.ts";
import type { OfflineSessions } from "./offline-sessions.server.ts";
import type { AdminOperation } from "./operations/operation.ts";
import type { ShopifyFetch } from "./shopify-fetch.server.ts";
import { Throttle } from "./throttle.ts";

/** One shop's Admin API, in the app's own name (an offline token). */
export interface AdminClient {
  readonly shop: ShopId;
  /**
   * Runs an operation: waits for the rate limit, tries again what may pass, and
   * reads `errors` and `userErrors`. Never throws for what Shopify answers.
   */
  request<Data, Variables>(
    operation: AdminOperation<Data, Variables>,
    variables: Variables,
    options?: RequestOptions,
  ): Promise<AdminAnswer<Data>>;
}

export interface RequestOptions {
  /**
   * True for what must not be done twice, such as creating something: it is not asked again where
   * the first call may have taken effect. The answer is then `unavailable`, and the caller looks
   * before it tries again.
   */
  readonly once?: boolean;
  /**
   * True while a shopper waits for the answer: it goes before what nobody waits for, and after
   * some seconds no answer is an answer.
   */
  readonly hurried?: boolean;
}

/** The Admin API of any shop. A shop without a session is refused when it is asked something. */
export type AdminOf = (shop: ShopId) => AdminClient;

export interface AdminClientOptions {
  readonly sessions: OfflineSessions;
  readonly fetch: ShopifyFetch;
  readonly log: Pick<Logger, "warn">;
  /** Attempts after the first one. */
  readonly retries?: number;
  /** Pause before the second attempt in milliseconds; each later one is twice as long. */
  readonly firstPauseMs?: number;
}

const TIMEOUT_MS = 30_000;
/** Two attempts of five seconds: longer than that no shopper looks at a spinner. */
const HURRIED = { timeoutMs: 5_000, retries: 1, firstPauseMs: 200 };

/** Makes the clients of all shops; the rate limit of a shop is shared by what this process asks of it. */
export function adminClients(options: AdminClientOptions): AdminOf {
  const throttles = new Map<ShopId, Throttle>();
  return (shop) => {
    const throttle = throttles.get(shop) ?? new Throttle();
    throttles.set(shop, throttle);
    return {
      shop,
      request: (operation, variables, how = {}) =>
        request({ ...options, ...how }, throttle, shop, operation, variables),
    };
  };
}

/** Asks, and gives the data. @throws AdminFailure where `dataOf` finds none that can be trusted */
export async function expectData<Data, Variables>(
  admin: AdminClient,
  operation: AdminOperation<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  return dataOf(operation.name, await admin.request(operation, variables));
}

/** A trouble that may pass; `pRetry` tries again. */
class Passing extends Error {
  /** Whether Shopify may have done what it was asked for. */
  readonly mayHaveTakenEffect: boolean;

  constructor(message: string, mayHaveTakenEffect: boolean) {
    super(message);
    this.mayHaveTakenEffect = mayHaveTakenEffect;
  }
}

async function request<Data, Variables>(
  options: AdminClientOptions & RequestOptions,
  throttle: Throttle,
  shop: ShopId,
  operation: AdminOperation<Data, Variables>,
  variables: Variables,
): Promise<AdminAnswer<Data>> {
  const hurried = options.hurried === true;
  let staleToken: string | null = null;
  const attempt = async (): Promise<AdminAnswer<Data>> => {
    const session = await options.sessions.of(shop, staleToken);
    if (session.kind === "none") {
      return { kind: "refused", code: "NO_SESSION", message: `${shop} has not installed the app` };
    }
    if (session.kind === "unavailable") throw new Passing(session.message, false);
    const queue = throttle.pauseBefore(operation.name, Date.now(), hurried);
    if (hurried && queue > HURRIED.timeoutMs) return tooLong(queue);
    await pause(queue);
    throttle.reserve(operation.name, Date.now());

    const call = { operation, variables, timeoutMs: hurried ? HURRIED.timeoutMs : TIMEOUT_MS };
    const response = await send(options.fetch, shop, session.accessToken, call);
    if (response.status === 401 && staleToken === null) {
      staleToken = session.accessToken;
      throw new Passing("the token was refused", false);
    }
    const asked = pauseAskedFor(response);
    if (hurried && asked > HURRIED.timeoutMs) return tooLong(asked);
    await pause(asked);
    const judged = await read<Data>(response, operation.name, throttle);
    if (judged.kind === "retry") throw new Passing(judged.message, judged.mayHaveTakenEffect);
    return judged;
  };
  try {
    return await pRetry(attempt, {
      retries: hurried ? HURRIED.retries : (options.retries ?? 6),
      minTimeout: hurried ? HURRIED.firstPauseMs : (options.firstPauseMs ?? 500),
      maxTimeout: 30_000,
      randomize: true,
      shouldRetry: ({ error }) =>
        error instanceof Passing && !(options.once === true && error.mayHaveTakenEffect),
      onFailedAttempt: ({ error, attemptNumber }) => {
        const reason = error.message;
        options.log.warn(
          { shop, operation: operation.name, attempt: attemptNumber, reason },
          "Admin API call failed",
        );
      },
    });
  } catch (error) {
    if (error instanceof Passing) return { kind: "unavailable", message: error.message };
    throw error;
  }
}

interface Call<Data, Variables> {
  readonly operation: AdminOperation<Data, Variables>;
  readonly variables: Variables;
  readonly timeoutMs: number;
}

async function send<Data, Variables>(
  fetch: ShopifyFetch,
  shop: ShopId,
  accessToken: string,
  { operation, variables, timeoutMs }: Call<Data, Variables>,
): Promise<Response> {
  try {
    return await fetch(`https://${shop}/admin/api/${API_VERSION}/graphql.json`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-Shopify-Access-Token": accessToken,
      },
      body: JSON.stringify({ query: operation.text, operationName: operation.name, variables }),
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    throw new Passing(error instanceof Error ? error.message : "no connection", true);
  }
}

/** Too many requests, or the server's own trouble. */
const isPassing = (status: number): boolean => status === 429 || status >= 500;

/** Milliseconds for which Shopify wants to be left alone. */
function pauseAskedFor({ status, headers }: Response): number {
  return isPassing(status) ? 1000 * Number(headers.get("Retry-After") ?? 0) : 0;
}

const tooLong = (ms: number): AdminUnavailable => ({
  kind: "unavailable",
  message: `a shopper waits, and there is room in ${Math.ceil(ms / 1000)} s only`,
});

/** Judges a response by its status, then by its body; learns the rate limit on the way. */
async function read<Data>(
  response: Response,
  operation: string,
  throttle: Throttle,
): Promise<Judged<Data>> {
  const { status } = response;
  if (isPassing(status)) {
    return { kind: "retry", message: `HTTP ${status}`, mayHaveTakenEffect: status !== 429 };
  }
  const body: unknown = await response.json().catch(() => null);
  const parsed = graphQLAnswer.safeParse(body);
  if (!response.ok) {
    const errors = parsed.data?.errors;
    const message = typeof errors === "string" ? errors : response.statusText;
    return { kind: "refused", code: `HTTP_${status}`, message };
  }
  if (!parsed.success) {
    return { kind: "retry", message: "an answer that is no GraphQL", mayHaveTakenEffect: true };
  }
  const cost = parsed.data.extensions?.cost;
  if (cost !== undefined) {
    throttle.learn(operation, cost.requestedQueryCost, cost.throttleStatus, Date.now());
  }
  return judge<Data>(parsed.data);
}

const pause = (ms: number) =>
  ms > 0 ? new Promise<void>((resolve) => setTimeout(resolve, ms)) : Promise.resolve();

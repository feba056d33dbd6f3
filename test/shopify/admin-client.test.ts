import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { pino } from "pino";
import { afterEach, expect, it } from "vitest";

import { shopId } from "../../app/domain/ids.ts";
import { adminClients } from "../../app/shopify/admin-client.server.ts";
import type { RequestOptions } from "../../app/shopify/admin-client.server.ts";
import type { AdminOperation } from "../../app/shopify/operations/operation.ts";
import { shopifyFetch } from "../../app/shopify/shopify-fetch.server.ts";

const OPERATION: AdminOperation<{ shop: { name: string } }, Record<string, never>> = {
  name: "Shop",
  text: "query Shop { shop { name } }",
};
const NAMED = { data: { shop: { name: "Запчасти" } } };
const error = (code: string, path?: string[]) => ({
  message: code.toLowerCase(),
  path,
  extensions: { code },
});
const cost = (currentlyAvailable: number, requestedQueryCost = 100, restoreRate = 1000) => ({
  extensions: {
    cost: {
      requestedQueryCost,
      throttleStatus: { maximumAvailable: 1000, currentlyAvailable, restoreRate },
    },
  },
});

interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  /** Drops the connection instead of answering. */
  readonly drop?: boolean;
  /** Seconds to wait, as Shopify asks. */
  readonly retryAfter?: number;
}

let server: Server | undefined;
afterEach(() => server?.close());

/** An Admin API that answers one call after another as told, the last for ever; and a client of it. */
async function client(answers: readonly Answer[], retries = 4) {
  const calls: { token: string | undefined; body: string; at: number }[] = [];
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const answer = answers[Math.min(calls.length, answers.length - 1)] ?? {};
      calls.push({
        token: request.headers["x-shopify-access-token"]?.toString(),
        body,
        at: performance.now(),
      });
      if (answer.drop === true) request.socket.destroy();
      else {
        if (answer.retryAfter) response.setHeader("retry-after", answer.retryAfter);
        response.writeHead(answer.status ?? 200).end(JSON.stringify(answer.body ?? NAMED));
      }
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const admin = adminClients({
    sessions: {
      of: (_shop, stale) =>
        Promise.resolve({ kind: "ok", accessToken: stale == null ? "first" : `after-${stale}` }),
    },
    fetch: shopifyFetch(`http://127.0.0.1:${port}`),
    log: pino({ level: "silent" }),
    retries,
    firstPauseMs: 1,
  })(shopId("kopilka-dev.myshopify.com"));
  return { calls, ask: (options?: RequestOptions) => admin.request(OPERATION, {}, options) };
}

it.each<[string, Answer[]]>([
  ["a dropped connection", [{ drop: true }, {}]],
  ["an error of the server", [{ status: 502, body: {} }, { status: 500, body: {} }, {}]],
  ["too many requests", [{ status: 429, body: {} }, {}]],
  ["a throttled query", [{ body: { errors: [error("THROTTLED")], ...cost(990) } }, {}]],
  ["an internal error in the answer", [{ body: { errors: [error("INTERNAL_SERVER_ERROR")] } }, {}]],
  ["an answer that is none", [{ body: "<html>" }, {}]],
])("tries again after %s", async (_name, answers) => {
  const { ask, calls } = await client(answers);
  expect(await ask()).toEqual({ kind: "ok", data: NAMED.data, denied: [] });
  expect(calls).toHaveLength(answers.length);
});

it.each<[string, Answer]>([
  ["a dropped connection", { drop: true }],
  ["an error of the server", { status: 502, body: {} }],
  ["an internal error in the answer", { body: { errors: [error("INTERNAL_SERVER_ERROR")] } }],
  ["an answer that is none", { body: "<html>" }],
])("does not do twice, after %s, what must be done once", async (_name, answer) => {
  const { ask, calls } = await client([answer, {}]);
  expect(await ask({ once: true })).toMatchObject({ kind: "unavailable" });
  expect(calls).toHaveLength(1);
});

it.each<[string, Answer]>([
  ["too many requests", { status: 429, body: {} }],
  ["a throttled query", { body: { errors: [error("THROTTLED")], ...cost(990) } }],
  ["a token that was refused", { status: 401, body: {} }],
])(
  "tries again after %s, which did nothing, also what must be done once",
  async (_name, answer) => {
    const { ask, calls } = await client([answer, {}]);
    expect(await ask({ once: true })).toMatchObject({ kind: "ok" });
    expect(calls).toHaveLength(2);
  },
);

it("is unavailable, which is no refusal, when all attempts have failed", async () => {
  const { ask, calls } = await client([{ status: 503, body: {} }], 2);
  expect(await ask()).toEqual({ kind: "unavailable", message: "HTTP 503" });
  expect(calls).toHaveLength(3);
});

it.each<[string, Answer, string, string]>([
  [
    "an error of ours",
    { body: { errors: [error("undefinedField")] } },
    "undefinedField",
    "undefinedfield",
  ],
  [
    "a whole answer denied",
    { body: { data: null, errors: [error("ACCESS_DENIED", ["shop"])] } },
    "ACCESS_DENIED",
    "access_denied",
  ],
  [
    "a shop that is frozen",
    { status: 402, body: { errors: "Unavailable Shop" } },
    "HTTP_402",
    "Unavailable Shop",
  ],
  [
    "a mutation's userErrors",
    {
      body: {
        data: {
          set: { userErrors: [{ field: ["input", "key"], message: "is taken", code: "TAKEN" }] },
        },
      },
    },
    "TAKEN",
    "input.key: is taken",
  ],
  [
    "userErrors without a code",
    { body: { data: { set: { userErrors: [{ field: null, message: "no" }] } } } },
    "USER_ERROR",
    "no",
  ],
])("takes %s for a refusal, and does not ask again", async (_name, answer, code, message) => {
  const { ask, calls } = await client([answer]);
  expect(await ask()).toEqual({ kind: "refused", code, message });
  expect(calls).toHaveLength(1);
});

it("says which fields it may not see, and gives the rest", async () => {
  const { ask } = await client([
    { body: { ...NAMED, errors: [error("ACCESS_DENIED", ["shop", "email"])] } },
  ]);
  expect(await ask()).toEqual({ kind: "ok", data: NAMED.data, denied: ["shop.email"] });
});

it("has a refused token renewed once, and then believes the refusal", async () => {
  const renewed = await client([
    { status: 401, body: { errors: "Invalid API key or access token" } },
    {},
  ]);
  expect((await renewed.ask()).kind).toBe("ok");
  expect(renewed.calls.map((call) => call.token)).toEqual(["first", "after-first"]);
  server?.close();

  const refused = await client([
    { status: 401, body: { errors: "Invalid API key or access token" } },
  ]);
  expect(await refused.ask()).toMatchObject({ kind: "refused", code: "HTTP_401" });
  expect(refused.calls).toHaveLength(2);
});

it("waits until the rate limit has room for what the operation cost last time", async () => {
  const { ask, calls } = await client([{ body: { ...NAMED, ...cost(20) } }]);
  await ask();
  await ask();
  const [first, second] = calls;
  // 80 points are missing, which come back at 1000 a second.
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(75);
});

it("waits no longer than a shopper would, however long Shopify asks for", async () => {
  const { ask, calls } = await client([{ status: 503, body: {}, retryAfter: 60 }]);
  expect(await ask({ hurried: true })).toMatchObject({ kind: "unavailable" });
  expect(calls).toHaveLength(1);
}, 5_000);

it("names the operation and sends its variables", async () => {
  const { ask, calls } = await client([{}]);
  await ask();
  expect(JSON.parse(calls[0]?.body ?? "")).toEqual({
    query: OPERATION.text,
    operationName: "Shop",
    variables: {},
  });
});

import { setTimeout } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import {
  execute,
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
} from "graphql";
import { Hono, type Context } from "hono";
import { z } from "zod";
import type { Store } from "../store.ts";
import { requestedCost } from "./cost.ts";
import { resolveField, type CallContext } from "./fields.ts";
import { mutationRoot } from "./mutations.ts";
import { queryRoot } from "./queries.ts";
import { adminSchema } from "./schema.ts";
import { costBucket, DEV_SHOP_PLAN, STANDARD_PLAN } from "./throttle.ts";

const call = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

const FAILURES = [500, 502, 503] as const;

/** `POST /admin/api/{version}/graphql.json`: the Admin API, under Shopify's own schema. */
export function adminApiRoutes(store: Store): Hono {
  const routes = new Hono();
  const bucket = costBucket();
  const documents = new Map<string, DocumentNode | readonly GraphQLError[]>();

  routes.post("/admin/api/:version/graphql.json", async (c) => {
    if (!isKnownToken(store, c.req.header("x-shopify-access-token"))) {
      return c.json(
        { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" },
        401,
      );
    }
    if (c.req.param("version") !== "2026-07") return c.json({ errors: "Not Found" }, 404);
    const { error_rate: errorRate, throttle } = store.faults.current().admin_api;
    if (Math.random() < errorRate) {
      return c.json(
        { errors: "Internal Server Error" },
        FAILURES[Math.floor(Math.random() * FAILURES.length)] ?? 500,
      );
    }
    const parsed = call.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success)
      return c.json({ errors: { query: "Required parameter missing or invalid" } }, 400);
    const { query, operationName } = parsed.data;
    const variables = parsed.data.variables ?? {};

    const document = documents.get(query) ?? checked(query);
    if (documents.size > 500) documents.clear();
    documents.set(query, document);
    if (!("kind" in document)) return c.json({ errors: document.map((error) => error.toJSON()) });
    const schema = adminSchema();
    const requested = requestedCost(schema, document, variables);
    bucket.setLimits(limitsOf(throttle));
    const refused = typeof throttle === "number" && Math.random() < throttle;
    if (refused || !bucket.admits(requested, Date.now()))
      return throttled(c, requested, bucket.status(Date.now()));

    const context: CallContext = { store, cost: 0 };
    const mutates =
      getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION;
    const result = await execute({
      schema,
      document,
      rootValue: mutates ? mutationRoot(store) : queryRoot(store),
      contextValue: context,
      variableValues: variables,
      operationName: operationName ?? null,
      fieldResolver: resolveField,
    });
    const { delay_ms: delay } = store.faults.current().admin_api;
    if (delay > 0) await setTimeout(delay);
    if (store.faults.loses(fieldsOf(document))) return dropConnection(c);
    const actual = context.cost + (mutates ? 10 : 0);
    bucket.charge(actual, Date.now());
    const cost = {
      requestedQueryCost: requested,
      actualQueryCost: actual,
      throttleStatus: bucket.status(Date.now()),
    };
    return c.json({ ...result, extensions: { cost } });
  });
  return routes;
}

/** The names of what a call asks for. */
const fieldsOf = (document: DocumentNode): string[] =>
  document.definitions.flatMap((part) =>
    part.kind === Kind.OPERATION_DEFINITION
      ? part.selectionSet.selections.flatMap((each) =>
          each.kind === Kind.FIELD ? [each.name.value] : [],
        )
      : [],
  );

/** Ends the connection without a word: the caller cannot know what was done. */
function dropConnection(c: Context): Response {
  (c.env as HttpBindings).incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function checked(query: string): DocumentNode | readonly GraphQLError[] {
  try {
    const document = parse(query);
    const errors = validate(adminSchema(), document);
    return errors.length === 0 ? document : errors;
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function isKnownToken(store: Store, token: string | undefined): boolean {
  const known = token === undefined ? null : store.tokens.byToken(token);
  return known !== null && (known.expiresAt === null || known.expiresAt > store.now().getTime());
}

function limitsOf(throttle: unknown) {
  if (throttle === true) return STANDARD_PLAN;
  if (typeof throttle !== "object" || throttle === null) return DEV_SHOP_PLAN;
  const { maximum, restore_per_second: restorePerSecond } = throttle as {
    maximum: number;
    restore_per_second: number;
  };
  return { maximum, restorePerSecond };
}

/** A throttled call is answered with status 200 and an error, and costs nothing. */
function throttled(c: Context, requested: number, throttleStatus: object): Response {
  return c.json({
    errors: [
      {
        message: "Throttled",
        extensions: {
          code: "THROTTLED",
          documentation: "https://shopify.dev/api/usage/rate-limits",
        },
      },
    ],
    extensions: { cost: { requestedQueryCost: requested, actualQueryCost: null, throttleStatus } },
  });
}

import type { AppLoadContext, LoaderFunctionArgs } from "@remix-run/node";
import type { z } from "zod";

import { checkApiToken, type ApiCaller } from "../services/check-api-token.server.ts";
import { answerRefusal, ApiRefusal } from "./refusal.server.ts";

/** What a request of the REST API comes with, once its token has been checked. */
export interface ApiCall {
  readonly caller: ApiCaller;
  readonly request: Request;
  readonly params: LoaderFunctionArgs["params"];
  readonly context: AppLoadContext;
  /** The time of the request. */
  readonly now: Date;
}

type Method = "GET" | "POST" | "PUT" | "DELETE";
type Handle<Call> = (call: Call) => Promise<Response>;
type Handles<Call> = Partial<Record<Method, Handle<Call>>>;
type RemixHandler = (args: LoaderFunctionArgs) => Promise<Response>;

/**
 * A Remix `loader` and `action` in one for a resource of the REST API: checks
 * the bearer token, picks the method, and answers in JSON whatever happens.
 */
export function apiRoute(handles: Handles<ApiCall>): RemixHandler {
  return openRoute(
    Object.fromEntries(
      Object.entries(handles).map(([method, handle]) => [
        method,
        async (call: Omit<ApiCall, "caller">) =>
          handle({ ...call, caller: await authenticate(call) }),
      ]),
    ),
  );
}

/** Like `apiRoute`, for what is open to everybody. */
export function openRoute(handles: Handles<Omit<ApiCall, "caller">>): RemixHandler {
  return async ({ request, params, context }) => {
    try {
      const method = request.method === "HEAD" ? "GET" : request.method;
      const handle = Object.hasOwn(handles, method) ? handles[method as Method] : undefined;
      if (!handle) throw methodNotAllowed(request.method, Object.keys(handles));
      return await handle({ request, params, context, now: context.now() });
    } catch (error) {
      if (error instanceof ApiRefusal) return answerRefusal(error);
      context.log.error({ err: error, requestId: context.requestId }, "API request failed");
      const message = `Something went wrong on our side; the request's id is ${context.requestId}`;
      return answerRefusal(new ApiRefusal(500, "internal_error", message));
    }
  };
}

/** Answers with what the schema says and nothing else. @throws ZodError for a bug of ours */
export function answer<Schema extends z.ZodType>(
  schema: Schema,
  value: z.input<Schema>,
  init: { readonly status?: number; readonly headers?: Record<string, string> } = {},
): Response {
  return Response.json(schema.parse(value), {
    status: init.status ?? 200,
    headers: { "cache-control": "no-store", ...init.headers },
  });
}

async function authenticate({
  request,
  context,
  now,
}: Omit<ApiCall, "caller">): Promise<ApiCaller> {
  const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (token === undefined) {
    throw unauthorized("An API token is needed: Authorization: Bearer kpl_...", "");
  }
  const caller = await checkApiToken(context.db, token, now);
  if (!caller) throw unauthorized("The API token is wrong or revoked", ', error="invalid_token"');
  return caller;
}

const unauthorized = (message: string, why: string) =>
  new ApiRefusal(401, "unauthorized", message, {
    headers: { "www-authenticate": `Bearer realm="kopilka"${why}` },
  });

const methodNotAllowed = (method: string, allowed: readonly string[]) =>
  new ApiRefusal(405, "method_not_allowed", `${method} is not possible here`, {
    headers: { allow: allowed.join(", ") },
  });

import type { AppLoadContext, LoaderFunctionArgs } from "@remix-run/node";

import { findShopLife } from "../db/shop-life-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { CustomerId, ShopId } from "../domain/ids.ts";
import { authenticateBuyer } from "../shopify/authenticate-buyer.server.ts";
import { holdMetafields, type HoldMetafields } from "../shopify/hold-metafield.server.ts";
import { answerRefusal, ApiRefusal } from "./refusal.server.ts";

/** What a request of an extension comes with, once its session token has been checked. */
export interface BuyerCall {
  readonly shop: ShopId;
  /** Who is logged in. */
  readonly customerId: CustomerId;
  readonly request: Request;
  readonly params: LoaderFunctionArgs["params"];
  readonly context: AppLoadContext;
  /** The customers' metafields, asked with a shopper waiting. */
  readonly metafields: HoldMetafields;
  /** The time of the request. */
  readonly now: Date;
}

type Method = "GET" | "POST" | "DELETE";
type Handles = Partial<Record<Method, (call: BuyerCall) => Promise<Response>>> & {
  /** What a GET answers to somebody who is not logged in; without it, that a login is needed. */
  readonly guest?: (call: Pick<BuyerCall, "shop" | "context">) => Promise<Response>;
};
type RemixHandler = (args: LoaderFunctionArgs) => Promise<Response>;

/**
 * A Remix `loader` and `action` in one for what extensions ask. They run on pages
 * of Shopify's, in a sandbox without an origin: every answer, a refusal among
 * them, may be read from anywhere; the session token alone lets in.
 */
export function buyerRoute({ guest, ...handles }: Handles): RemixHandler {
  const methods = Object.keys(handles);
  return async ({ request, params, context }) => {
    if (request.method === "OPTIONS") return preflight(methods);
    try {
      const handle = handles[request.method as Method];
      if (!handle) throw methodNotAllowed(request.method, methods);
      const { shop, customerId } = await buyerOf(request, context);
      if (customerId === null) {
        if (guest && request.method === "GET") return readable(await guest({ shop, context }));
        throw new ApiRefusal(403, "login_required", "Points belong to a customer who is logged in");
      }
      const { adminOf } = context;
      if (!adminOf) throw new Error("This process asks Shopify nothing");
      const { metafields, spent } = timed(holdMetafields(adminOf(shop), { hurried: true }));
      const now = context.now();
      const answer = await handle({ shop, customerId, request, params, context, metafields, now });
      // How much of the time was Shopify's; the bench takes it off.
      answer.headers.set("server-timing", `admin;dur=${spent().toFixed(1)}`);
      return readable(answer);
    } catch (error) {
      if (error instanceof ApiRefusal) return readable(answerRefusal(error));
      context.log.error({ err: error, requestId: context.requestId }, "extension request failed");
      const message = `Something went wrong on our side; the request's id is ${context.requestId}`;
      return readable(answerRefusal(new ApiRefusal(500, "internal_error", message)));
    }
  };
}

/** Who asks; nobody may be logged in. @throws ApiRefusal 401 */
async function buyerOf(
  request: Request,
  { db, readSessionToken }: AppLoadContext,
): Promise<{ shop: ShopId; customerId: CustomerId | null }> {
  if (!readSessionToken) throw new Error("This process serves no extensions");
  const buyer = await authenticateBuyer(request, readSessionToken);
  const life = buyer && (await findShopLife(queryable(db.pool), buyer.shop));
  if (!buyer || !life?.installedAt || life.uninstalledAt) {
    throw new ApiRefusal(401, "invalid_token", "The session token is missing, wrong or over", {
      headers: { "www-authenticate": 'Bearer realm="kopilka", error="invalid_token"' },
    });
  }
  return { shop: buyer.shop, customerId: buyer.customerId };
}

function readable(answer: Response): Response {
  answer.headers.set("access-control-allow-origin", "*");
  return answer;
}

const preflight = (methods: readonly string[]): Response =>
  readable(
    new Response(null, {
      status: 204,
      headers: {
        "access-control-allow-methods": methods.join(", "),
        "access-control-allow-headers": "authorization, content-type",
        "access-control-max-age": "7200",
      },
    }),
  );

const methodNotAllowed = (method: string, allowed: readonly string[]) =>
  new ApiRefusal(405, "method_not_allowed", `${method} is not possible here`, {
    headers: { allow: allowed.join(", ") },
  });

/** The same metafields, with the milliseconds that Shopify has taken over them. */
function timed(metafields: HoldMetafields): { metafields: HoldMetafields; spent: () => number } {
  let spent = 0;
  const timing = async <T>(call: Promise<T>): Promise<T> => {
    const began = performance.now();
    try {
      return await call;
    } finally {
      spent += performance.now() - began;
    }
  };
  return {
    metafields: {
      read: (customer) => timing(metafields.read(customer)),
      write: (customer, value, over) => timing(metafields.write(customer, value, over)),
      clear: (customer) => timing(metafields.clear(customer)),
    },
    spent: () => spent,
  };
}

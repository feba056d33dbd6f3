import type { ActionFunctionArgs, AppLoadContext } from "@remix-run/node";

import { findShopLife } from "../db/shop-life-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { CustomerId, ShopId } from "../domain/ids.ts";
import { claimGuestOrders } from "../services/claim-guest-orders.server.ts";
import { authenticateProxy } from "../shopify/authenticate-proxy.server.ts";
import { readJson } from "./read-request.server.ts";
import { answerRefusal, ApiRefusal } from "./refusal.server.ts";

/** What a shopper's request comes with who is logged in at the storefront. */
export interface ShopperCall {
  readonly shop: ShopId;
  readonly customerId: CustomerId;
  readonly body: unknown;
  readonly context: AppLoadContext;
  readonly now: Date;
}

/**
 * A Remix `action` for what a logged-in shopper asks for under /apps/kopilka: checks Shopify's
 * signature and that somebody is logged in, and answers in JSON whatever happens. Only JSON is
 * taken, which no other site can send with the shopper's cookies.
 */
export function storefrontRoute(handle: (call: ShopperCall) => Promise<Response>) {
  return async ({ request, context }: ActionFunctionArgs): Promise<Response> => {
    const { shop, customerId } = await authenticateProxy(request, context.shopify);
    try {
      const life = await findShopLife(queryable(context.db.pool), shop);
      if (!life || life.uninstalledAt)
        throw new ApiRefusal(404, "not_installed", "No programme here");
      if (request.method !== "POST") {
        const message = `${request.method} is not possible here`;
        throw new ApiRefusal(405, "method_not_allowed", message, { headers: { allow: "POST" } });
      }
      if (customerId === null)
        throw new ApiRefusal(401, "not_logged_in", "Nobody is logged in at the storefront");
      if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? ""))
        throw new ApiRefusal(415, "not_json", "The content type must be application/json");
      const now = context.now();
      const body = await readJson(request);
      // Whoever is logged in is a customer, though nothing may have told of them yet.
      await claimGuestOrders(context.db, { shop, customerId, emailHash: null }, now);
      return await handle({ shop, customerId, body, context, now });
    } catch (error) {
      if (error instanceof ApiRefusal) return answerRefusal(error);
      context.log.error({ err: error, requestId: context.requestId }, "storefront request failed");
      const message = `Something went wrong on our side; the request's id is ${context.requestId}`;
      return answerRefusal(new ApiRefusal(500, "internal_error", message));
    }
  };
}

import type { LoaderFunctionArgs } from "@remix-run/node";

import { encodeMember } from "../api/encode.server.ts";
import { memberSchema } from "../api/schemas.server.ts";
import { findShopLife } from "../db/shop-life-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { greetCustomer } from "../services/greet-customer.server.ts";
import { authenticateProxy } from "../shopify/authenticate-proxy.server.ts";

/**
 * What the storefront asks under /apps/kopilka: the balance of whoever is logged
 * in. The login also claims the orders that they made as a guest.
 */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, customerId } = await authenticateProxy(request, context.shopify);
  const life = await findShopLife(queryable(context.db.pool), shop);
  if (!life || life.uninstalledAt || !context.readerOf) {
    return json({ error: { code: "not_installed", message: "No programme here" } }, 404);
  }
  if (customerId === null) return json({ member: null, claimed_order_ids: [] });
  const { member, claimed } = await greetCustomer(
    context.db,
    context.readerOf(shop),
    shop,
    customerId,
    context.now(),
  );
  return json({
    member: memberSchema.parse(encodeMember(customerId, member)),
    claimed_order_ids: claimed,
  });
}

/** A balance is one person's: no cache between the shop and the app may keep it. */
const json = (body: unknown, status = 200) =>
  Response.json(body, { status, headers: { "cache-control": "no-store" } });

import type { LoaderFunctionArgs } from "@remix-run/node";

import { authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

/** Shopify's package answers everything below /auth: token bounce pages and leaving the frame. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await authenticateAdmin(request, context.shopify);
  return null;
}

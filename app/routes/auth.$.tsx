import type { LoaderFunctionArgs } from "@remix-run/node";

import { authenticateAdmin } from "../shopify/authenticate-admin.server.ts";
import { admitDevStore } from "../shopify/embedding.server.ts";

/** Shopify's package answers everything below /auth: token bounce pages and leaving the frame. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  try {
    await authenticateAdmin(request, context.shopify);
  } catch (answer) {
    throw answer instanceof Response ? admitDevStore(answer, context.embedding) : answer;
  }
  return null;
}

import type { LoaderFunctionArgs } from "@remix-run/node";

import { authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

/** An address below the admin that is no page: told in its frame, not outside of it. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await authenticateAdmin(request, context.shopify);
  throw new Response(null, { status: 404 });
}

/** Never shown; a route with a component is a page, whose errors its frame catches. */
export default function NoSuchPage() {
  return null;
}

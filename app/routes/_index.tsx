import type { LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";

/** Shopify opens the app's address with the shop in it; people without one are told where to go. */
export function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  throw redirect(searchParams.has("shop") ? `/app?${searchParams.toString()}` : "/auth/login");
}

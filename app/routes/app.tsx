import type { HeadersFunction, LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useRouteError } from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { boundary } from "@shopify/shopify-app-remix/server";

import { authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: polarisStyles }];

/** Lets the merchant in; every page below authenticates again, since each is asked for alone. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { apiKey } = await authenticateAdmin(request, context.shopify);
  return { apiKey };
}

/** The frame of all admin pages: Polaris, and App Bridge in the embedding admin. */
export default function AdminLayout() {
  const { apiKey } = useLoaderData<typeof loader>();
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey}>
      <Outlet />
    </AppProvider>
  );
}

/** Shopify's package throws responses that a browser must get with their headers. */
export function ErrorBoundary() {
  return boundary.error(useRouteError());
}

export const headers: HeadersFunction = (args) => boundary.headers(args);

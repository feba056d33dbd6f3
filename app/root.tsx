import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  isRouteErrorResponse,
  useRouteError,
} from "@remix-run/react";
import type { ReactNode } from "react";

import { textsIn } from "./locales/texts.ts";

/** The document around every page. The language of the text is set by the pages themselves. */
export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <link rel="preconnect" href="https://cdn.shopify.com/" />
        <link rel="stylesheet" href="https://cdn.shopify.com/static/fonts/inter/v4/styles.css" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** What no page has caught. No loader has run, so that the reader's language is not known. */
export function ErrorBoundary() {
  const error = useRouteError();
  const { notFound, failed } = textsIn("en").error;
  return (
    <main>
      <p>{isRouteErrorResponse(error) && error.status === 404 ? notFound : failed}</p>
    </main>
  );
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  isRouteErrorResponse,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";

import englishErrors from "./locales/en/error.json";
import { localeOf, textsIn } from "./locales/texts.ts";

/** What the document's head depends on; a machine with a dev store may have no internet. */
export function loader({ request, context }: LoaderFunctionArgs) {
  const locale = localeOf(request);
  const hasInternet = context.embedding?.devStoreUrl == null;
  return { locale, errors: textsIn(locale).error, hasInternet };
}

/** The document is made once; later pages change nothing about it. */
export const shouldRevalidate = () => false;

/** The document around every page. */
export function Layout({ children }: { children: ReactNode }) {
  const { locale, hasInternet } = useRouteLoaderData<typeof loader>("root") ?? {};
  return (
    <html lang={locale ?? "en"}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        {hasInternet === true && (
          <>
            <link rel="preconnect" href="https://cdn.shopify.com/" />
            <link
              rel="stylesheet"
              href="https://cdn.shopify.com/static/fonts/inter/v4/styles.css"
            />
          </>
        )}
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

/** What no page has caught. */
export function ErrorBoundary() {
  const error = useRouteError();
  const { errors } = useRouteLoaderData<typeof loader>("root") ?? {};
  const { notFound, failed } = errors ?? englishErrors;
  return (
    <main>
      <p>{isRouteErrorResponse(error) && error.status === 404 ? notFound : failed}</p>
    </main>
  );
}

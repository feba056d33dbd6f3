import type {
  HeadersFunction,
  LinksFunction,
  LoaderFunctionArgs,
  MetaFunction,
} from "@remix-run/node";
import {
  Outlet,
  isRouteErrorResponse,
  useLoaderData,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import englishPolaris from "@shopify/polaris/locales/en.json";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import type { ReactNode } from "react";

import { AdminFrame } from "../components/admin-frame.tsx";
import { FailurePage } from "../components/failure-page.tsx";
import { LanguageProvider } from "../components/language.tsx";
import { ShopAdminProvider } from "../components/shopify-link.tsx";
import { timezoneOfShop } from "../db/shop-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { polarisTextsIn } from "../locales/polaris.ts";
import { localeOf, textsIn } from "../locales/texts.ts";
import { authenticateAdmin } from "../shopify/authenticate-admin.server.ts";
import { shopAdminUrl } from "../shopify/shop-admin.server.ts";

/** What a screen reader calls the frame; the page itself says its own name in its heading. */
export const meta: MetaFunction = () => [{ title: "Kopilka" }];

export const links: LinksFunction = () => [{ rel: "stylesheet", href: polarisStyles }];

/** Lets the merchant in; every page below authenticates again, since each is asked for alone. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, apiKey } = await authenticateAdmin(request, context.shopify);
  const locale = localeOf(request);
  return {
    apiKey,
    appBridgeUrl: context.embedding?.appBridgeUrl ?? null,
    locale,
    texts: textsIn(locale),
    polarisTexts: polarisTextsIn(locale),
    shopAdminUrl: shopAdminUrl(shop, context.embedding),
    timeZone: await timezoneOfShop(queryable(context.db.pool), shop),
  };
}

/** The language is that of the first page: the addresses of later ones do not name it. */
export const shouldRevalidate = () => false;

type FrameData = ReturnType<typeof useLoaderData<typeof loader>>;

/** The frame of all admin pages: Polaris, the language, and App Bridge in the embedding admin. */
function Frame({ data, children }: { readonly data: FrameData; readonly children: ReactNode }) {
  const { apiKey, appBridgeUrl, locale, texts, polarisTexts, timeZone } = data;
  return (
    <AppProvider
      isEmbeddedApp
      apiKey={apiKey}
      i18n={polarisTexts === null ? englishPolaris : [polarisTexts, englishPolaris]}
      {...(appBridgeUrl === null ? {} : { __APP_BRIDGE_URL: appBridgeUrl })}
    >
      <LanguageProvider locale={locale} texts={texts} timeZone={timeZone}>
        <ShopAdminProvider value={data.shopAdminUrl}>
          <AdminFrame>{children}</AdminFrame>
        </ShopAdminProvider>
      </LanguageProvider>
    </AppProvider>
  );
}

export default function AdminLayout() {
  return (
    <Frame data={useLoaderData<typeof loader>()}>
      <Outlet />
    </Frame>
  );
}

/**
 * A page that is not there or has failed is told in the frame. Shopify's package
 * throws answers of its own, which a browser must get as they are.
 */
export function ErrorBoundary() {
  const error = useRouteError();
  const data = useRouteLoaderData<typeof loader>("routes/app");
  const isAnswer = isRouteErrorResponse(error) && error.status !== 404 && error.status < 500;
  if (isAnswer || data === undefined) return boundary.error(error);
  return (
    <Frame data={data}>
      <FailurePage isMissing={isRouteErrorResponse(error) && error.status === 404} />
    </Frame>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);

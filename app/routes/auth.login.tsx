import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { localeOf, textsIn } from "../locales/texts.ts";

/** Where a page without a shop ends. With one, Shopify's package sends it on into the admin. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await context.shopify?.login(request);
  const locale = localeOf(request);
  return { locale, texts: textsIn(locale).login };
}

export default function Login() {
  const { locale, texts } = useLoaderData<typeof loader>();
  return (
    <main lang={locale}>
      <h1>{texts.title}</h1>
      <p>{texts.explanation}</p>
    </main>
  );
}

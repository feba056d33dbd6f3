import type { LoaderFunctionArgs } from "@remix-run/node";

import { findShopLife } from "../db/shop-life-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { localeOf, textsIn } from "../locales/texts.ts";
import { fill } from "../locales/words.ts";
import { viewRules } from "../services/view-rules.server.ts";
import { authenticateProxy } from "../shopify/authenticate-proxy.server.ts";
import { ruleBook } from "../wording/rule-book.ts";
import { rulesHtml } from "../wording/rules-html.ts";
import { writerIn } from "../wording/writer.ts";

/** The names of the languages, each in itself. */
const LANGUAGES = { en: "English", ru: "Русский" } as const;

/** The rules of the programme as shoppers read them, at /apps/kopilka/rules?locale=ru. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateProxy(request, context.shopify);
  const locale = localeOf(request);
  const life = await findShopLife(queryable(context.db.pool), shop);
  if (!life || life.uninstalledAt) return html(notHere(locale), 404);

  const { name, timeZone, current, titleOf } = await viewRules(
    context.db,
    shop,
    context.adminOf?.(shop) ?? null,
    context.now(),
  );
  const writer = writerIn(locale, timeZone, titleOf);
  const page = {
    locale,
    shopName: name,
    since:
      current &&
      fill(textsIn(locale).rules.since, {
        version: current.version,
        date: writer.formats.date(current.publishedAt),
      }),
    chapters: current === null ? [] : ruleBook(current.program, writer),
    others: (["en", "ru"] as const)
      .filter((one) => one !== locale)
      .map((one) => ({ locale: one, name: LANGUAGES[one], href: `?locale=${one}` })),
  };
  return html(rulesHtml(page));
}

const notHere = (locale: "en" | "ru") =>
  rulesHtml({ locale, shopName: null, since: null, chapters: [], others: [] });

/** The same for everybody, and soon to be seen when the merchant has published. */
const html = (body: string, status = 200) =>
  new Response(body, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "public, max-age=60",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
    },
  });

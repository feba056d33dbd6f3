import type { Context } from "hono";
import { html, raw } from "hono/html";
import type { Customer } from "../model.ts";
import { SHOP_NAME } from "../shop.ts";
import { displayName } from "../storage/customers.ts";
import type { Markup } from "../pages/layout.ts";
import { STYLE } from "../pages/style.ts";
import { STORE_STYLE } from "./style.ts";

interface StorePage {
  readonly title: string;
  readonly locale: string;
  readonly customer: Customer | null;
  /** How many things are in the cart; null where no cart is to be shown. */
  readonly inCart: number | null;
  readonly body: Markup;
  /** At the end of the document. */
  readonly scripts?: Markup;
  readonly status?: 200 | 404 | 422;
}

/** A page of the storefront. Its texts are English; the shop's own are Russian. */
export function storePage(c: Context, page: StorePage): Response | Promise<Response> {
  const said = c.req.query("said");
  const refused = c.req.query("refused");
  return c.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${page.title} · ${SHOP_NAME}</title>
          <link rel="icon" href="data:," />
          <style>
            ${raw(STYLE)}
            ${raw(STORE_STYLE)}
          </style>
        </head>
        <body>
          <a class="skip" href="#main">To the content</a>
          <header class="top">
            <div>
              <strong lang="ru">${SHOP_NAME}</strong>
              <nav aria-label="Main">${places(page)}</nav>
              <nav class="languages" aria-label="Language">
                ${language(c, page, "en", "English")} ${language(c, page, "ru", "Русский")}
              </nav>
            </div>
          </header>
          <main id="main">
            <h1>${page.title}</h1>
            ${said === undefined ? "" : html`<p class="said" role="status">${said}</p>`}
            ${refused === undefined ? "" : html`<p class="said bad" role="alert">${refused}</p>`}
            ${page.body}
          </main>
          ${page.scripts ?? ""}
        </body>
      </html>`,
    page.status ?? 200,
  );
}

function places({ customer, inCart, locale }: StorePage): Markup {
  return html`<a href="/store">Products</a>
    <a href="/apps/kopilka/rules?locale=${locale}">Loyalty</a>
    ${inCart === null ? "" : html`<a href="/store/cart">Cart (${inCart})</a>`}
    <a href="/store/login" lang="${customer === null ? "en" : "ru"}"
      >${customer === null ? "Log in" : displayName(customer)}</a
    >
    <a href="/">Dev store</a>`;
}

/** The language is the extensions' and the Functions'. */
function language(c: Context, page: StorePage, locale: string, name: string): Markup {
  const here = new URL(c.req.url);
  here.searchParams.set("locale", locale);
  for (const note of ["said", "refused"]) here.searchParams.delete(note);
  const current = page.locale === locale ? raw('aria-current="true"') : "";
  return html`<a href="${here.pathname}${here.search}" lang="${locale}" ${current}>${name}</a>`;
}

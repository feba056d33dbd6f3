import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { html, raw } from "hono/html";
import type { Markup } from "../pages/layout.ts";
import { STYLE } from "../pages/style.ts";
import { ADMIN_STYLE } from "./style.ts";
import { LANGUAGES, languageOf, wordsIn, type Language } from "./words.ts";

const COOKIE = "dev_store_admin_locale";

/** The merchant's language: `locale` in the address chooses it, and it is kept. */
export function languageHere(c: Context): Language {
  const asked = c.req.query("locale");
  if (asked === undefined) return languageOf(getCookie(c, COOKIE));
  setCookie(c, COOKIE, languageOf(asked), { path: "/", sameSite: "Lax", maxAge: 31_536_000 });
  return languageOf(asked);
}

interface AdminPage {
  readonly language: Language;
  /** Whether the app is the place that the page belongs to. */
  readonly inApp: boolean;
  /** Below the top bar, beside the navigation. */
  readonly body: Markup;
  /** At the end of the document. */
  readonly scripts?: Markup;
  readonly status?: 200 | 404;
}

/** A page of the admin: top bar, navigation at the side, and what the page shows. */
export function adminPage(c: Context, page: AdminPage): Response | Promise<Response> {
  const words = wordsIn(page.language);
  // Nobody frames the admin: a page around it could have its buttons pressed.
  c.header("content-security-policy", "frame-ancestors 'none'");
  return c.html(
    html`<!doctype html>
      <html lang="${page.language}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${page.inApp ? words.app : `${words.admin} · ${words.devStore}`}</title>
          <link rel="icon" href="data:," />
          <style>
            ${raw(STYLE)}
            ${raw(ADMIN_STYLE)}
          </style>
        </head>
        <body class="admin">
          <a class="skip" href="#main">${words.toContent}</a>
          ${topBar(c, page.language)}
          <details class="side" id="side" open>
            <summary>${words.menu}</summary>
            ${navigation(page)}
          </details>
          <main id="main" tabindex="-1">${page.body}</main>
          <div id="toasts" role="status" aria-live="polite"></div>
          ${page.scripts ?? ""}
          <script>
            // On a phone the navigation begins folded.
            if (matchMedia("(max-width: 720px)").matches) side.open = false;
          </script>
        </body>
      </html>`,
    page.status ?? 200,
  );
}

function topBar(c: Context, language: Language): Markup {
  const words = wordsIn(language);
  const here = new URL(c.req.url);
  const link = (to: Language) => {
    here.searchParams.set("locale", to);
    return html`<a
      href="${here.pathname}${here.search}"
      data-locale="${to}"
      lang="${to}"
      ${to === language ? raw('aria-current="true"') : ""}
      >${to === "en" ? "English" : "Русский"}</a
    >`;
  };
  return html`<header class="bar">
    <div class="row always">
      <a class="brand" href="/admin">${words.devStore}</a>
      <strong id="app-title"></strong>
      <span class="row" id="title-actions"></span>
      <span id="loading" class="dim" hidden role="status">${words.loading}…</span>
      <nav class="languages" aria-label="${words.language}">${LANGUAGES.map(link)}</nav>
    </div>
    <div class="row save" id="save-bar" role="region" aria-label="${words.unsaved}" hidden>
      <strong>${words.unsaved}</strong>
    </div>
  </header>`;
}

function navigation({ language, inApp }: AdminPage): Markup {
  const words = wordsIn(language);
  return html`<nav aria-label="${words.admin}">
    <ul>
      <li><a href="/orders">${words.orders}</a></li>
      <li><a href="/customers">${words.customers}</a></li>
      <li><a href="/store">${words.store}</a></li>
      <li>
        <span class="dim">${words.apps}</span>
        <ul>
          <li>
            <a href="/admin/apps/kopilka" ${inApp ? raw('aria-current="true"') : ""}
              >${words.app}</a
            >
            <ul id="app-nav"></ul>
          </li>
        </ul>
      </li>
      <li><a href="/">${words.devStore}</a></li>
    </ul>
  </nav>`;
}

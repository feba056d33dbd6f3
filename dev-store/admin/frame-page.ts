import type { Context } from "hono";
import { html, raw } from "hono/html";
import { APP_HOME, appLink } from "../oauth/install.ts";
import type { Store } from "../store.ts";
import { ADDED_BY_ADMIN, type FrameSettings } from "./contract.ts";
import { adminPage } from "./layout.ts";
import { wordsIn, type Language } from "./words.ts";

/** Where the frame shows the app; the app's own path follows. */
export const FRAME_BASE = "/admin/apps/kopilka";

/** The embedded app in its frame, at the page that the frame's address names. */
export function framePage(c: Context, store: Store, language: Language) {
  const words = wordsIn(language);
  const path = c.req.path.slice(FRAME_BASE.length).replace(/\/$/, "");
  const query = Object.fromEntries(
    Object.entries(c.req.query()).filter(([name]) => !ADDED_BY_ADMIN.includes(name)),
  );
  const settings: FrameSettings = {
    appOrigin: store.settings.appUrl,
    appHome: APP_HOME,
    base: FRAME_BASE,
    src: appLink(store, { path: path === "" ? APP_HOME : path, query, locale: language }),
    words,
  };
  return adminPage(c, {
    language,
    inApp: true,
    body: html`<iframe id="app-frame" title="${words.app}"></iframe>`,
    scripts: html`<script type="application/json" id="frame-settings">
        ${raw(JSON.stringify(settings).replaceAll("<", "\\u003c"))}
      </script>
      <script type="module" src="/admin/frame.js"></script>`,
  });
}

/** What Shopify shows before an app is installed: what it asks for. */
export function installPage(c: Context, store: Store, language: Language) {
  const words = wordsIn(language);
  const refused = c.req.query("refused");
  return adminPage(c, {
    language,
    inApp: true,
    body: html`<div class="inner">
      <h1>${words.installTitle}</h1>
      ${refused === undefined ? "" : html`<p class="said bad" role="alert">${refused}</p>`}
      <p>${words.installText}</p>
      <ul aria-label="${words.scopes}">
        ${store.scopes().map((scope) => html`<li><code>${scope}</code></li>`)}
      </ul>
      <form method="post" action="/admin/install">
        <button class="main">${words.install}</button>
      </form>
    </div>`,
  });
}

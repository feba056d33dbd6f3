import type { Context } from "hono";
import { html, raw } from "hono/html";
import { STYLE } from "./style.ts";

/** Markup whose values have been escaped. */
export type Markup = ReturnType<typeof html>;

const PLACES = [
  ["/", "Overview"],
  ["/orders", "Orders"],
  ["/customers", "Customers"],
  ["/deliveries", "Deliveries"],
  ["/faults", "Faults"],
] as const;

interface PageParts {
  readonly title: string;
  /** Which of the places the page belongs to. */
  readonly place: (typeof PLACES)[number][0];
  readonly body: Markup;
}

/** A whole page. What an action has just done, or why it was refused, comes in the query. */
export function page(
  c: Context,
  { title, place, body }: PageParts,
  status: 200 | 404 = 200,
): Response | Promise<Response> {
  const said = c.req.query("said");
  const refused = c.req.query("refused");
  return c.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} · Dev store</title>
          <link rel="icon" href="data:," />
          <style>
            ${raw(STYLE)}
          </style>
        </head>
        <body>
          <a class="skip" href="#main">To the content</a>
          <header class="top">
            <div>
              <strong>Dev store</strong>
              <nav aria-label="Main">
                ${PLACES.map(([href, name]) =>
                  href === place
                    ? html`<a href="${href}" aria-current="page">${name}</a>`
                    : html`<a href="${href}">${name}</a>`,
                )}
              </nav>
            </div>
          </header>
          <main id="main">
            <h1>${title}</h1>
            ${said === undefined ? "" : html`<p class="said" role="status">${said}</p>`}
            ${refused === undefined ? "" : html`<p class="said bad" role="alert">${refused}</p>`}
            ${body}
          </main>
        </body>
      </html>`,
    status,
  );
}

/** A form that posts and comes back to where it was sent from. */
export function postForm(
  action: string,
  content: Markup | string,
  label: string,
  kind: "" | "main" | "danger" = "",
): Markup {
  return html`<form class="stack" method="post" action="${action}">
    ${content}
    <button class="${kind}">${label}</button>
  </form>`;
}

/** A form behind a line to open it with. */
export const folded = (summary: string, content: Markup, open = false): Markup =>
  html`<details ${open ? raw("open") : ""}>
    <summary>${summary}</summary>
    ${content}
  </details>`;

export const field = (label: string, input: Markup): Markup =>
  html`<label><span>${label}</span>${input}</label>`;

/** Where a listing goes on; nothing when it ends here. */
export function pager(first: boolean, home: string, next: string | null): Markup {
  return html`<p class="pager">
    ${first ? "" : html`<a href="${home}">Newest</a>`}
    ${next === null ? "" : html`<a href="${next}" rel="next">Older</a>`}
  </p>`;
}

import { html } from "hono/html";
import { stateJson } from "../control/state.ts";
import type { Store } from "../store.ts";
import { SHOP_NAME } from "../shop.ts";
import { postForm, type Markup } from "./layout.ts";

/** Where everything is, and how much of it. */
export function overviewPage(store: Store): Markup {
  const state = stateJson(store);
  const row = (name: string, value: Markup | string | number) =>
    html`<dt>${name}</dt>
      <dd>${value}</dd>`;
  return html`<p>
      ${SHOP_NAME} is not a Shopify store: this program behaves as Shopify does towards the app, so
      that everything can be tried without a partner account. What you do here sends the webhooks
      that Shopify would send.
    </p>
    <dl class="box">
      ${row("Shop", state.shop)}
      ${row("App", html`<a href="${state.addresses.app}">${state.addresses.app}</a>, ${state.app.replace("_", " ")}`)}
      ${row("API token of the app", state.api_token === null ? "not seeded yet" : html`<code>${state.api_token}</code>`)}
      ${row("Customers", html`<a href="/customers">${state.counts.customers}</a>`)}
      ${row("Orders", html`<a href="/orders">${state.counts.orders}</a>`)}
      ${row("Products", `${state.counts.products} in ${state.counts.collections} collections`)}
      ${row("Webhooks", html`${state.counts.deliveries.delivered} delivered, ${state.counts.deliveries.queued} waiting, <a href="/deliveries?status=failed">${state.counts.deliveries.failed} failed</a>, ${state.counts.deliveries.lost} lost on purpose`)}
    </dl>
    <p class="row">
      <a href="/admin/apps/kopilka">The app in the shop's admin</a>
      <a href="/store">The storefront</a>
    </p>
    <h2>The app</h2>
    <div class="row">
      ${postForm("/install", "", "Install, or open it")}
      ${postForm("/uninstall", "", "Uninstall", "danger")}
      ${postForm("/redact", "", "Demand erasure of the shop", "danger")}
    </div>
    <p class="dim">
      Everything here can be done with curl too: the control API is described in
      dev-store/README.md.
    </p>`;
}

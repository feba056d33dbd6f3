import { html } from "hono/html";
import type { Customer } from "../model.ts";
import { field, postForm, type Markup } from "../pages/layout.ts";
import { displayName } from "../storage/customers.ts";
import type { Store } from "../store.ts";

const TO_CHOOSE_FROM = 30;

/** Who the shopper is: chosen from the newest customers, or by an address. No password: a dev store. */
export function loginPage(store: Store, customer: Customer | null): Markup {
  const newest = store.customers.page("id", [], {
    first: TO_CHOOSE_FROM,
    after: null,
    reverse: true,
  });
  const choices = newest.rows.map(({ value }) => value);
  const choice = html`<select name="customer">
    ${choices.map((each) => html`<option value="${each.id}">${displayName(each)}</option>`)}
  </select>`;
  const email = html`<input name="email" type="email" autocomplete="email" required />`;
  return html`<div class="narrow">
    ${
      customer === null
        ? ""
        : html`<p class="row">
            <span>You are <strong lang="ru">${displayName(customer)}</strong>.</span>
            ${postForm("/store/logout", "", "Log out")}
          </p>`
    }
    ${
      choices.length === 0
        ? ""
        : postForm(
            "/store/login",
            field("Customer", choice),
            "Log in",
            customer === null ? "main" : "",
          )
    }
    <h2>Or with an e-mail address</h2>
    ${postForm("/store/login", field("E-mail", email), "Log in with this address")}
    <p class="dim">An address that nobody has makes a new customer.</p>
  </div>`;
}

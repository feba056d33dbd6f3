import { html, raw } from "hono/html";
import type { Cart } from "../checkout/cart.ts";
import type { Quote } from "../checkout/quote.ts";
import { field, folded, postForm, type Markup } from "../pages/layout.ts";
import { displayName } from "../storage/customers.ts";
import type { Store } from "../store.ts";
import { placementOf, type Placed } from "./offers.ts";
import { summary } from "./summary.ts";

/** The checkout, with the extension targets where Shopify has them. */
export function checkoutPage(store: Store, cart: Cart, priced: Quote): Markup {
  return html`<div class="checkout">
    <div>
      <section>
        <h2>Contact</h2>
        ${contact(store, cart)}
      </section>
      <section>
        <h2>Delivery</h2>
        <p>
          ${priced.shipping === null ? "Nothing to send." : html`<span lang="ru">${priced.shipping.title}</span>, to the customer's address`}
        </p>
      </section>
      ${extensionPlace("purchase.checkout.block.render", cart.locale)}
    </div>
    <div class="beside">
      <section>
        <h2>Order summary</h2>
        <div id="summary" aria-live="polite">${summary(priced, cart.locale)}</div>
        ${codes(cart)} ${extensionPlace("purchase.checkout.reductions.render-after", cart.locale)}
      </section>
      ${placement(store, cart)}
    </div>
    <div>
      <section>
        <h2>Payment</h2>
        ${payment(cart, priced)}
      </section>
    </div>
  </div>`;
}

/** Where an extension renders; empty while there is none for it. */
export const extensionPlace = (target: string, locale: string): Markup =>
  html`<div class="extension" data-target="${target}" lang="${locale}"></div>`;

/** What the page's script needs to run its extensions. */
export function extensionScripts(token: string, placed: readonly Placed[]): Markup {
  const settings = JSON.stringify({ token, placed }).replaceAll("<", "\\u003c");
  return html`<script type="application/json" id="extensions">
      ${raw(settings)}
    </script>
    <script type="module" src="/store/extensions.js"></script>`;
}

function contact(store: Store, cart: Cart): Markup {
  const customer = cart.customerId === null ? null : store.customers.get(cart.customerId);
  if (customer !== null)
    return html`<p>
      <span lang="ru">${displayName(customer)}</span>, ${customer.email ?? "no e-mail address"},
      logged in.
      <a href="/store/login">Someone else</a>
    </p>`;
  const input = html`<input name="email" type="email" value="${cart.email ?? ""}" required />`;
  return html`<p>A guest. <a href="/store/login">Log in</a></p>
    ${postForm(`/checkouts/${cart.token}/contact`, field("E-mail", input), "Save the address")}`;
}

function codes(cart: Cart): Markup {
  const action = `/checkouts/${cart.token}/codes`;
  return html`<form method="post" action="${action}" class="inline-form">
      ${field("Discount code", html`<input name="code" autocomplete="off" required />`)}
      <button>Apply</button>
    </form>
    ${cart.discountCodes.map(
      (code) =>
        html`<form method="post" action="${action}" class="row">
          <input type="hidden" name="remove" value="${code}" />
          <span class="tag">${code}</span>
          <button aria-label="Remove ${code}">Remove</button>
        </form>`,
    )}`;
}

function payment(cart: Cart, priced: Quote): Markup {
  const way = (value: string, text: string, checked = false) =>
    html`<label class="inline">
      <input type="radio" name="payment" value="${value}" ${checked ? raw("checked") : ""} />
      ${text}
    </label>`;
  return html`<form method="post" action="/checkouts/${cart.token}/pay" id="pay">
    <fieldset>
      <legend>How to pay</legend>
      ${way("card", "Card", true)} ${way("pending", "On delivery: the payment stays pending")}
      ${way("accelerated", "Accelerated checkout: extensions cannot change anything")}
    </fieldset>
    <input type="hidden" name="expected_total" value="${priced.total.presentment}" />
    <button class="main">Pay now</button>
  </form>`;
}

/** Where the merchant has put the extension in Shopify's checkout editor. */
function placement(store: Store, cart: Cart): Markup {
  const now = placementOf(store);
  const option = (value: string, text: string) =>
    html`<option value="${value}" ${value === now ? raw("selected") : ""}>${text}</option>`;
  const select = html`<select name="placement">
    ${option("reductions", "below the discount field")} ${option("block", "as a block")}
    ${option("both", "in both places")}
  </select>`;
  return folded(
    "Dev store: where extensions stand",
    postForm(`/checkouts/${cart.token}/placement`, field("Extensions stand", select), "Move them"),
  );
}

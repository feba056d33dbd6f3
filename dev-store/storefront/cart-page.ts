import { html } from "hono/html";
import type { Cart } from "../checkout/cart.ts";
import type { Quote } from "../checkout/quote.ts";
import { field, folded, type Markup } from "../pages/layout.ts";
import { price } from "./money.ts";

/** What is in the cart, with quantities to change, and attributes as a theme would set them. */
export function cartPage(cart: Cart, priced: Quote, locale: string): Markup {
  if (priced.lines.length === 0)
    return html`<p class="empty">The cart is empty. <a href="/store">Choose something</a></p>`;
  const money = (amount: bigint) => price(amount, priced.currency, locale);
  return html`<form method="post" action="/store/cart" class="stack">
      <table class="lines">
        <thead>
          <tr>
            <th>Product</th>
            <th class="num">Quantity</th>
            <th class="num">Price</th>
          </tr>
        </thead>
        <tbody>
          ${priced.lines.map(
            (line) =>
              html`<tr>
                <td lang="ru">${line.title}</td>
                <td class="num">
                  <input
                    class="short"
                    type="number"
                    min="0"
                    max="999"
                    required
                    name="line.${line.variantId}"
                    value="${line.quantity}"
                    aria-label="Quantity of ${line.title}"
                  />
                </td>
                <td class="num">${money(line.subtotal.presentment)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${attributes(cart)}
      <p class="row">
        <button>Update the cart</button>
        <span class="total">Subtotal ${money(priced.subtotal.presentment)}</span>
      </p>
    </form>
    <form method="post" action="/store/checkout">
      <button class="main">Check out</button>
    </form>`;
}

function attributes(cart: Cart): Markup {
  const text = cart.attributes.map(({ name, value }) => `${name}=${value}`).join("\n");
  const content = html`${field(
      "One name=value a line",
      html`<textarea name="attributes" rows="3">${text}</textarea>`,
    )}
    <p class="dim">A theme sets these: Functions and orders see them.</p>`;
  return folded("Cart attributes", content, text !== "");
}

import { html } from "hono/html";
import type { Quote } from "../checkout/quote.ts";
import type { Markup } from "../pages/layout.ts";
import { price } from "./money.ts";

/** Lines, discounts and totals of a checkout. The page fetches it anew when something changes. */
export function summary(priced: Quote, locale: string): Markup {
  const money = (amount: bigint) => price(amount, priced.currency, locale);
  const row = (name: Markup | string, amount: bigint) =>
    html`<dt>${name}</dt>
      <dd class="num">${money(amount)}</dd>`;
  return html`<table class="lines">
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
              <td class="num">× ${line.quantity}</td>
              <td class="num">${money(line.subtotal.presentment)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <dl class="box totals" data-total="${priced.total.presentment}">
      ${row("Subtotal", priced.subtotal.presentment)}
      ${priced.applications.map((part) =>
        row(
          html`<span lang="${locale}" class="discount"
            >${part.code ?? part.message ?? part.discountTitle}</span
          >`,
          -part.amount.presentment,
        ),
      )}
      ${priced.shipping === null ? "" : row("Shipping", priced.shipping.price.presentment)}
      ${row(html`<strong>Total</strong>`, priced.total.presentment)}
      ${row("of it tax", priced.tax.presentment)}
    </dl>
    ${priced.rejectedCodes.map(
      ({ code, reason }) => html`<p class="said bad">${code}: ${reason}</p>`,
    )}
    ${priced.functionErrors.map(
      (error) =>
        html`<div class="said bad">
          <strong>The Function of ${error.discountTitle} failed</strong>
          <pre tabindex="0">${error.message}</pre>
        </div>`,
    )}`;
}

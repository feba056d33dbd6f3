import { html } from "hono/html";
import type { Cart } from "../checkout/cart.ts";
import type { Quote } from "../checkout/quote.ts";
import type { Order } from "../model.ts";
import { SHOP_CURRENCY } from "../money.ts";
import { currentUnits, lineTotal, outstanding, paidBack, totals } from "../orders/money-state.ts";
import type { Markup } from "../pages/layout.ts";
import { otherTags, paymentTag, when } from "../pages/wording.ts";
import { extensionPlace } from "./checkout-page.ts";
import { price } from "./money.ts";
import { summary } from "./summary.ts";

/** What the shopper sees after paying, with the extension's place. */
export function thankYouPage(order: Order, cart: Cart, priced: Quote): Markup {
  return html`<div class="checkout">
    <div>
      <section>
        <h2>Thank you</h2>
        <p>
          Your order is ${order.name}. ${paymentTag(order)}
          <a href="/store/orders/${order.id}">Look at the order</a>
        </p>
      </section>
      ${extensionPlace("purchase.thank-you.block.render", cart.locale)}
      <p class="row">
        <a href="/store">Go on shopping</a>
        <a href="/orders/${order.id}">As the merchant sees it</a>
      </p>
    </div>
    <div>
      <section>
        <h2>Order summary</h2>
        ${summary(priced, cart.locale)}
      </section>
    </div>
  </div>`;
}

/** An order as its buyer sees it: nothing to be done, only to be read. */
export function shopperOrderPage(order: Order, locale: string): Markup {
  const all = totals(order);
  const money = (amount: bigint) => price(amount, SHOP_CURRENCY, locale);
  const row = (name: string, amount: bigint) =>
    html`<dt>${name}</dt>
      <dd class="num">${money(amount)}</dd>`;
  return html`<p class="row">
      ${paymentTag(order)} ${otherTags(order)} <span class="dim">${when(order.processedAt)}</span>
    </p>
    <table class="lines">
      <thead>
        <tr>
          <th>Product</th>
          <th class="num">Quantity</th>
          <th class="num">After discounts</th>
        </tr>
      </thead>
      <tbody>
        ${order.lines.map(
          (line) =>
            html`<tr>
              <td lang="ru">${line.title}</td>
              <td class="num">× ${currentUnits(order, line)}</td>
              <td class="num">${money(lineTotal(line))}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <dl class="box">
      ${order.discounts.map((discount) => row(discount.title, -discountTotal(order, discount)))}
      ${row("Shipping", all.shipping)} ${row("Total", all.total)}
      ${outstanding(order) > 0n ? row("To be paid", outstanding(order)) : ""}
      ${paidBack(order) > 0n ? row("Paid back", -paidBack(order)) : ""}
    </dl>
    <p><a href="/store">Go on shopping</a></p>`;
}

function discountTotal(order: Order, discount: Order["discounts"][number]): bigint {
  const place = order.discounts.indexOf(discount);
  return order.lines
    .flatMap((line) => line.discounts)
    .filter(({ application }) => application === place)
    .reduce((total, { amount }) => total + amount, 0n);
}

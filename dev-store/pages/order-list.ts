import { html } from "hono/html";
import type { Order } from "../model.ts";
import { totals } from "../orders/money-state.ts";
import { displayName } from "../storage/customers.ts";
import type { Store } from "../store.ts";
import type { Markup } from "./layout.ts";
import { otherTags, paymentTag, roubles, when } from "./wording.ts";

/** A table of orders; on a phone, cards. */
export function orderTable(store: Store, orders: readonly Order[], withCustomer = true): Markup {
  if (orders.length === 0) return html`<p class="empty">No orders yet.</p>`;
  return html`<table class="cards">
    <thead>
      <tr>
        <th>Order</th>
        <th>Made</th>
        ${withCustomer ? html`<th>Customer</th>` : ""}
        <th>State</th>
        <th class="num">Total</th>
      </tr>
    </thead>
    <tbody>
      ${orders.map(
        (order) =>
          html`<tr>
            <td><a href="/orders/${order.id}">${order.name}</a></td>
            <td class="at">${when(order.processedAt)}</td>
            ${withCustomer ? html`<td class="wide">${buyer(store, order)}</td>` : ""}
            <td>${paymentTag(order)} ${otherTags(order)}</td>
            <td class="num">${roubles(totals(order).total)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Whose order it is, or that it is a guest's. */
export function buyer(store: Store, order: Order): Markup {
  const customer = order.customerId === null ? null : store.customers.get(order.customerId);
  if (customer !== null)
    return html`<a href="/customers/${customer.id}">${displayName(customer)}</a>`;
  return html`<span class="dim">guest${order.email === null ? "" : html`, ${order.email}`}</span>`;
}

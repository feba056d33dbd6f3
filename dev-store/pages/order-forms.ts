import { html } from "hono/html";
import type { Order } from "../model.ts";
import { sum, writeMoney } from "../money.ts";
import { currentUnits, outstanding, refundable } from "../orders/money-state.ts";
import type { Store } from "../store.ts";
import { field, folded, postForm, type Markup } from "./layout.ts";
import { roubles } from "./wording.ts";

/** What can be done with an order now; what cannot is not offered. */
export function orderForms(store: Store, order: Order): Markup {
  const to = (action: string) => `/orders/${order.id}/${action}`;
  const alive = order.cancelledAt === null;
  const unsent = order.lines.some((line) => currentUnits(order, line) > line.fulfilled);
  return html`
    ${
      alive && outstanding(order) > 0n
        ? folded(
            `Pay (${roubles(outstanding(order))} due)`,
            postForm(
              to("pay"),
              field(
                "Amount; empty pays everything",
                html`<input name="amount" inputmode="decimal" />`,
              ),
              "Pay",
              "main",
            ),
            true,
          )
        : ""
    }
    ${alive && unsent ? folded("Fulfil", postForm(to("fulfil"), "", "Fulfil everything")) : ""}
    ${refundable(order) > 0n ? folded("Refund", refundForm(order, to("refund"))) : ""}
    ${alive ? folded("Edit", editForm(store, order, to("edit"))) : ""}
    ${alive ? folded("Cancel", cancelForm(order, to("cancel"))) : ""}
    ${folded("Customer", customerForm(order, to("customer")))}
    ${
      order.closedAt === null
        ? folded("Close", postForm(to("close"), "", "Close"))
        : alive
          ? folded("Reopen", postForm(to("reopen"), "", "Reopen"))
          : ""
    }
    ${folded("Delete", postForm(to("delete"), html`<p class="dim">The order is gone for good; the app is told its id.</p>`, "Delete the order", "danger"))}
  `;
}

function refundForm(order: Order, action: string): Markup {
  const lines = order.lines.filter((line) => currentUnits(order, line) > 0);
  const shipping =
    sum(order.shipping.map((line) => line.discounted)) -
    sum(order.refunds.flatMap((refund) => refund.shipping.map((part) => part.amount)));
  return postForm(
    action,
    html`${lines.map((line) => {
      const most = currentUnits(order, line);
      return html`<label class="inline">
        <input class="short" type="number" name="line.${line.id}" min="0" max="${most}" value="0" />
        <span>of ${most} × ${line.title}</span>
      </label>`;
    })}
    ${shipping > 0n ? html`<label class="inline"><input type="checkbox" name="shipping" value="1" /> Shipping, ${roubles(shipping)}</label>` : ""}
    ${field(`Amount; empty pays what the lines come to (at most ${writeMoney(refundable(order))})`, html`<input name="amount" inputmode="decimal" />`)}
    ${field("Note", html`<input name="note" />`)}`,
    "Refund",
    "main",
  );
}

function editForm(store: Store, order: Order, action: string): Markup {
  return postForm(
    action,
    html`${order.lines.map(
      (line) =>
        html`<label class="inline">
          <input
            class="short"
            type="number"
            name="line.${line.id}"
            min="0"
            value="${Math.max(0, currentUnits(order, line))}"
          />
          <span>${line.title}</span>
        </label>`,
    )}
    ${field(
      "Add",
      html`<select name="product">
        ${productOptions(store)}
      </select>`,
    )}
    ${field("How many of it", html`<input class="short" type="number" name="quantity" min="1" value="1" />`)}`,
    "Save the edit",
    "main",
  );
}

/** The catalogue to choose from, nothing first. */
export function productOptions(store: Store, nothing = "nothing"): Markup {
  const products = store.catalogue.products();
  return html`${nothing === "" ? "" : html`<option value="">${nothing}</option>`}
  ${products.map((product) => html`<option value="${product.id}">${product.title}, ${product.vendor}: ${roubles(product.price)}</option>`)}`;
}

function cancelForm(order: Order, action: string): Markup {
  return postForm(
    action,
    html`${field(
        "Reason",
        html`<select name="reason">
          ${["customer", "inventory", "fraud", "declined", "staff", "other"].map((reason) => html`<option>${reason}</option>`)}
        </select>`,
      )}
      ${
        refundable(order) > 0n
          ? html`<label class="inline"
              ><input type="checkbox" name="refund" value="1" checked /> Pay back
              ${roubles(refundable(order))}</label
            >`
          : ""
      }
      <p class="dim">Cancellation is final.</p>`,
    "Cancel the order",
    "danger",
  );
}

const customerForm = (order: Order, action: string): Markup =>
  postForm(
    action,
    field(
      "Customer id; empty makes it a guest's",
      html`<input name="customer_id" inputmode="numeric" value="${order.customerId ?? ""}" />`,
    ),
    "Set the customer",
  );

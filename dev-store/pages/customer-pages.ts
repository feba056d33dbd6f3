import { html } from "hono/html";
import type { Customer } from "../model.ts";
import { displayName } from "../storage/customers.ts";
import type { Store } from "../store.ts";
import { field, folded, postForm, type Markup } from "./layout.ts";
import type { PointsBox } from "./member-points.ts";
import { productOptions } from "./order-forms.ts";
import { orderTable } from "./order-list.ts";
import { when } from "./wording.ts";

/** The customers, with a search over names, addresses, phones and ids. */
export function customerTable(customers: readonly Customer[], search: string): Markup {
  const form = html`<form class="row end" method="get" action="/customers" role="search">
    <div class="search">
      ${field("Name, e-mail, phone or id", html`<input type="search" name="q" value="${search}" />`)}
    </div>
    <button>Search</button>
    ${search === "" ? "" : html`<a href="/customers">Show all</a>`}
  </form>`;
  if (customers.length === 0) {
    return html`${form}
      <p class="empty">${search === "" ? "No customers yet." : html`Nobody fits “${search}”.`}</p>`;
  }
  return html`${form}
    <table class="cards">
      <thead>
        <tr>
          <th>Customer</th>
          <th>E-mail</th>
          <th>Tags</th>
          <th>Since</th>
        </tr>
      </thead>
      <tbody>
        ${customers.map(
          (customer) =>
            html`<tr>
              <td class="wide"><a href="/customers/${customer.id}">${displayName(customer)}</a></td>
              <td class="wide">${customer.email ?? ""}</td>
              <td>${customer.tags.map((tag) => html`<span class="tag">${tag}</span> `)}</td>
              <td class="dim">${when(customer.createdAt)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** One customer: their orders, what they can do, and what the app says of their points. */
export function customerPage(store: Store, customer: Customer, points: PointsBox): Markup {
  const to = (action: string) => `/customers/${customer.id}/${action}`;
  const orders = store.orders.page(
    "id",
    [{ sql: "customer_id = ?", values: [BigInt(customer.id)] }],
    { first: 20, after: null, reverse: true },
  );
  return html`<p class="row">
      <span>${customer.email ?? "no e-mail"}</span>
      <span class="dim">${customer.phone ?? ""}</span>
      ${customer.tags.map((tag) => html`<span class="tag">${tag}</span>`)}
      <span class="dim">since ${when(customer.createdAt)}</span>
    </p>
    <div class="cols">
      <section>
        <h2>Orders</h2>
        ${orderTable(
          store,
          orders.rows.map((row) => row.value),
          false,
        )}
        ${orders.hasNext ? html`<p class="dim">The newest 20 of them.</p>` : ""}
      </section>
      <section class="first">
        <h2>Points</h2>
        ${pointsBox(points)}
        <h2>Do</h2>
        ${folded("Buy", buyForm(store, to("buy")), true)}
        ${folded("Log in at the storefront", postForm(to("login"), html`<p class="dim">Calls the app through its app proxy, signed as Shopify signs it.</p>`, "Log in"))}
        ${folded(
          "Merge",
          postForm(
            to("merge"),
            html`${field("Into the customer with the id", html`<input name="into" inputmode="numeric" required />`)}
            ${field(
              "Which id survives",
              html`<select name="survivor">
                <option value="into">the other one</option>
                <option value="this">this one, ${customer.id}</option>
              </select>`,
            )}`,
            "Merge",
          ),
        )}
        ${folded(
          "Data protection",
          html`${postForm(to("data-request"), "", "Ask for the data")}
          ${postForm(to("redact"), "", "Demand erasure", "danger")}`,
        )}
        ${folded("Delete", postForm(to("delete"), html`<p class="dim">Only a customer without orders can be deleted.</p>`, "Delete the customer", "danger"))}
      </section>
    </div>
    <p class="dim">Shopify's id ${customer.id}</p>`;
}

function pointsBox(points: PointsBox): Markup {
  if (points.kind === "unknown") return html`<p class="empty">${points.reason}</p>`;
  return html`<dl class="box">
    ${points.rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd class="num">${value}</dd>`,
    )}
  </dl>`;
}

const buyForm = (store: Store, action: string): Markup =>
  postForm(
    action,
    html`${field(
        "Product",
        html`<select name="product">
          ${productOptions(store, store.catalogue.count("products") === 0 ? "a filter for 1 000 ₽" : "")}
        </select>`,
      )}
      ${field("How many", html`<input class="short" type="number" name="quantity" min="1" value="1" />`)}
      <label class="inline"
        ><input type="checkbox" name="unpaid" value="1" /> Pays on delivery</label
      >`,
    "Buy",
    "main",
  );

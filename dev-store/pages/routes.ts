import { Hono, type Context } from "hono";
import { csrf } from "hono/csrf";
import { html } from "hono/html";
import type { Customer, Order } from "../model.ts";
import { displayName } from "../storage/customers.ts";
import type { Page } from "../storage/documents.ts";
import type { Condition } from "../storage/pages.ts";
import type { Store } from "../store.ts";
import { customerActions } from "./customer-actions.ts";
import { customerPage, customerTable } from "./customer-pages.ts";
import { deliveryPage, deliveryTable } from "./delivery-list.ts";
import { faultsPage } from "./faults-page.ts";
import { page, pager } from "./layout.ts";
import { memberPoints } from "./member-points.ts";
import { orderActions } from "./order-actions.ts";
import { orderTable } from "./order-list.ts";
import { orderPage } from "./order-page.ts";
import { overviewPage } from "./overview-page.ts";
import { shopActions } from "./shop-actions.ts";

const ON_A_PAGE = 50;

/** The pages for people. They change nothing that the control API could not. */
export function pageRoutes(store: Store): Hono {
  const routes = new Hono();
  // A page of somebody else's, open in the same browser, must not press these buttons.
  routes.use(csrf());

  routes.get("/", (c) => page(c, { title: "Overview", place: "/", body: overviewPage(store) }));
  routes.get("/orders", (c) => {
    const found = store.orders.page("id", [], { first: ON_A_PAGE, after: after(c), reverse: true });
    const body = html`${orderTable(store, values(found))} ${older(c, "/orders", found)}`;
    return page(c, { title: "Orders", place: "/orders", body });
  });
  routes.get("/orders/:id{\\d{1,18}}", (c) => {
    const order: Order | null = store.orders.get(c.req.param("id"));
    if (order === null) return missing(c, "order", "/orders");
    return page(c, {
      title: `Order ${order.name}`,
      place: "/orders",
      body: orderPage(store, order),
    });
  });
  routes.get("/customers", (c) => {
    const search = (c.req.query("q") ?? "").trim();
    const conditions: Condition[] =
      search === "" ? [] : [{ sql: "instr(name, ?) > 0", values: [search.toLowerCase()] }];
    const found = store.customers.page("id", conditions, {
      first: ON_A_PAGE,
      after: after(c),
      reverse: true,
    });
    const body = html`${customerTable(values(found), search)} ${older(c, "/customers", found)}`;
    return page(c, { title: "Customers", place: "/customers", body });
  });
  routes.get("/customers/:id{\\d{1,18}}", async (c) => {
    const customer: Customer | null = store.customers.get(c.req.param("id"));
    if (customer === null) return missing(c, "customer", "/customers");
    const points = await memberPoints(store, customer.id);
    return page(c, {
      title: displayName(customer),
      place: "/customers",
      body: customerPage(store, customer, points),
    });
  });
  routes.get("/deliveries", (c) => {
    const status = c.req.query("status");
    const before = Number(c.req.query("before") ?? Number.NaN);
    const conditions: Condition[] =
      status === undefined ? [] : [{ sql: "status = ?", values: [status] }];
    const found = store.deliveries.page(
      Number.isSafeInteger(before) ? before : null,
      ON_A_PAGE,
      conditions,
    );
    const kept = status === undefined ? "" : `&status=${encodeURIComponent(status)}`;
    const next =
      found.length < ON_A_PAGE ? null : `/deliveries?before=${found.at(-1)?.id ?? 0}${kept}`;
    const filters = [undefined, "queued", "delivered", "failed", "lost"].map((name) =>
      name === status
        ? html`<strong>${name ?? "all"}</strong> `
        : html`<a href="/deliveries${name === undefined ? "" : `?status=${name}`}"
            >${name ?? "all"}</a
          > `,
    );
    const body = html`<p class="row">${filters}</p>
      ${deliveryTable(found)} ${pager(Number.isNaN(before), "/deliveries", next)}`;
    return page(c, { title: "Deliveries", place: "/deliveries", body });
  });
  routes.get("/deliveries/:id{\\d{1,15}}", (c) => {
    const delivery = store.deliveries.get(Number(c.req.param("id")));
    if (delivery === null) return missing(c, "delivery", "/deliveries");
    return page(c, {
      title: `${delivery.topic} (${delivery.id})`,
      place: "/deliveries",
      body: deliveryPage(delivery),
    });
  });
  routes.get("/faults", (c) =>
    page(c, { title: "Faults", place: "/faults", body: faultsPage(store.faults.current()) }),
  );

  routes.route("/orders", orderActions(store));
  routes.route("/customers", customerActions(store));
  routes.route("/", shopActions(store));
  return routes;
}

const values = <T>(found: Page<T>): T[] => found.rows.map((row) => row.value);

function after(c: Context): { sort: bigint; id: bigint } | null {
  const id = c.req.query("after");
  return id !== undefined && /^\d{1,18}$/.test(id) ? { sort: BigInt(id), id: BigInt(id) } : null;
}

function older(c: Context, home: string, found: Page<unknown>) {
  const last = found.rows.at(-1);
  const query = new URLSearchParams(
    c.req.query("q") === undefined ? {} : { q: c.req.query("q") ?? "" },
  );
  const start = query.size === 0 ? home : `${home}?${query.toString()}`;
  if (last !== undefined) query.set("after", last.id.toString());
  return pager(after(c) === null, start, found.hasNext ? `${home}?${query.toString()}` : null);
}

const missing = (c: Context, what: string, home: "/orders" | "/customers" | "/deliveries") =>
  page(
    c,
    {
      title: `No such ${what}`,
      place: home,
      body: html`<p class="empty">
        It was deleted, or it never was. <a href="${home}">Back to the list</a>
      </p>`,
    },
    404,
  );

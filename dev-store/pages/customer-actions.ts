import { Hono } from "hono";
import { readValue } from "../control/answers.ts";
import * as customers from "../customers/actions.ts";
import { redactCustomer, requestCustomerData } from "../customers/compliance.ts";
import { mergeInput } from "../customers/customer-input.ts";
import { logIn } from "../customers/login.ts";
import { createOrder } from "../orders/actions.ts";
import { totals } from "../orders/money-state.ts";
import { orderInput } from "../orders/order-input.ts";
import type { Store } from "../store.ts";
import { act, formOf } from "./form.ts";
import { roubles } from "./wording.ts";

/** What the forms of a customer's page do: the same as the control API does. */
export function customerActions(store: Store): Hono {
  const routes = new Hono();
  const home = (id: string) => `/customers/${id}`;

  routes.post("/:id{\\d+}/buy", async (c) => {
    const { id } = c.req.param();
    const form = await formOf(c);
    return act(c, home(id), () => {
      const product =
        form["product"] === undefined
          ? { title: "Фильтр", price: "1000.00" }
          : { product_id: form["product"] };
      const order = createOrder(
        store,
        readValue(
          {
            customer_id: id,
            line_items: [{ ...product, quantity: Number(form["quantity"] ?? 1) }],
            financial_status: form["unpaid"] === undefined ? "paid" : "pending",
          },
          orderInput,
        ),
      );
      return {
        said: `${order.name} was made, for ${roubles(totals(order).total)}.`,
        to: `/orders/${order.id}`,
      };
    });
  });
  routes.post("/:id{\\d+}/merge", async (c) => {
    const { id } = c.req.param();
    const form = await formOf(c);
    return act(c, home(id), () => {
      const into = form["into"] ?? "";
      const kept = customers.mergeCustomers(
        store,
        id,
        readValue({ into, survivor: form["survivor"] === "this" ? id : into }, mergeInput),
      );
      return { said: `The customers were merged; ${kept.id} is left.`, to: home(kept.id) };
    });
  });
  routes.post("/:id{\\d+}/login", (c) => {
    const { id } = c.req.param();
    return act(c, home(id), async () => {
      const { status, body } = await logIn(store, customers.customerOf(store, id));
      return { said: `The app proxy answered ${status}: ${body.slice(0, 300)}` };
    });
  });
  routes.post("/:id{\\d+}/data-request", (c) =>
    act(c, home(c.req.param("id")), () => {
      requestCustomerData(store, c.req.param("id"));
      return { said: "customers/data_request is on its way." };
    }),
  );
  routes.post("/:id{\\d+}/redact", (c) =>
    act(c, home(c.req.param("id")), () => {
      redactCustomer(store, c.req.param("id"));
      return { said: "customers/redact is on its way." };
    }),
  );
  routes.post("/:id{\\d+}/delete", (c) =>
    act(c, home(c.req.param("id")), () => {
      customers.deleteCustomer(store, c.req.param("id"));
      return { said: "The customer was deleted.", to: "/customers" };
    }),
  );
  return routes;
}

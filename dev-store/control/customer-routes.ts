import { Hono } from "hono";
import { z } from "zod";
import { requestCustomerData, redactCustomer } from "../customers/compliance.ts";
import * as customers from "../customers/actions.ts";
import { customerChange, customerInput, mergeInput } from "../customers/customer-input.ts";
import { logIn } from "../customers/login.ts";
import { customerJson } from "../rest/customer-json.ts";
import type { Store } from "../store.ts";
import type { Condition } from "../storage/pages.ts";
import { answer, pageOf, pathId, readBody, readValue, unwrapped } from "./answers.ts";

/** `/control/customers`: everything that can happen to a customer. */
export function customerRoutes(store: Store): Hono {
  const routes = new Hono();

  routes.get("/", (c) => {
    const email = c.req.query("email");
    const conditions: Condition[] =
      email === undefined ? [] : [{ sql: "email = ?", values: [email.toLowerCase()] }];
    const page = store.customers.page("id", conditions, {
      ...pageOf(c),
      reverse: true,
    });
    const last = page.rows.at(-1);
    return answer(c, {
      customers: page.rows.map((row) => customerJson(store, row.value)),
      next: page.hasNext && last !== undefined ? `${last.sort}.${last.id}` : null,
    });
  });
  routes.post("/", async (c) => {
    const input = readValue(unwrapped(await readBody(c, z.unknown()), "customer"), customerInput);
    return answer(
      c,
      { customer: customerJson(store, customers.createCustomer(store, input)) },
      201,
    );
  });
  routes.get("/:id", (c) =>
    answer(c, {
      customer: customerJson(store, customers.customerOf(store, pathId(c))),
    }),
  );
  routes.put("/:id", async (c) => {
    const input = readValue(unwrapped(await readBody(c, z.unknown()), "customer"), customerChange);
    return answer(c, {
      customer: customerJson(store, customers.updateCustomer(store, pathId(c), input)),
    });
  });
  routes.delete("/:id", (c) => {
    customers.deleteCustomer(store, pathId(c));
    return answer(c, {});
  });
  routes.post("/:id/merge", async (c) =>
    answer(c, {
      customer: customerJson(
        store,
        customers.mergeCustomers(store, pathId(c), await readBody(c, mergeInput)),
      ),
    }),
  );
  routes.post("/:id/login", async (c) => {
    const input = await readBody(
      c,
      z.strictObject({ path: z.string().startsWith("/").optional() }),
    );
    return answer(c, await logIn(store, customers.customerOf(store, pathId(c)), input.path));
  });
  routes.post("/:id/data_request", (c) => answer(c, requestCustomerData(store, pathId(c))));
  routes.post("/:id/redact", (c) => answer(c, redactCustomer(store, pathId(c))));
  return routes;
}

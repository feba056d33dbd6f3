import { Hono } from "hono";
import { readValue } from "../control/answers.ts";
import { cancelInput, orderCustomerInput, payInput } from "../orders/action-input.ts";
import * as orders from "../orders/actions.ts";
import * as lifecycle from "../orders/lifecycle.ts";
import { editInput } from "../orders/edit.ts";
import { financialStatus } from "../orders/money-state.ts";
import { refundInput } from "../orders/refund.ts";
import { sum } from "../money.ts";
import type { Store } from "../store.ts";
import { act, formOf, lineQuantities } from "./form.ts";
import { roubles } from "./wording.ts";

/** What the forms of an order's page do: the same as the control API does. */
export function orderActions(store: Store): Hono {
  const routes = new Hono();
  const home = (id: string) => `/orders/${id}`;

  routes.post("/:id{\\d+}/pay", async (c) => {
    const { id } = c.req.param();
    const form = await formOf(c);
    return act(c, home(id), () => {
      const order = orders.payOrder(store, id, readValue(form, payInput));
      return { said: `The order is ${financialStatus(order).replace("_", " ")} now.` };
    });
  });
  routes.post("/:id{\\d+}/fulfil", (c) =>
    act(c, home(c.req.param("id")), () => {
      lifecycle.fulfilOrder(store, c.req.param("id"), {});
      return { said: "Everything was fulfilled." };
    }),
  );
  routes.post("/:id{\\d+}/refund", async (c) => {
    const { id } = c.req.param();
    const form = await formOf(c);
    return act(c, home(id), () => {
      const input = readValue(
        {
          refund_line_items: lineQuantities(form).filter((line) => line.quantity !== 0),
          ...(form["shipping"] === undefined ? {} : { shipping: { full_refund: true } }),
          ...(form["amount"] === undefined ? {} : { amount: form["amount"] }),
          ...(form["note"] === undefined ? {} : { note: form["note"] }),
        },
        refundInput,
      );
      const { refund } = orders.refundOrder(store, id, input);
      const discrepancy = sum(refund.adjustments.map((part) => part.amount));
      const paid = roubles(sum(refund.transactions.map((part) => part.amount)));
      return {
        said: `${paid} paid back${discrepancy === 0n ? "" : `, with a refund discrepancy of ${roubles(discrepancy)}`}.`,
      };
    });
  });
  routes.post("/:id{\\d+}/edit", async (c) => {
    const { id } = c.req.param();
    const form = await formOf(c);
    return act(c, home(id), () => {
      const add =
        form["product"] === undefined
          ? []
          : [{ product_id: form["product"], quantity: Number(form["quantity"] ?? 1) }];
      orders.editOrder(store, id, readValue({ add, lines: lineQuantities(form) }, editInput));
      return { said: "The edit was saved." };
    });
  });
  routes.post("/:id{\\d+}/cancel", async (c) => {
    const { id } = c.req.param();
    const form = await formOf(c);
    return act(c, home(id), () => {
      lifecycle.cancelOrder(
        store,
        id,
        readValue({ ...form, refund: form["refund"] !== undefined }, cancelInput),
      );
      return { said: "The order was cancelled." };
    });
  });
  routes.post("/:id{\\d+}/customer", async (c) => {
    const { id } = c.req.param();
    const form = await formOf(c);
    return act(c, home(id), () => {
      const { customer_id: customer } = readValue(
        { customer_id: form["customer_id"] ?? null },
        orderCustomerInput,
      );
      lifecycle.setOrderCustomer(store, id, customer, undefined);
      return {
        said: customer === null ? "The order is a guest's now." : "The order has a customer now.",
      };
    });
  });
  routes.post("/:id{\\d+}/close", (c) =>
    act(c, home(c.req.param("id")), () => {
      lifecycle.closeOrder(store, c.req.param("id"), undefined);
      return { said: "The order was closed." };
    }),
  );
  routes.post("/:id{\\d+}/reopen", (c) =>
    act(c, home(c.req.param("id")), () => {
      lifecycle.reopenOrder(store, c.req.param("id"), undefined);
      return { said: "The order is open again." };
    }),
  );
  routes.post("/:id{\\d+}/delete", (c) =>
    act(c, home(c.req.param("id")), () => {
      lifecycle.deleteOrder(store, c.req.param("id"));
      return { said: "The order was deleted.", to: "/orders" };
    }),
  );
  return routes;
}

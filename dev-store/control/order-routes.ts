import { Hono } from "hono";
import { z } from "zod";
import {
  cancelInput,
  fulfilInput,
  momentInput,
  orderCustomerInput,
  payInput,
} from "../orders/action-input.ts";
import * as orders from "../orders/actions.ts";
import * as lifecycle from "../orders/lifecycle.ts";
import { orderOf } from "../orders/change.ts";
import { editInput } from "../orders/edit.ts";
import { exchangeGoods, exchangeInput } from "../orders/exchange.ts";
import { newOrder } from "../orders/order-input.ts";
import { refundInput } from "../orders/refund.ts";
import { renewOrder } from "../orders/renew.ts";
import { orderJson } from "../rest/order-json.ts";
import { refundJson } from "../rest/refund-json.ts";
import type { Store } from "../store.ts";
import type { Condition } from "../storage/pages.ts";
import { answer, pageOf, pathId, readBody, readValue, unwrapped } from "./answers.ts";

/** `/control/orders`: everything that can happen to an order. */
export function orderRoutes(store: Store): Hono {
  const routes = new Hono();

  routes.get("/", (c) => {
    const customer = c.req.query("customer_id");
    const conditions: Condition[] =
      customer !== undefined && /^\d{1,18}$/.test(customer)
        ? [{ sql: "customer_id = ?", values: [BigInt(customer)] }]
        : [];
    const page = store.orders.page("id", conditions, {
      ...pageOf(c),
      reverse: true,
    });
    const last = page.rows.at(-1);
    return answer(c, {
      orders: page.rows.map((row) => orderJson(store, row.value)),
      next: page.hasNext && last !== undefined ? `${last.sort}.${last.id}` : null,
    });
  });
  routes.post("/", async (c) => {
    const input = readValue(unwrapped(await readBody(c, z.unknown()), "order"), newOrder);
    return answer(c, { order: orderJson(store, orders.createOrder(store, input)) }, 201);
  });
  routes.get("/:id", (c) => answer(c, { order: orderJson(store, orderOf(store, pathId(c))) }));
  routes.delete("/:id", (c) => {
    lifecycle.deleteOrder(store, pathId(c));
    return answer(c, {});
  });
  routes.post("/:id/refunds", async (c) => {
    const input = readValue(unwrapped(await readBody(c, z.unknown()), "refund"), refundInput);
    const { order, refund } = orders.refundOrder(store, pathId(c), input);
    return answer(c, { refund: refundJson(order, refund), order: orderJson(store, order) }, 201);
  });
  routes.post("/:id/exchange", async (c) => {
    const input = await readBody(c, exchangeInput);
    const { order, refund } = exchangeGoods(store, pathId(c), input);
    return answer(c, { refund: refundJson(order, refund), order: orderJson(store, order) }, 201);
  });
  routes.post("/:id/renew", async (c) => {
    const order = renewOrder(store, pathId(c), await readBody(c, momentInput));
    return answer(c, { order: orderJson(store, order) }, 201);
  });
  routes.post("/:id/edit", async (c) =>
    answer(c, {
      order: orderJson(store, orders.editOrder(store, pathId(c), await readBody(c, editInput))),
    }),
  );
  routes.post("/:id/pay", async (c) =>
    answer(c, {
      order: orderJson(store, orders.payOrder(store, pathId(c), await readBody(c, payInput))),
    }),
  );
  routes.post("/:id/fulfil", async (c) =>
    answer(c, {
      order: orderJson(
        store,
        lifecycle.fulfilOrder(store, pathId(c), await readBody(c, fulfilInput)),
      ),
    }),
  );
  routes.post("/:id/cancel", async (c) =>
    answer(c, {
      order: orderJson(
        store,
        lifecycle.cancelOrder(store, pathId(c), await readBody(c, cancelInput)),
      ),
    }),
  );
  routes.post("/:id/close", async (c) =>
    answer(c, {
      order: orderJson(
        store,
        lifecycle.closeOrder(store, pathId(c), (await readBody(c, momentInput)).at),
      ),
    }),
  );
  routes.post("/:id/reopen", async (c) =>
    answer(c, {
      order: orderJson(
        store,
        lifecycle.reopenOrder(store, pathId(c), (await readBody(c, momentInput)).at),
      ),
    }),
  );
  routes.put("/:id/customer", async (c) => {
    const input = await readBody(c, orderCustomerInput);
    return answer(c, {
      order: orderJson(
        store,
        lifecycle.setOrderCustomer(store, pathId(c), input.customer_id, input.at),
      ),
    });
  });
  return routes;
}

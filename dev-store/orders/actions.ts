import type { z } from "zod";
import type { Id, Order, Refund } from "../model.ts";
import { unprocessable } from "../refusal.ts";
import { gid } from "../rest/money-set.ts";
import { orderJson } from "../rest/order-json.ts";
import { refundJson } from "../rest/refund-json.ts";
import { fullNamespace } from "../storage/metafields.ts";
import type { Store } from "../store.ts";
import type { Publication } from "../webhooks/publish.ts";
import { resolveCustomer } from "../customers/resolve.ts";
import type { payInput } from "./action-input.ts";
import { changeOrder } from "./change.ts";
import { makeOrder } from "./create.ts";
import { commitEdit, type EditInput } from "./edit.ts";
import { isPaidInFull, outstanding } from "./money-state.ts";
import type { OrderInput } from "./order-input.ts";
import { pointsMetafields } from "./points.ts";
import { addRefund, type RefundInput } from "./refund.ts";

/** Stores a new order; `orders/create` goes out, and `orders/paid` when it is paid. */
export function createOrder(store: Store, input: OrderInput): Order {
  return store.change(() => {
    const at = input.at ?? input.created_at ?? store.now();
    const customerId = resolveCustomer(store, input, at);
    const order = makeOrder(store, input, customerId);
    store.orders.put(order);
    for (const part of [...input.metafields, ...pointsMetafields(input)]) {
      const place = { owner: gid("Order", order.id), namespace: fullNamespace(part.namespace) };
      store.metafields.put({ ...part, ...place }, at);
    }
    const payload = orderJson(store, order);
    store.publish(`order/${order.id}`, [
      { topic: "orders/create", payload },
      ...(isPaidInFull(order) ? [{ topic: "orders/paid" as const, payload }] : []),
    ]);
    return order;
  });
}

export function payOrder(store: Store, id: Id, input: z.output<typeof payInput>): Order {
  return changeOrder(store, id, input.at, (order, at) => {
    if (order.cancelledAt !== null) throw unprocessable("A cancelled order cannot be paid");
    const due = outstanding(order);
    if (due === 0n) throw unprocessable("Order has already been paid");
    const amount = input.amount ?? due;
    if (amount === 0n) throw unprocessable("must be more than 0", "amount");
    const authorization = order.transactions.find((part) => part.kind === "authorization");
    order.transactions.push({
      id: store.facts.nextId("transaction"),
      kind: authorization === undefined ? "sale" : "capture",
      status: "success",
      amount,
      gateway: "bogus",
      parentId: authorization?.id ?? null,
      at,
    });
    return {};
  }).order;
}

export function refundOrder(
  store: Store,
  id: Id,
  input: RefundInput,
): { order: Order; refund: Refund } {
  const { order, result } = changeOrder(store, id, input.at, (order, at) => {
    const refund = addRefund(store, order, input, at);
    return { refund, before: [refundCreated(order, refund)] };
  });
  return { order, refund: result.refund };
}

/** The refund as `refunds/create` tells of it. */
export const refundCreated = (order: Order, refund: Refund): Publication => ({
  topic: "refunds/create",
  payload: refundJson(order, refund),
});

/** Commits an edit; `orders/edited` carries additions and removals only. */
export function editOrder(store: Store, id: Id, input: EditInput): Order {
  return changeOrder(store, id, input.at, (order, at) => {
    if (order.cancelledAt !== null) throw unprocessable("A cancelled order cannot be edited");
    const { edit, additions, removals } = commitEdit(
      store,
      order,
      input,
      at,
      store.faults.current().edit_lists_removals,
    );
    const changes = (list: typeof additions) =>
      list.map((change) => ({ id: BigInt(change.id), delta: change.delta }));
    const payload = {
      order_edit: {
        id: BigInt(edit.id),
        app_id: null,
        created_at: at.toISOString(),
        notify_customer: false,
        order_id: BigInt(order.id),
        staff_note: input.staff_note ?? "",
        user_id: null,
        line_items: {
          additions: changes(additions),
          removals: changes(removals),
        },
        discounts: { line_item: { additions: [], removals: [] } },
        shipping_lines: { additions: [], removals: [] },
      },
    };
    const listed = order.refunds.at(-1);
    const asRefund =
      listed !== undefined && listed.isEdit && listed.at === at
        ? [refundCreated(order, listed)]
        : [];
    return {
      before: [{ topic: "orders/edited" as const, payload }, ...asRefund],
    };
  }).order;
}

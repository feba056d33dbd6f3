import type { z } from "zod";
import type { Id, Order, Refund } from "../model.ts";
import { notFound, unprocessable } from "../refusal.ts";
import { orderJson } from "../rest/order-json.ts";
import { refundJson } from "../rest/refund-json.ts";
import type { Store } from "../store.ts";
import type { Publication } from "../webhooks/publish.ts";
import { resolveCustomer } from "../customers/resolve.ts";
import type { cancelInput, fulfilInput, payInput } from "./action-input.ts";
import { changeOrder, orderOf } from "./change.ts";
import { makeOrder } from "./create.ts";
import { commitEdit, type EditInput } from "./edit.ts";
import {
  currentUnits,
  financialStatus,
  fulfilmentStatus,
  isPaidInFull,
  outstanding,
  refundable,
} from "./money-state.ts";
import type { OrderInput } from "./order-input.ts";
import { addRefund, fullRefundInput, type RefundInput } from "./refund.ts";

/** Stores a new order; `orders/create` goes out, and `orders/paid` when it is paid. */
export function createOrder(store: Store, input: OrderInput): Order {
  return store.change(() => {
    const at = input.at ?? input.created_at ?? store.now();
    const customerId = resolveCustomer(store, input, at);
    const order = makeOrder(store, input, customerId);
    store.orders.put(order);
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

const refundCreated = (order: Order, refund: Refund): Publication => ({
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

export function fulfilOrder(store: Store, id: Id, input: z.output<typeof fulfilInput>): Order {
  return changeOrder(store, id, input.at, (order) => {
    if (order.cancelledAt !== null) throw unprocessable("A cancelled order cannot be fulfilled");
    const open = (line: Order["lines"][number]) =>
      Math.max(0, currentUnits(order, line) - line.fulfilled);
    const wanted =
      input.line_items ??
      order.lines
        .filter((line) => open(line) > 0)
        .map((line) => ({ id: line.id, quantity: open(line) }));
    if (wanted.length === 0) throw unprocessable("Nothing is left to fulfil");
    wanted.forEach((part, index) => {
      const line = order.lines.find((candidate) => candidate.id === part.id);
      if (line === undefined)
        throw unprocessable(`The order has no line ${part.id}`, `line_items.${index}.id`);
      const quantity = part.quantity ?? open(line);
      if (quantity > open(line))
        throw unprocessable(
          `Only ${open(line)} are left to fulfil`,
          `line_items.${index}.quantity`,
        );
      line.fulfilled += quantity;
    });
    return fulfilmentStatus(order) === "fulfilled" ? { topics: ["orders/fulfilled" as const] } : {};
  }).order;
}

/** Cancels for good; with `refund`, everything that is left is paid back as well. */
export function cancelOrder(store: Store, id: Id, input: z.output<typeof cancelInput>): Order {
  return changeOrder(store, id, input.at, (order, at) => {
    if (order.cancelledAt !== null) throw unprocessable("Order has already been cancelled");
    order.cancelledAt = at;
    order.cancelReason = input.reason;
    const before: Publication[] = [];
    if (financialStatus(order) === "authorized") {
      const authorization = order.transactions.find((part) => part.kind === "authorization");
      order.transactions.push({
        id: store.facts.nextId("transaction"),
        kind: "void",
        status: "success",
        amount: authorization?.amount ?? 0n,
        gateway: "bogus",
        parentId: authorization?.id ?? null,
        at,
      });
    } else if (input.refund && refundable(order) > 0n) {
      before.push(
        refundCreated(order, addRefund(store, order, fullRefundInput(order, input.note), at)),
      );
    }
    return { topics: ["orders/cancelled" as const], before };
  }).order;
}

export function closeOrder(store: Store, id: Id, at: Date | undefined): Order {
  return changeOrder(store, id, at, (order, moment) => {
    if (order.closedAt !== null) throw unprocessable("Order is closed already");
    order.closedAt = moment;
    return {};
  }).order;
}

/** Only closed orders open again; cancellation is final, as with Shopify's orderOpen. */
export function reopenOrder(store: Store, id: Id, at: Date | undefined): Order {
  return changeOrder(store, id, at, (order) => {
    if (order.cancelledAt !== null) throw unprocessable("Cancelled orders cannot be reopened");
    if (order.closedAt === null) throw unprocessable("Order is open already");
    order.closedAt = null;
    return {};
  }).order;
}

/** Gives an order another customer, or none. */
export function setOrderCustomer(
  store: Store,
  id: Id,
  customerId: Id | null,
  at: Date | undefined,
): Order {
  return changeOrder(store, id, at, (order) => {
    if (customerId !== null && store.customers.get(customerId) === null)
      throw notFound("customer", customerId);
    order.customerId = customerId;
    return {};
  }).order;
}

export function deleteOrder(store: Store, id: Id): void {
  store.change(() => {
    const order = orderOf(store, id);
    store.orders.delete(order.id);
    store.publish(`order/${order.id}`, [
      { topic: "orders/delete", payload: { id: BigInt(order.id) } },
    ]);
  });
}

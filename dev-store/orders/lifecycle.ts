import type { z } from "zod";
import type { Fulfilment, Id, Order } from "../model.ts";
import { notFound, unprocessable } from "../refusal.ts";
import type { Store } from "../store.ts";
import type { Publication } from "../webhooks/publish.ts";
import type { cancelInput, fulfilInput } from "./action-input.ts";
import { refundCreated } from "./actions.ts";
import { changeOrder, orderOf } from "./change.ts";
import { currentUnits, financialStatus, fulfilmentStatus, refundable } from "./money-state.ts";
import { addRefund, fullRefundInput } from "./refund.ts";

/** Sends units off; `orders/fulfilled` goes out once nothing is left to send. */
export function fulfilOrder(store: Store, id: Id, input: z.output<typeof fulfilInput>): Order {
  return changeOrder(store, id, input.at, (order, at) => {
    if (order.cancelledAt !== null) throw unprocessable("A cancelled order cannot be fulfilled");
    const sent: Fulfilment["lines"][number][] = [];
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
      sent.push({ lineId: line.id, quantity });
    });
    order.fulfilments.push({ id: store.facts.nextId("fulfilment"), at, lines: sent });
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

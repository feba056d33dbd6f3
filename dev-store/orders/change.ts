import type { Id, Order } from "../model.ts";
import { notFound } from "../refusal.ts";
import { orderJson } from "../rest/order-json.ts";
import type { Store } from "../store.ts";
import type { Publication } from "../webhooks/publish.ts";
import type { Topic } from "../webhooks/topics.ts";
import { isPaidInFull } from "./money-state.ts";

export function orderOf(store: Store, id: Id): Order {
  const order = store.orders.get(id);
  if (order === null) throw notFound("order", id);
  return order;
}

/** What a change adds to `orders/updated`: topics that carry the order, and payloads of other shapes. */
export interface Announcement {
  readonly topics?: readonly Topic[];
  readonly before?: readonly Publication[];
}

/**
 * Changes an order, moves its `updated_at` (whole seconds, so ties happen; never
 * backwards), stores it, and queues the webhooks that Shopify would send.
 * `orders/paid` follows by itself when the change has paid the order in full.
 */
export function changeOrder<T extends Announcement>(
  store: Store,
  id: Id,
  at: Date | undefined,
  work: (order: Order, at: Date) => T,
): { order: Order; result: T } {
  return store.change(() => {
    const order = orderOf(store, id);
    const paidBefore = isPaidInFull(order);
    const moment = new Date(Math.floor((at ?? store.now()).getTime() / 1000) * 1000);
    const result = work(order, moment);
    if (moment > order.updatedAt) order.updatedAt = moment;
    store.orders.put(order);
    const payload = orderJson(store, order);
    const topics: Topic[] = [...(result.topics ?? [])];
    if (!paidBefore && isPaidInFull(order)) topics.push("orders/paid");
    store.publish(`order/${order.id}`, [
      ...(result.before ?? []),
      ...topics.map((topic) => ({ topic, payload })),
      { topic: "orders/updated" as const, payload },
    ]);
    return { order, result };
  });
}

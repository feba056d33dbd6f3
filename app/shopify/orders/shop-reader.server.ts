import { customerId } from "../../domain/ids.ts";
import type { CustomerId, OrderId } from "../../domain/ids.ts";
import type { OrderFacts } from "../../domain/order/order.ts";
import { AdminFailure } from "../admin-answer.ts";
import type { AdminAnswer } from "../admin-answer.ts";
import { expectData } from "../admin-client.server.ts";
import type { AdminClient } from "../admin-client.server.ts";
import { globalIdOf, numericId } from "../global-id.ts";
import type { HashEmail } from "../hash-email.server.ts";
import {
  customerOperation,
  orderOperation,
  ordersUpdatedOperation,
} from "../operations/generated.ts";
import type { OrderFactsFragment, OrdersUpdatedQuery } from "../operations/generated.ts";
import { completeOrder } from "./complete-order.server.ts";
import { orderFromAdmin } from "./order-from-admin.ts";

export interface ShopReaderOptions {
  readonly admin: AdminClient;
  readonly hashEmail: HashEmail;
  /** Told of an order that makes no sense; it is left out, so that it does not hold up the others. */
  readonly onUnreadable: (order: OrderId, field: string, message: string) => void;
}

/** Page sizes: small ones where many orders come at once, larger ones for a single order. */
const MANY = { lines: 10, refunds: 3, refundLines: 5 };
const SINGLE = { lines: 50, refunds: 20, refundLines: 5 };
const ORDERS_A_PAGE = 25;

/**
 * Reads a shop's orders and customers from the Admin API, as the domain has them.
 * Everything throws AdminFailure where Shopify refuses or does not answer.
 */
export function shopReader({ admin, hashEmail, onUnreadable }: ShopReaderOptions) {
  /** Shopify prices a page by what it could hold; halved when that is more than a call may cost. */
  let ordersAPage = ORDERS_A_PAGE;

  async function facts(order: OrderFactsFragment, asked: typeof MANY): Promise<OrderFacts | null> {
    // Too many refunds for a page cannot be paged: the order is read on its own.
    if (order.refunds.length >= asked.refunds && asked !== SINGLE) {
      return single(numericId(order.id));
    }
    const { complete, sales } = await completeOrder(admin, order);
    const result = orderFromAdmin(complete, sales, hashEmail);
    if (result.kind === "ok") return result.value;
    onUnreadable(numericId(order.id) as OrderId, result.field, result.message);
    return null;
  }

  async function single(id: string): Promise<OrderFacts | null> {
    const variables = { id: globalIdOf("Order", id), ...SINGLE };
    const { order } = seen(orderOperation.name, await admin.request(orderOperation, variables));
    return order === null ? null : facts(order, SINGLE);
  }

  async function page(filter: string, after: string | null): Promise<OrdersUpdatedQuery> {
    const variables = { filter, after, first: ordersAPage, ...MANY };
    const answer = await admin.request(ordersUpdatedOperation, variables);
    if (answer.kind === "refused" && answer.code === "MAX_COST_EXCEEDED" && ordersAPage > 1) {
      ordersAPage = Math.floor(ordersAPage / 2);
      return page(filter, after);
    }
    return seen(ordersUpdatedOperation.name, answer);
  }

  return {
    /**
     * A page of the orders that changed at or after `since`, in the order in which they changed.
     * @param after what the page before gave as `next`; null for the first
     */
    async ordersUpdatedSince(since: Date, after: string | null) {
      const { orders } = await page(`updated_at:>='${since.toISOString()}'`, after);
      const read: OrderFacts[] = [];
      for (const order of orders.nodes) {
        const result = await facts(order, MANY);
        if (result !== null) read.push(result);
      }
      const { hasNextPage, endCursor } = orders.pageInfo;
      return { orders: read, next: hasNextPage ? endCursor : null };
    },

    /**
     * Null for an order that Shopify does not know, or does not show to this app.
     * @throws Error for an order that makes no sense: it is not to be taken for a deleted one
     */
    async order(id: OrderId) {
      const variables = { id: globalIdOf("Order", id), ...SINGLE };
      const { order } = seen(orderOperation.name, await admin.request(orderOperation, variables));
      if (order === null) return null;
      const read = await facts(order, SINGLE);
      if (read === null) throw new Error(`order ${id} cannot be read`);
      return read;
    },

    /** Null for a customer that was deleted, or merged into another. */
    async customer(id: CustomerId) {
      const variables = { id: globalIdOf("Customer", id) };
      const { customer } = await expectData(admin, customerOperation, variables);
      if (customer === null) return null;
      const email = customer.defaultEmailAddress?.emailAddress;
      return {
        customerId: customerId(numericId(customer.id)),
        emailHash: email ? hashEmail(email) : null,
      };
    },
  };
}

/**
 * An order whose customer the app may not see would look like a guest's, and
 * its points would go astray: better none than that.
 */
function seen<Data>(operation: string, answer: AdminAnswer<Data>): Data {
  if (answer.kind !== "ok") throw new AdminFailure(operation, answer);
  const hidden = answer.denied.find((path) => /(^|\.)customer(\.|$)/.test(path));
  if (hidden === undefined) return answer.data;
  const message = `may not read ${hidden}: the app needs protected customer data access`;
  throw new AdminFailure(operation, { kind: "refused", code: "ACCESS_DENIED", message });
}

import { customerId, orderId } from "../../domain/ids.ts";
import type { CustomerId, OrderId } from "../../domain/ids.ts";
import type { OrderFacts } from "../../domain/order/order.ts";
import { dataOf } from "../admin-answer.ts";
import { expectData } from "../admin-client.server.ts";
import type { AdminClient } from "../admin-client.server.ts";
import { globalIdOf, numericId } from "../global-id.ts";
import type { HashEmail } from "../hash-email.server.ts";
import {
  customerOperation,
  orderOperation,
  ordersKnownOperation,
  ordersUpdatedOperation,
} from "../operations/generated.ts";
import type { OrderFactsFragment, OrdersUpdatedQuery } from "../operations/generated.ts";
import { readCustomerTags } from "../read-customer-tags.server.ts";
import { productReader } from "../read-products.server.ts";
import { completeOrder } from "./complete-order.server.ts";
import { orderFromAdmin } from "./order-from-admin.ts";

export interface ShopReaderOptions {
  readonly admin: AdminClient;
  readonly hashEmail: HashEmail;
  /** Told of an order that makes no sense; it is left out, so that it does not hold up the others. */
  readonly onUnreadable: (order: OrderId, field: string, message: string) => void;
}

type ReadOrder =
  | { readonly kind: "read"; readonly facts: OrderFacts }
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable" };

/**
 * Page sizes, from many orders at once to one order of many refunds. Refunds
 * are a plain list, which cannot be paged: an order whose list is full is read
 * again with the next sizes.
 */
const MANY = { lines: 10, refunds: 3, refundLines: 5 };
const SINGLE = { lines: 50, refunds: 20, refundLines: 5 };
const REFUNDED_OFTEN = { lines: 1, refunds: 100, refundLines: 1 };
const ORDERS_A_PAGE = 25;

/**
 * Reads a shop's orders and customers from the Admin API, as the domain has them.
 * Everything throws AdminFailure where Shopify refuses, does not answer, or hides something.
 */
export function shopReader({ admin, hashEmail, onUnreadable }: ShopReaderOptions) {
  /** Shopify prices a page by what it could hold; halved when that is more than a call may cost. */
  let ordersAPage = ORDERS_A_PAGE;

  async function facts(order: OrderFactsFragment): Promise<ReadOrder> {
    const { complete, sales } = await completeOrder(admin, order);
    const result = orderFromAdmin(complete, sales, hashEmail);
    if (result.kind === "ok") return { kind: "read", facts: result.value };
    return unreadable(numericId(order.id), result.field, result.message);
  }

  async function single(id: string): Promise<ReadOrder> {
    for (const sizes of [SINGLE, REFUNDED_OFTEN]) {
      const variables = { id: globalIdOf("Order", id), ...sizes };
      const { order } = await expectData(admin, orderOperation, variables);
      if (order === null) return { kind: "absent" };
      if (order.refunds.length < sizes.refunds) return facts(order);
    }
    return unreadable(id, "refunds", `are more than ${REFUNDED_OFTEN.refunds - 1}`);
  }

  function unreadable(id: string, field: string, message: string): ReadOrder {
    onUnreadable(orderId(id), field, message);
    return { kind: "unreadable" };
  }

  async function page(filter: string, after: string | null): Promise<OrdersUpdatedQuery> {
    const variables = { filter, after, first: ordersAPage, ...MANY };
    const answer = await admin.request(ordersUpdatedOperation, variables);
    if (answer.kind === "refused" && answer.code === "MAX_COST_EXCEEDED" && ordersAPage > 1) {
      ordersAPage = Math.floor(ordersAPage / 2);
      return page(filter, after);
    }
    return dataOf(ordersUpdatedOperation.name, answer);
  }

  async function ordersWhere(filter: string, after: string | null) {
    const { orders } = await page(filter, after);
    const read: OrderFacts[] = [];
    const unreadable: OrderId[] = [];
    for (const order of orders.nodes) {
      const fits = order.refunds.length < MANY.refunds;
      const result = await (fits ? facts(order) : single(numericId(order.id)));
      if (result.kind === "read") read.push(result.facts);
      if (result.kind === "unreadable") unreadable.push(orderId(numericId(order.id)));
    }
    const { hasNextPage, endCursor } = orders.pageInfo;
    return { orders: read, unreadable, next: hasNextPage ? endCursor : null };
  }

  return {
    /**
     * A page of the orders that changed at or after `since`, in the order in which they changed.
     * @param after what the page before gave as `next`; null for the first
     */
    ordersUpdatedSince: (since: Date, after: string | null) =>
      ordersWhere(`updated_at:>='${since.toISOString()}'`, after),

    /** The same of the orders that a customer made at or after `since`. */
    ordersOfCustomer: (customer: CustomerId, since: Date, after: string | null) =>
      ordersWhere(`customer_id:${customer} created_at:>='${since.toISOString()}'`, after),

    /**
     * Null for an order that Shopify does not know, or is too old to be shown to this app.
     * @throws Error for an order that makes no sense: it is not to be taken for a deleted one
     */
    async order(id: OrderId): Promise<OrderFacts | null> {
      const result = await single(id);
      if (result.kind === "unreadable") throw new Error(`order ${id} cannot be read`);
      return result.kind === "read" ? result.facts : null;
    },

    /**
     * Those of the orders that Shopify does not know, or are too old to be shown to this app.
     * @param ids at most 250
     */
    async missingOrders(ids: readonly OrderId[]): Promise<OrderId[]> {
      const variables = { ids: ids.map((id) => globalIdOf("Order", id)) };
      const { nodes } = await expectData(admin, ordersKnownOperation, variables);
      return ids.filter((_id, index) => !nodes[index]);
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

    /** What rules ask of products; null for one that was deleted. */
    products: productReader(admin),

    /** The tags of customers; of one that was deleted or merged into another, none. */
    customerTags: (ids: readonly CustomerId[]) => readCustomerTags(admin, ids),
  };
}

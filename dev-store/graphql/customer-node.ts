import type { Customer } from "../model.ts";
import { displayName } from "../storage/customers.ts";
import { paidBack, paidIn } from "../orders/money-state.ts";
import { gid } from "../rest/money-set.ts";
import type { Store } from "../store.ts";
import type { ConnectionArgs } from "./connection.ts";
import { graphqlTime, type Node } from "./fields.ts";
import { metafieldFields } from "./metafield-node.ts";
import { shopMoney } from "./money-node.ts";
import { orderNode } from "./order-node.ts";
import { ordersConnection } from "./orders-query.ts";

/** `Customer` */
export function customerNode(store: Store, customer: Customer): Node {
  const orders = () => store.orders.ofCustomer(customer.id);
  return {
    __typename: "Customer",
    id: gid("Customer", customer.id),
    legacyResourceId: customer.id,
    displayName: displayName(customer),
    firstName: customer.firstName,
    lastName: customer.lastName,
    email: customer.email,
    phone: customer.phone,
    defaultEmailAddress:
      customer.email === null
        ? null
        : { emailAddress: customer.email, marketingState: "NOT_SUBSCRIBED", validFormat: true },
    defaultPhoneNumber: customer.phone === null ? null : { phoneNumber: customer.phone },
    locale: "ru",
    note: customer.note,
    tags: customer.tags,
    state: "DISABLED",
    taxExempt: false,
    verifiedEmail: true,
    createdAt: graphqlTime(customer.createdAt),
    updatedAt: graphqlTime(customer.updatedAt),
    numberOfOrders: () => orders().length,
    amountSpent: () =>
      shopMoney(orders().reduce((total, order) => total + paidIn(order) - paidBack(order), 0n)),
    lastOrder: () => {
      const last = orders().at(-1);
      return last === undefined ? null : orderNode(store, last);
    },
    orders: (args: ConnectionArgs & { query?: string | null; sortKey?: string | null }) =>
      ordersConnection(store, args, [{ sql: "customer_id = ?", values: [BigInt(customer.id)] }]),
    ...metafieldFields(store, gid("Customer", customer.id)),
  };
}

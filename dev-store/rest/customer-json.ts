import type { Customer } from "../model.ts";
import { SHOP_CURRENCY, writeMoney } from "../money.ts";
import { financialStatus, paidBack, paidIn } from "../orders/money-state.ts";
import type { Store } from "../store.ts";
import { gid, restId, restTime } from "./money-set.ts";

/** A customer as Shopify's webhooks write it inside an order. */
export function customerInOrder(customer: Customer) {
  return {
    ...customer.extra,
    id: restId(customer.id),
    admin_graphql_api_id: gid("Customer", customer.id),
    email: customer.email,
    created_at: restTime(customer.createdAt),
    updated_at: restTime(customer.updatedAt),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: "disabled",
    note: customer.note,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    phone: customer.phone,
    currency: SHOP_CURRENCY,
    tax_exemptions: [],
    tags: customer.tags.join(", "),
    default_address: null,
  };
}

/** A customer as `customers/create` and `customers/update` write it, and as the control API answers. */
export function customerJson(store: Store, customer: Customer) {
  const orders = store.orders.ofCustomer(customer.id);
  const last = orders.at(-1);
  const spent = orders
    .filter((order) => financialStatus(order) !== "voided")
    .reduce((total, order) => total + paidIn(order) - paidBack(order), 0n);
  return {
    ...customerInOrder(customer),
    orders_count: orders.length,
    total_spent: writeMoney(spent),
    last_order_id: last === undefined ? null : restId(last.id),
    last_order_name: last?.name ?? null,
    addresses: [],
  };
}

import type { z } from "zod";
import type { Customer, Id } from "../model.ts";
import { notFound, unprocessable } from "../refusal.ts";
import { customerJson } from "../rest/customer-json.ts";
import { gid } from "../rest/money-set.ts";
import { orderJson } from "../rest/order-json.ts";
import type { Store } from "../store.ts";
import type { Publication } from "../webhooks/publish.ts";
import {
  tagList,
  type customerChange,
  type CustomerInput,
  type mergeInput,
} from "./customer-input.ts";
import { addCustomer } from "./resolve.ts";

export function customerOf(store: Store, id: Id): Customer {
  const customer = store.customers.get(id);
  if (customer === null) throw notFound("customer", id);
  return customer;
}

export function createCustomer(store: Store, input: CustomerInput): Customer {
  return store.change(() => addCustomer(store, input, input.at ?? input.created_at ?? store.now()));
}

/** Changes what is known of a customer; `customers/update` goes out. */
export function updateCustomer(
  store: Store,
  id: Id,
  input: z.output<typeof customerChange>,
): Customer {
  return store.change(() => {
    const customer = customerOf(store, id);
    if (input.email !== undefined) customer.email = input.email;
    if (input.first_name !== undefined) customer.firstName = input.first_name;
    if (input.last_name !== undefined) customer.lastName = input.last_name;
    if (input.phone !== undefined) customer.phone = input.phone;
    if (input.note !== undefined) customer.note = input.note;
    if (input.tags !== undefined) customer.tags = tagList(input.tags);
    touch(customer, input.at ?? store.now());
    store.customers.put(customer);
    store.publish(`customer/${customer.id}`, [
      { topic: "customers/update", payload: customerJson(store, customer) },
      ...consentUpdates(customer, input.email_marketing_consent, input.at ?? store.now()),
    ]);
    return customer;
  });
}

/** Since API version 2025-01 the payloads of customers say nothing of it; it is not kept here. */
function consentUpdates(
  { id, email }: Customer,
  consent: z.output<typeof customerChange>["email_marketing_consent"],
  at: Date,
): Publication[] {
  if (consent === undefined) return [];
  const { state, opt_in_level, consent_updated_at: since = at } = consent;
  const told = { state, opt_in_level, consent_updated_at: since.toISOString() };
  const payload = { customer_id: BigInt(id), email_address: email, email_marketing_consent: told };
  return [{ topic: "customers_email_marketing_consent/update", payload }];
}

/** Deletes a customer who has no orders; Shopify refuses any other. */
export function deleteCustomer(store: Store, id: Id): void {
  store.change(() => {
    const customer = customerOf(store, id);
    if (store.orders.ofCustomer(id).length > 0)
      throw unprocessable("Cannot delete a customer with orders");
    store.customers.delete(id);
    const payload = {
      id: BigInt(id),
      phone: customer.phone,
      addresses: [],
      tax_exemptions: [],
      email_marketing_consent: null,
      sms_marketing_consent: null,
      admin_graphql_api_id: gid("Customer", id),
    };
    store.publish(`customer/${id}`, [{ topic: "customers/delete", payload }]);
  });
}

/**
 * Merges two customers: orders move to the one who stays, `customers/merge`
 * names both. Which id stays is not promised by Shopify, so a caller may choose.
 */
export function mergeCustomers(store: Store, id: Id, input: z.output<typeof mergeInput>): Customer {
  return store.change(() => {
    const both = [customerOf(store, id), customerOf(store, input.into)] as const;
    if (both[0].id === both[1].id)
      throw unprocessable("A customer cannot be merged with itself", "into");
    const survivor = input.survivor ?? input.into;
    const kept = both.find((customer) => customer.id === survivor);
    const gone = both.find((customer) => customer.id !== survivor);
    if (kept === undefined || gone === undefined)
      throw unprocessable("must be one of the two customers", "survivor");
    const at = input.at ?? store.now();
    kept.email ??= gone.email;
    kept.phone ??= gone.phone;
    kept.tags = [...new Set([...kept.tags, ...gone.tags])];
    touch(kept, at);
    const moved = store.orders.ofCustomer(gone.id);
    store.customers.delete(gone.id);
    store.customers.put(kept);
    for (const order of moved) {
      order.customerId = kept.id;
      if (input.touch_orders) touch(order, at);
      store.orders.put(order);
    }
    store.publish(`customer/${kept.id}`, [
      {
        topic: "customers/merge",
        payload: {
          admin_graphql_api_customer_kept_id: gid("Customer", kept.id),
          admin_graphql_api_customer_deleted_id: gid("Customer", gone.id),
          admin_graphql_api_job_id: null,
          status: "completed",
          errors: [],
        },
      },
      { topic: "customers/update", payload: customerJson(store, kept) },
    ]);
    if (input.touch_orders) {
      for (const order of moved)
        store.publish(`order/${order.id}`, [
          { topic: "orders/updated", payload: orderJson(store, order) },
        ]);
    }
    return kept;
  });
}

function touch(document: { updatedAt: Date }, at: Date): void {
  const moment = new Date(Math.floor(at.getTime() / 1000) * 1000);
  if (moment > document.updatedAt) document.updatedAt = moment;
}

import { extraOf } from "../control/fields.ts";
import type { Customer, Id } from "../model.ts";
import type { OrderInput } from "../orders/order-input.ts";
import { notFound, unprocessable } from "../refusal.ts";
import { customerJson } from "../rest/customer-json.ts";
import type { Store } from "../store.ts";
import { customerInput, tagList, type CustomerInput } from "./customer-input.ts";

/** Stores a new customer and queues `customers/create`. To be called inside a change. */
export function addCustomer(store: Store, input: CustomerInput, at: Date): Customer {
  if (input.id !== undefined && store.customers.get(input.id) !== null)
    throw unprocessable(`There is a customer ${input.id} already`, "id");
  if (input.email != null && store.customers.byEmail(input.email) !== null)
    throw unprocessable("Email has already been taken", "email");
  const moment = new Date(Math.floor(at.getTime() / 1000) * 1000);
  const customer: Customer = {
    id: input.id ?? store.facts.nextId("customer"),
    email: input.email ?? null,
    firstName: input.first_name,
    lastName: input.last_name,
    phone: input.phone,
    tags: tagList(input.tags ?? []),
    note: input.note,
    createdAt: moment,
    updatedAt: moment,
    extra: extraOf(input, customerInput.shape),
  };
  store.customers.put(customer);
  store.publish(`customer/${customer.id}`, [
    { topic: "customers/create", payload: customerJson(store, customer) },
  ]);
  return customer;
}

/**
 * Whose order it is: `customer_id`, or `customer` by its id or e-mail, who is
 * made when new. An order that names neither is a guest's, whatever its e-mail.
 */
export function resolveCustomer(store: Store, input: OrderInput, at: Date): Id | null {
  if (input.customer_id != null) {
    if (store.customers.get(input.customer_id) === null)
      throw notFound("customer", input.customer_id);
    return input.customer_id;
  }
  if (input.customer == null) return null;
  const { id, email } = input.customer;
  const known =
    (id === undefined ? null : store.customers.get(id)) ??
    (id !== undefined || email == null ? null : store.customers.byEmail(email));
  if (known !== null) return known.id;
  return addCustomer(store, customerInput.parse({ ...input.customer, created_at: undefined }), at)
    .id;
}

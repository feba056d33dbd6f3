import { z } from "zod";
import { customerId, type CustomerId } from "../../app/domain/ids.ts";
import type { RunningDevStore } from "./running-dev-store.ts";

const ANSWER = z.object({ customer: z.object({ admin_graphql_api_id: z.string() }) });

let people = 0;

/** A customer whom the dev store knows, with an address of their own. */
export async function newCustomer(store: RunningDevStore): Promise<CustomerId> {
  people += 1;
  const person = { email: `person-${String(people)}@example.com`, first_name: "Anna" };
  const { customer } = ANSWER.parse(await store.control("POST", "/customers", person));
  return customerId(customer.admin_graphql_api_id.replace(/^gid:.*\//, ""));
}

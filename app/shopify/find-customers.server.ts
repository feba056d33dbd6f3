import { customerId, type CustomerId } from "../domain/ids.ts";
import { dataOf } from "./admin-answer.ts";
import { expectData, type AdminClient } from "./admin-client.server.ts";
import { globalIdOf, numericId } from "./global-id.ts";
import {
  customerOfEmailOperation,
  customersByEmailOperation,
  customersKnownOperation,
} from "./operations/generated.ts";

/** Shopify takes at most so many ids in one call. */
const MOST_IDS = 250;
/** Addresses in one search: what they come to stays well below what a query may be long. */
const MOST_ADDRESSES = 50;
/** An address that means nothing to Shopify's search but itself. */
const PLAIN = /^[a-z0-9._%+-]+@[a-z0-9.-]+$/;

/** Finds customers through the Admin API, many at a time. Throws AdminFailure. */
export function findCustomersOf(admin: AdminClient) {
  return {
    /** The customers of the addresses, in small letters; those that nobody has are missing. */
    async byEmail(emails: readonly string[]): Promise<Map<string, CustomerId>> {
      const found = new Map<string, CustomerId>();
      const plain = emails.filter((email) => PLAIN.test(email));
      for (const some of batches(plain, MOST_ADDRESSES))
        for (const [email, id] of await search(admin, some)) found.set(email, id);
      for (const email of emails.filter((one) => !PLAIN.test(one))) {
        const data = await expectData(admin, customerOfEmailOperation, { email });
        const node = data.customerByIdentifier;
        if (node) found.set(email, customerId(numericId(node.id)));
      }
      return found;
    },

    /** Those of the customers that the shop does not know. */
    async missing(customers: readonly CustomerId[]): Promise<Set<CustomerId>> {
      const missing = new Set<CustomerId>();
      for (const some of batches(customers, MOST_IDS)) {
        const ids = some.map((id) => globalIdOf("Customer", id));
        const { nodes } = await expectData(admin, customersKnownOperation, { ids });
        for (const [index, id] of some.entries()) if (!nodes[index]) missing.add(id);
      }
      return missing;
    },
  };
}

/** What a search finds beside the addresses is left out; halved where it finds too much or costs too much. */
async function search(
  admin: AdminClient,
  emails: readonly string[],
): Promise<[string, CustomerId][]> {
  const variables = {
    search: emails.map((email) => `email:"${email}"`).join(" OR "),
    first: emails.length + 10,
  };
  const answer = await admin.request(customersByEmailOperation, variables);
  const isTooMuch = answer.kind === "refused" && answer.code === "MAX_COST_EXCEEDED";
  if (isTooMuch && emails.length > 1) return searchHalves(admin, emails);
  const { customers } = dataOf(customersByEmailOperation.name, answer);
  if (customers.pageInfo.hasNextPage && emails.length > 1) return searchHalves(admin, emails);
  const wanted = new Set(emails);
  return customers.nodes.flatMap((node): [string, CustomerId][] => {
    const email = node.defaultEmailAddress?.emailAddress.trim().toLowerCase();
    return email !== undefined && wanted.has(email)
      ? [[email, customerId(numericId(node.id))]]
      : [];
  });
}

async function searchHalves(
  admin: AdminClient,
  emails: readonly string[],
): Promise<[string, CustomerId][]> {
  const half = Math.ceil(emails.length / 2);
  return [
    ...(await search(admin, emails.slice(0, half))),
    ...(await search(admin, emails.slice(half))),
  ];
}

function* batches<T>(values: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < values.length; at += size) yield values.slice(at, at + size);
}

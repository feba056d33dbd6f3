import { customerId } from "../domain/ids.ts";
import type { CustomerId } from "../domain/ids.ts";
import { expectData } from "./admin-client.server.ts";
import type { AdminClient } from "./admin-client.server.ts";
import { globalIdOf, numericId } from "./global-id.ts";
import { customerTagsOperation } from "./operations/generated.ts";
import { storable } from "./payloads/fields.ts";

/** Shopify takes no more ids at once. */
const MOST_IDS = 250;

/**
 * The tags of customers, many at once; of one that is gone, none are left.
 * @throws AdminFailure where Shopify refuses, does not answer, or hides something
 */
export async function readCustomerTags(
  admin: AdminClient,
  customers: readonly CustomerId[],
): Promise<Map<CustomerId, readonly string[]>> {
  const read = new Map<CustomerId, readonly string[]>(customers.map((id) => [id, []]));
  for (let place = 0; place < customers.length; place += MOST_IDS) {
    const ids = customers.slice(place, place + MOST_IDS).map((id) => globalIdOf("Customer", id));
    const { nodes } = await expectData(admin, customerTagsOperation, { ids });
    for (const node of nodes) {
      if (node === null || !("tags" in node)) continue;
      read.set(customerId(numericId(node.id)), node.tags.map(storable).sort());
    }
  }
  return read;
}

import { holdersOfCustomers, insertMembers } from "../db/holder-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import { holderId, type CustomerId, type HolderId, type ShopId } from "../domain/ids.ts";
import { newId } from "./new-id.server.ts";

/**
 * The member of each customer; customers seen for the first time are enrolled.
 * @throws RetryTransaction when another transaction enrols one of them at the same time
 */
export async function ensureMembers(
  tx: Tx,
  shop: ShopId,
  customers: readonly CustomerId[],
  now: Date,
): Promise<Map<CustomerId, HolderId>> {
  const holders = await holdersOfCustomers(tx, shop, customers);
  const members = customers
    .filter((customer) => !holders.has(customer))
    .map((customer) => ({ customerId: customer, holderId: holderId(newId()) }));
  await insertMembers(tx, shop, members, now);
  for (const member of members) holders.set(member.customerId, member.holderId);
  return holders;
}

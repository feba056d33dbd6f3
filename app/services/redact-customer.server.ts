import {
  eraseWithoutLivingCustomer,
  findCustomer,
  markCustomerRedacted,
} from "../db/customer-life-queries.server.ts";
import {
  eraseCustomerBodies,
  eraseDataExports,
  eraseGuestHashes,
  eraseNotes,
  eraseOrderBodies,
  ordersOfSubject,
} from "../db/redact-customer-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import type { CustomerId, ShopId } from "../domain/ids.ts";
import type { DataSubject } from "../shopify/payloads/compliance.ts";
import { ensureMembers } from "./ensure-members.server.ts";

/**
 * Erases what is held about a shopper, and nothing that points are reckoned
 * from: transfers hold no personal data, so chains and arithmetic stay whole.
 * The customer id stays as a tombstone, by which an order that comes later is
 * known to be an erased customer's; nothing else of the person does.
 */
export async function redactCustomer(
  tx: Tx,
  shop: ShopId,
  subject: DataSubject,
  now: Date,
): Promise<void> {
  const orders = await ordersOfSubject(tx, { shop, ...subject });
  await eraseGuestHashes(tx, shop, orders);
  await eraseOrderBodies(tx, shop, orders);
  if (subject.customerId !== null) await redactKnown(tx, shop, subject.customerId, now);
}

async function redactKnown(tx: Tx, shop: ShopId, customer: CustomerId, now: Date): Promise<void> {
  // The demand may overtake everything else that is said of the customer.
  await ensureMembers(tx, shop, [customer], now);
  await markCustomerRedacted(tx, shop, customer, now);
  const own = await findCustomer(tx, shop, customer);
  if (own !== null) await eraseNotes(tx, shop, own.holderId);
  const member = await eraseWithoutLivingCustomer(tx, shop, customer);
  if (member !== null) await eraseNotes(tx, shop, member);
  await eraseCustomerBodies(tx, shop, customer);
  await eraseDataExports(tx, shop, customer);
}

import { eraseBirthday } from "../db/birthday-queries.server.ts";
import {
  customersOfSameMember,
  eraseWithoutLivingCustomer,
  findCustomer,
  markCustomerRedacted,
} from "../db/customer-life-queries.server.ts";
import { eraseConsent } from "../db/enrolment-queries.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import {
  eraseBodiesNaming,
  eraseDataExports,
  eraseGuestHashes,
  eraseNotes,
  eraseOrderBodies,
  ordersOfSubject,
} from "../db/redact-customer-queries.server.ts";
import { eraseReviewers } from "../db/review-queries.server.ts";
import { eraseImportedRows } from "../db/import-undo-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import type { CustomerId, HolderId, ShopId } from "../domain/ids.ts";
import type { DataSubject } from "../shopify/payloads/compliance.ts";
import { refreshPerks } from "./refresh-perks.server.ts";
import { ensureMembers } from "./ensure-members.server.ts";

/**
 * Erases what is held about a shopper, and nothing that points are reckoned
 * from: transfers hold no personal data, so chains and arithmetic stay whole.
 * The customer id stays as a tombstone, by which an order that comes later is
 * known to be an erased customer's; nothing else of the person does. What was
 * merged into the customer goes with it; one that lives on is spared.
 */
export async function redactCustomer(
  tx: Tx,
  shop: ShopId,
  { customerId, emailHash, orders }: DataSubject,
  now: Date,
): Promise<void> {
  const customers = customerId === null ? [] : await redactMember(tx, shop, customerId, now);
  const known = await ordersOfSubject(tx, { shop, customers, emailHash, orders });
  if (emailHash !== null) await eraseImportedRows(tx, shop, emailHash);
  // Of an order that was never stored there may be deliveries all the same.
  const theirs = [...new Set([...known, ...orders])];
  await eraseGuestHashes(tx, shop, theirs);
  await eraseReviewers(tx, shop, customers, emailHash);
  await eraseOrderBodies(tx, shop, theirs);
  await eraseBodiesNaming(tx, shop, [...customers, ...theirs]);
}

/** @returns the ids of the person that are not living */
async function redactMember(
  tx: Tx,
  shop: ShopId,
  customer: CustomerId,
  now: Date,
): Promise<CustomerId[]> {
  // The demand may overtake everything else that is said of the customer.
  await ensureMembers(tx, shop, [customer], now, { isGoing: true });
  await markCustomerRedacted(tx, shop, customer, now);
  const own = await findCustomer(tx, shop, customer);
  if (own !== null) await erasePerson(tx, shop, own.holderId);
  const member = await eraseWithoutLivingCustomer(tx, shop, customer);
  if (member !== null) {
    await erasePerson(tx, shop, member);
    await refreshPerks(tx, shop, [member], await programVersions(tx, shop));
  }

  const gone = (await customersOfSameMember(tx, shop, customer)).filter(({ living }) => !living);
  for (const { customerId } of gone) await eraseDataExports(tx, shop, customerId);
  return gone.map(({ customerId }) => customerId);
}

/** What only the person themselves is known by: what was written of them, their birthday, their consent. */
async function erasePerson(tx: Tx, shop: ShopId, holder: HolderId): Promise<void> {
  await eraseNotes(tx, shop, holder);
  await eraseBirthday(tx, shop, holder);
  await eraseConsent(tx, shop, holder);
}

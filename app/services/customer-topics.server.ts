import {
  findCustomer,
  freezeWithoutLivingCustomer,
  markCustomerDeleted,
} from "../db/customer-life-queries.server.ts";
import { holdersOfCustomers } from "../db/holder-queries.server.ts";
import { eraseBodiesNaming } from "../db/redact-customer-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import type { CustomerId, ShopId } from "../domain/ids.ts";
import type { CustomerMerge } from "../shopify/payloads/customer.ts";
import type { NewsletterConsent } from "../shopify/payloads/newsletter.ts";
import { awardFacts } from "./awards/award-facts.server.ts";
import { ensureMembers } from "./ensure-members.server.ts";
import { mergeMembersIn, type MergeOptions } from "./merge-members.server.ts";

/**
 * A customer was created or changed; told of for the first time, it is enrolled
 * automatically. What is told of an erased customer is erased again at once.
 */
export async function customerTold(
  tx: Tx,
  shop: ShopId,
  customer: CustomerId,
  now: Date,
): Promise<void> {
  await ensureMembers(tx, shop, [customer], now);
  const known = await findCustomer(tx, shop, customer);
  if (known?.redactedAt) await eraseBodiesNaming(tx, shop, [customer]);
}

/** A customer agrees to receive e-mails, or no longer does; only the first is an earn rule's matter. */
export async function newsletterTold(
  tx: Tx,
  shop: ShopId,
  { customerId: customer, since }: NewsletterConsent,
  now: Date,
): Promise<void> {
  await customerTold(tx, shop, customer, now);
  const holderId = (await holdersOfCustomers(tx, shop, [customer])).get(customer);
  if (holderId === undefined || since === null) return;
  await awardFacts(tx, shop, [{ holderId, fact: { on: "newsletter", at: since } }], now);
}

/**
 * A customer was deleted. The balance stays; the member is frozen once none of
 * its customers is left. A deletion that overtakes the creation is remembered.
 */
export async function customerDeleted(
  tx: Tx,
  shop: ShopId,
  customer: CustomerId,
  now: Date,
): Promise<void> {
  await ensureMembers(tx, shop, [customer], now, { isGoing: true });
  await markCustomerDeleted(tx, shop, customer, now);
  await freezeWithoutLivingCustomer(tx, shop, customer);
}

/**
 * Two customers became one: the points of the one that Shopify deleted move to
 * the one that it kept. A merge that failed at Shopify changes nothing. May be
 * told twice, before either customer is known, and in any order with others.
 */
export async function customersMerged(
  tx: Tx,
  shop: ShopId,
  merge: CustomerMerge,
  now: Date,
  options: MergeOptions = {},
): Promise<void> {
  if (!merge.completed) return;
  await mergeMembersIn(tx, shop, { from: merge.deleted, into: merge.kept }, now, options);
  await markCustomerDeleted(tx, shop, merge.deleted, now);
  await freezeWithoutLivingCustomer(tx, shop, merge.kept);
}

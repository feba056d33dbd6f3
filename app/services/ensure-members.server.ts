import { findHolders, insertMembers, type CustomerHolder } from "../db/holder-queries.server.ts";
import { insertTierChecks } from "../db/member-tier-queries.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import { holderId, type CustomerId, type HolderId, type ShopId } from "../domain/ids.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import { tiersSince } from "../domain/tiers/tiers-version.ts";
import { welcome } from "./enrolment/welcome.server.ts";
import { newId } from "./new-id.server.ts";

export interface EnsureOptions {
  /** Whether who is seen for the first time is only remembered: a customer that is going. */
  readonly isGoing?: boolean;
  /** All of the shop's, where the caller has read them. */
  readonly versions?: readonly ProgramVersion[];
}

/**
 * The member of each customer; customers seen for the first time are enrolled, as far as the
 * program does so without being asked, and welcomed.
 * @throws RetryTransaction when another transaction enrols one of them at the same time
 */
export async function ensureMembers(
  tx: Tx,
  shop: ShopId,
  customers: readonly CustomerId[],
  now: Date,
  options: EnsureOptions = {},
): Promise<Map<CustomerId, HolderId>> {
  const holders = await ensureHolders(tx, shop, customers, now, options);
  return new Map([...holders].map(([customer, { holderId }]) => [customer, holderId]));
}

/** `ensureMembers`, with what decides whether a member's enrolment is to be looked up. */
export async function ensureHolders(
  tx: Tx,
  shop: ShopId,
  customers: readonly CustomerId[],
  now: Date,
  { isGoing = false, versions }: EnsureOptions = {},
): Promise<Map<CustomerId, CustomerHolder>> {
  const holders = await findHolders(tx, shop, customers);
  const members = customers
    .filter((customer) => !holders.has(customer))
    .map((customer) => ({ customerId: customer, holderId: holderId(newId()) }));
  await insertMembers(tx, shop, members, now);
  for (const { customerId: customer, holderId } of members)
    holders.set(customer, { holderId, decided: false });
  const others = members.map((member) => member.holderId);
  if (others.length === 0) return holders;
  const all = versions ?? (await programVersions(tx, shop));
  if (!isGoing) await welcome(tx, shop, others, now, all);
  // Some tiers begin at nothing.
  if (tiersSince(all) !== null) await insertTierChecks(tx, shop, others, now);
  return holders;
}

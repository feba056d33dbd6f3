import { lockBooks } from "../../db/book-queries.server.ts";
import { findHolders } from "../../db/holder-queries.server.ts";
import { holdersOfCompanies } from "../../db/company-queries.server.ts";
import { storedOwners } from "../../db/member-history-queries.server.ts";
import type { StoredOrder } from "../../db/order-queries.server.ts";
import { RetryTransaction, type Tx } from "../../db/transaction.server.ts";
import type { CustomerId, HolderId, OrderId, ShopId } from "../../domain/ids.ts";
import type { Book } from "../../domain/ledger/book.ts";
import type { OrderEvent } from "../../domain/order/order.ts";
import { versionOfOrder } from "../../domain/order/version-of-order.ts";
import type { ProgramVersion } from "../../domain/program-version.ts";
import { ensureHolders } from "../ensure-members.server.ts";
import { asksForHistories } from "./judge.server.ts";
import { companyOf, enrolmentsOf, ensureCompanies } from "./owners.server.ts";

/** The holders of orders, locked before the orders are: their whole histories stand still. */
export interface LockedOwners {
  readonly books: Map<HolderId, Book>;
  readonly wasEnrolled: (holder: HolderId, at: Date) => boolean;
  /** By whom the holders were found. */
  readonly customers: ReadonlySet<CustomerId>;
  readonly companies: ReadonlySet<string>;
}

/**
 * Locks whose the orders are by what is stored of them and by what is told now, in order of id.
 * Whoever changes an order holds the lock of its owners, before and after.
 */
export async function lockOwners(
  tx: Tx,
  shop: ShopId,
  told: ReadonlyMap<OrderId, readonly OrderEvent[]>,
  versions: readonly ProgramVersion[],
  now: Date,
): Promise<LockedOwners> {
  const before = await storedOwners(tx, shop, [...told.keys()]);
  const stored = new Map(before.map((one) => [one.orderId, one]));
  const after = [...told.values()].flat().flatMap((event) => {
    if (event.kind !== "state") return [];
    const { facts } = event;
    const known = stored.get(facts.orderId) ?? { backfillVersion: null };
    const version = versionOfOrder(known, facts.processedAt, versions);
    return version ? [{ facts, companyId: companyOf(facts, version) }] : [];
  });
  const seen = after.flatMap(({ facts }) => facts.customerId ?? []);
  const customers = new Set([...before.flatMap((one) => one.customerId ?? []), ...seen]);
  const buyers = new Set(seen);
  const found = new Map([
    ...(await ensureHolders(tx, shop, [...buyers], now, { versions })),
    ...(await findHolders(
      tx,
      shop,
      [...customers].filter((customer) => !buyers.has(customer)),
    )),
  ]);
  const companies = new Set([...before, ...after].flatMap((one) => one.companyId ?? []));
  await ensureCompanies(tx, shop, [...new Set(after.flatMap((one) => one.companyId ?? []))], now);
  const companyHolders = await holdersOfCompanies(tx, shop, [...companies]);
  const people = [...found.values()];
  const holders = new Set([...people.map((one) => one.holderId), ...companyHolders.values()]);
  const books = await lockBooks(tx, shop, [...holders].sort());
  const decided = people.filter((one) => one.decided).map((one) => one.holderId);
  const wasEnrolled = await enrolmentsOf(tx, shop, [...new Set(decided)], versions);
  const areCompanies = new Set(companyHolders.values());
  return {
    books,
    customers,
    companies,
    wasEnrolled: (holder, at) => areCompanies.has(holder) || wasEnrolled(holder, at),
  };
}

/**
 * `lockOwners` for who touches orders before they are accrued in the same transaction: holders
 * before orders, wherever any version asks for histories.
 */
export async function lockOwnersFirst(
  tx: Tx,
  shop: ShopId,
  told: ReadonlyMap<OrderId, readonly OrderEvent[]>,
  versions: readonly ProgramVersion[],
  now: Date,
): Promise<void> {
  if (asksForHistories(versions)) await lockOwners(tx, shop, told, versions, now);
}

/**
 * Whether the orders, by now locked too, are still of those whom they were of.
 * @throws RetryTransaction where one has changed hands meanwhile
 */
export function assertOwned(owners: LockedOwners, orders: Iterable<StoredOrder>): void {
  for (const { state, claimedBy, ownerCompany } of orders) {
    const customer = state.facts?.customerId ?? claimedBy;
    const isOwned =
      (customer === null || owners.customers.has(customer)) &&
      (ownerCompany === null || owners.companies.has(ownerCompany));
    if (!isOwned) throw new RetryTransaction("an order has changed hands meanwhile");
  }
}

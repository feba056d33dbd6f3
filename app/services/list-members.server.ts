import { holdersOfCustomers } from "../db/holder-queries.server.ts";
import { keysetPage, type Edge } from "../db/keyset.server.ts";
import {
  listMembers,
  membersOfHolders,
  type MemberListRow,
} from "../db/member-list-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { customerId } from "../domain/ids.ts";
import type { CustomerId, HolderId, ShopId } from "../domain/ids.ts";
import type { AdminClient } from "../shopify/admin-client.server.ts";
import { customerNames, findCustomers } from "../shopify/customer-names.server.ts";

/** A member as a line of a list; the name is Shopify's, null where it tells none. */
export type NamedMember = MemberListRow & { readonly name: string | null };

export interface MemberPage {
  readonly members: readonly NamedMember[];
  readonly older: HolderId | null;
  readonly newer: HolderId | null;
}

const PAGE_SIZE = 50;

/** One page of a shop's members, those who joined last first, with their names. */
export async function memberPage(
  db: Database,
  admin: AdminClient,
  edge: Edge<HolderId> | null,
): Promise<MemberPage> {
  const read = queryable(db.pool);
  const { rows, ...places } = await keysetPage(
    edge,
    PAGE_SIZE,
    (row: MemberListRow) => row.holderId,
    (from, limit) => listMembers(read, admin.shop, from, limit),
  );
  const names = await customerNames(admin, customersIn(rows));
  return { members: withNames(rows, names), ...places };
}

export interface MembersFound {
  readonly members: readonly NamedMember[];
  /** Whether Shopify could be asked for names; ids are found without it. */
  readonly namesSearched: boolean;
}

/** Far more than anyone reads; whoever looks for more adds a word. */
const MOST_FOUND = 50;

/**
 * Members by Shopify's customer id, or by name, e-mail or phone, for which
 * Shopify is asked: Kopilka holds none of these.
 */
export async function findMembers(
  db: Database,
  admin: AdminClient,
  words: string,
): Promise<MembersFound> {
  const found = await findCustomers(admin, words, MOST_FOUND);
  const named = found.kind === "found" ? [...found.names.keys()] : [];
  const byId = /^\d{1,20}$/.test(words) ? [customerId(words)] : [];
  const members = await membersOf(db, admin.shop, [...byId, ...named]);
  const names = new Map([
    ...(await customerNames(admin, byId)),
    ...(found.kind === "found" ? found.names : []),
  ]);
  return { members: withNames(members, names), namesSearched: found.kind === "found" };
}

async function membersOf(
  db: Database,
  shop: ShopId,
  customers: readonly CustomerId[],
): Promise<MemberListRow[]> {
  const read = queryable(db.pool);
  const holders = await holdersOfCustomers(read, shop, customers);
  return membersOfHolders(read, shop, [...new Set(holders.values())]);
}

const customersIn = (rows: readonly MemberListRow[]) =>
  rows.flatMap((row) => (row.customerId === null ? [] : [row.customerId]));

function withNames(
  rows: readonly MemberListRow[],
  names: ReadonlyMap<CustomerId, string>,
): NamedMember[] {
  return rows.map((row) => ({
    ...row,
    name: (row.customerId === null ? undefined : names.get(row.customerId)) ?? null,
  }));
}

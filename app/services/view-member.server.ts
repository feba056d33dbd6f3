import { holdersOfCustomers } from "../db/holder-queries.server.ts";
import { findMember, type MemberRow } from "../db/member-view-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { latestProgram } from "../db/program-queries.server.ts";
import { inSnapshot, type Queryable } from "../db/transaction.server.ts";
import type { CustomerId, ShopId } from "../domain/ids.ts";
import type { CurrencyCode, Minor } from "../domain/money.ts";
import { points } from "../domain/points.ts";
import { worthOf } from "../domain/program.ts";
import { viewTier, type TierView } from "./view-tier.server.ts";

export interface MemberView extends MemberRow {
  /** What `available - owed` is worth under the current program; null while there is none. */
  readonly worth: { readonly minor: Minor; readonly currency: CurrencyCode } | null;
  /** Null where the program has no tiers. */
  readonly tier: TierView | null;
}

/**
 * A member as the shop sees it, found by any of its Shopify customer ids: after
 * a merge the old id leads to the surviving member.
 * @param at as of when its tier is told
 */
export function viewMember(
  db: Database,
  shop: ShopId,
  customer: CustomerId,
  at = new Date(),
): Promise<MemberView | undefined> {
  // As of one moment: a merge in between would show a member without points.
  return inSnapshot(db, (tx) => viewMemberIn(tx, shop, customer, at));
}

/** `viewMember` on one view of the database. */
export async function viewMemberIn(
  tx: Queryable,
  shop: ShopId,
  customer: CustomerId,
  at = new Date(),
): Promise<MemberView | undefined> {
  const holder = (await holdersOfCustomers(tx, shop, [customer])).get(customer);
  if (holder === undefined) return undefined;
  const member = await findMember(tx, shop, holder);
  if (!member) return undefined;
  const current = await latestProgram(tx, shop);
  if (!current) return { ...member, worth: null, tier: null };
  const free = member.available - member.owed;
  const minor = worthOf(points(free > 0n ? free : 0n), current.program);
  return {
    ...member,
    worth: { minor, currency: current.program.currency },
    tier: await viewTier(tx, shop, holder, current, at),
  };
}

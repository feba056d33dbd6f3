import { mergeBirthdays } from "../db/birthday-queries.server.ts";
import { lockBooks } from "../db/book-queries.server.ts";
import { loadLots } from "../db/lot-queries.server.ts";
import { saveBooks } from "../db/save-books.server.ts";
import { lockActiveHolds, passHoldOn } from "../db/hold-queries.server.ts";
import { mergeEnrolments } from "../db/enrolment-queries.server.ts";
import { markMerged } from "../db/holder-queries.server.ts";
import { mergeMemberPerks } from "../db/member-perks-queries.server.ts";
import { mergeMemberTiers } from "../db/member-tier-queries.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inShop } from "../db/shop-transaction.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import { mergeBooks } from "../domain/ledger/merge-books.ts";
import type { CustomerId, ShopId } from "../domain/ids.ts";
import { reviseMembers } from "./accrual/revise-members.server.ts";
import { mergeAwards } from "./awards/merge-awards.server.ts";
import { ensureMembers } from "./ensure-members.server.ts";
import type { OnHoldsSettled } from "./holds-settled.ts";
import { releaseHoldIn } from "./release-hold.server.ts";

export interface Merge {
  /** The customer that is no more. */
  readonly from: CustomerId;
  /** The customer that Shopify has kept. */
  readonly into: CustomerId;
}

export interface MergeOptions {
  readonly onHoldsSettled?: OnHoldsSettled;
}

export type MergeOutcome = "merged" | "already_one";

/**
 * Moves all that a customer's member has, and owes, to the member of the
 * customer that Shopify has kept. Whichever of them is not known yet is
 * enrolled first, so that the merge may come before either. Again: nothing.
 * A member has one active hold at most: where both have one, that of the
 * customer that is no more is released, since nobody can check out with it;
 * where it alone has one, the customer that was kept goes on with it. Awards
 * that both have got for the same thing stay with one of them. Their orders are one history from
 * then on, and earn what they earn in it.
 */
export function mergeMembers(
  db: Database,
  shop: ShopId,
  merge: Merge,
  now: Date,
  options: MergeOptions = {},
): Promise<MergeOutcome> {
  return inShop(db, shop, (tx) => mergeMembersIn(tx, shop, merge, now, options));
}

/** `mergeMembers` inside the caller's transaction. */
export async function mergeMembersIn(
  tx: Tx,
  shop: ShopId,
  { from, into }: Merge,
  now: Date,
  { onHoldsSettled }: MergeOptions = {},
): Promise<MergeOutcome> {
  if (from === into) return "already_one";
  const kept = (await ensureMembers(tx, shop, [into], now)).get(into);
  const lost = (await ensureMembers(tx, shop, [from], now, { isGoing: true })).get(from);
  if (!lost || !kept || lost === kept) return "already_one";
  const books = await lockBooks(tx, shop, [lost, kept].sort());
  const [lostBook, keptBook] = [books.get(lost), books.get(kept)];
  if (!lostBook || !keptBook) throw new Error("a member has no balance row");
  await loadLots(tx, shop, [lostBook, keptBook]);
  const holds = await lockActiveHolds(tx, shop, [lost, kept]);
  const lostHold = holds.get(lost);
  if (lostHold && holds.has(kept)) await releaseHoldIn(tx, lostBook, lostHold, "merge", now, now);
  mergeBooks(lostBook, keptBook, now, now);
  await mergeAwards(tx, shop, lost, keptBook, now);
  await saveBooks(tx, shop, [lostBook, keptBook]);
  await markMerged(tx, shop, lost, kept);
  await mergeEnrolments(tx, shop, lost, kept);
  await mergeBirthdays(tx, shop, lost, kept);
  // Two histories are one by now: what either has bought may change what the other's orders earn.
  await reviseMembers(tx, shop, [kept], await programVersions(tx, shop), now, now);
  await mergeMemberTiers(tx, shop, lost, kept);
  await mergeMemberPerks(tx, shop, lost, kept);
  if (!lostHold) return "merged";
  if (!holds.has(kept)) await passHoldOn(tx, shop, lostHold.holdId, into);
  await onHoldsSettled?.(tx, shop, [from, into]);
  return "merged";
}

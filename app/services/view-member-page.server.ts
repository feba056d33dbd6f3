import { livingHolders } from "../db/holder-queries.server.ts";
import { keysetPage, type Edge, type KeysetPage } from "../db/keyset.server.ts";
import {
  customersOfMember,
  lotsOfMember,
  openHoldsOfMember,
  type LotRow,
  type OpenHoldRow,
} from "../db/member-page-queries.server.ts";
import { findMember, type MemberRow } from "../db/member-view-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { latestProgram } from "../db/program-queries.server.ts";
import { listTimeline, type TimelineRow } from "../db/timeline-queries.server.ts";
import { inSnapshot, type Queryable } from "../db/transaction.server.ts";
import type { CustomerId, HolderId, ShopId } from "../domain/ids.ts";
import { points, type Points } from "../domain/points.ts";
import { worthOf, type Program } from "../domain/program.ts";
import type { CurrencyCode, Minor } from "../domain/money.ts";
import type { AdminClient } from "../shopify/admin-client.server.ts";
import { customerNames } from "../shopify/customer-names.server.ts";
import { viewTier, type TierView } from "./view-tier.server.ts";
import { withInactivity } from "./expire-inactive.server.ts";

export interface MemberPageView {
  readonly kind: "member";
  readonly member: MemberRow;
  /** What the balance (available less owed) and the pending points are worth; null while there is no program. */
  readonly worth: {
    readonly balance: Minor;
    readonly pending: Minor;
    readonly currency: CurrencyCode;
  } | null;
  /** Null where the program has no tiers. */
  readonly tier: TierView | null;
  readonly customers: readonly CustomerId[];
  /** Shopify's; null where it tells none. */
  readonly name: string | null;
  readonly lots: readonly LotRow[];
  readonly hasMoreLots: boolean;
  readonly holds: readonly OpenHoldRow[];
  readonly timeline: KeysetPage<TimelineRow, bigint>;
}

export type MemberPageResult =
  | MemberPageView
  /** The member was merged into another one, who has all points now. */
  | { readonly kind: "merged"; readonly into: HolderId }
  | { readonly kind: "unknown_member" };

const LOTS = 50;
const TIMELINE_SIZE = 25;

/**
 * All that a shop sees of one of its members, as of one moment.
 * @param at as of when its tier is told
 */
export async function viewMemberPage(
  db: Database,
  admin: AdminClient,
  holder: HolderId,
  edge: Edge<bigint> | null,
  at: Date,
): Promise<MemberPageResult> {
  const found = await inSnapshot(db, (tx) => read(tx, admin.shop, holder, edge, at));
  if (found.kind !== "member") return found;
  const [customer] = found.customers;
  const names = await customerNames(admin, customer === undefined ? [] : [customer]);
  return { ...found, name: (customer === undefined ? null : names.get(customer)) ?? null };
}

async function read(
  tx: Queryable,
  shop: ShopId,
  holder: HolderId,
  edge: Edge<bigint> | null,
  at: Date,
): Promise<MemberPageResult> {
  const living = (await livingHolders(tx, shop, [holder])).get(holder);
  if (living !== undefined && living !== holder) return { kind: "merged", into: living };
  const member = living && (await findMember(tx, shop, living));
  if (!member) return { kind: "unknown_member" };
  const current = await latestProgram(tx, shop);
  const lots = await lotsOfMember(tx, shop, holder, LOTS + 1);
  return {
    kind: "member",
    member,
    worth: current && worths(member, current.program),
    tier: await viewTier(tx, shop, holder, current, at),
    customers: await customersOfMember(tx, shop, holder),
    name: null,
    lots: await withInactivity(tx, shop, holder, lots.slice(0, LOTS)),
    hasMoreLots: lots.length > LOTS,
    holds: await openHoldsOfMember(tx, shop, holder),
    timeline: await keysetPage(
      edge,
      TIMELINE_SIZE,
      (row: TimelineRow) => row.seq,
      (from, limit) => listTimeline(tx, shop, holder, from, limit),
    ),
  };
}

function worths({ available, owed, pending }: MemberRow, program: Program) {
  const atLeastNone = (value: bigint): Points => points(value > 0n ? value : 0n);
  return {
    balance: worthOf(atLeastNone(available - owed), program),
    pending: worthOf(pending, program),
    currency: program.currency,
  };
}

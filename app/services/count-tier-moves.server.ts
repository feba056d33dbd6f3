import { livingHoldersAfter } from "../db/holder-queries.server.ts";
import { heldAs } from "../db/member-history-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import { inSnapshot, type Queryable } from "../db/transaction.server.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import type { Program } from "../domain/program.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import { memberTimeline, type MemberHistory } from "../domain/tiers/timeline.ts";
import { historiesOf, NOTHING_HEARD } from "./accrual/lives.server.ts";
import { enrolmentsOf } from "./accrual/owners.server.ts";

/** How many members a draft brings from one tier to another, or leaves where they are. */
export interface TierShift {
  /** The tier that they have; null below the lowest. */
  readonly from: string | null;
  /** The one that they will have, where there are days of grace after those. */
  readonly to: string | null;
  /** Whether they fall there only when the days of grace are over. */
  readonly afterGrace: boolean;
  readonly members: number;
}

export interface TierMoves {
  readonly members: number;
  /** The most members first. */
  readonly shifts: readonly TierShift[];
}

const HOLDERS_PER_PAGE = 500;

/**
 * What a draft of the program would do to where members stand, were it published at a moment, and
 * nothing else happened: everybody is told twice, under what is in force and under the draft.
 * Reads only, page by page, each as of one moment.
 */
export async function countTierMoves(
  db: Database,
  shop: ShopId,
  draft: Program,
  at: Date,
): Promise<TierMoves> {
  const shifts = new Map<string, { -readonly [Key in keyof TierShift]: TierShift[Key] }>();
  let members = 0;
  let after: HolderId | null = null;
  do {
    const page: TierShiftOfOne[] = await inSnapshot(db, (tx) =>
      shiftsOfPage(tx, shop, draft, at, after),
    );
    for (const { from, to, afterGrace } of page) {
      const key = JSON.stringify([from, to, afterGrace]);
      const shift = shifts.get(key) ?? { from, to, afterGrace, members: 0 };
      shifts.set(key, shift);
      shift.members += 1;
    }
    members += page.length;
    after = page.length < HOLDERS_PER_PAGE ? null : (page.at(-1)?.holderId ?? null);
  } while (after !== null);
  return { members, shifts: [...shifts.values()].sort((a, b) => b.members - a.members) };
}

type TierShiftOfOne = Omit<TierShift, "members"> & { readonly holderId: HolderId };

async function shiftsOfPage(
  tx: Queryable,
  shop: ShopId,
  draft: Program,
  at: Date,
  after: HolderId | null,
): Promise<TierShiftOfOne[]> {
  const holders = await livingHoldersAfter(tx, shop, after, HOLDERS_PER_PAGE);
  const versions = (await programVersions(tx, shop)).filter(({ publishedAt }) => publishedAt <= at);
  const drafted = { version: (versions.at(-1)?.version ?? 0) + 1, publishedAt: at, program: draft };
  const { decided, companies } = await heldAs(tx, shop, holders);
  const enrolled = await enrolmentsOf(tx, shop, decided, versions);
  const wasEnrolled = (holder: HolderId, date: Date) =>
    companies.includes(holder) || enrolled(holder, date);
  // The draft may be the first that has tiers.
  const all = [...versions, drafted];
  const histories = await historiesOf(tx, shop, holders, NOTHING_HEARD, {
    versions: all,
    wasEnrolled,
  });
  return histories.map(({ holderId, history }) => ({
    holderId,
    ...shiftOf(history, versions, all, at),
  }));
}

function shiftOf(
  history: MemberHistory,
  versions: readonly ProgramVersion[],
  drafted: readonly ProgramVersion[],
  at: Date,
): Omit<TierShift, "members"> {
  const known = {
    ...history,
    orders: history.orders.filter(({ order }) => order.facts.processedAt <= at),
  };
  const from = memberTimeline(known, versions, at).standing;
  const { tier, below } = memberTimeline(known, drafted, at).standing;
  if (!below) return { from: from.tier, to: tier, afterGrace: false };
  return { from: from.tier, to: below.fallsTo, afterGrace: true };
}

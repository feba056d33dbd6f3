import { heldAs } from "../db/member-history-queries.server.ts";
import { memberTiers } from "../db/member-tier-queries.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import type { Queryable } from "../db/transaction.server.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import type { CurrencyCode } from "../domain/money.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import type { Tier, Tiers } from "../domain/program/tiers.ts";
import { progressOf, type TierProgress } from "../domain/tiers/progress.ts";
import type { TierStanding } from "../domain/tiers/standing.ts";
import { tiersSince } from "../domain/tiers/tiers-version.ts";
import { livesOf, NOTHING_HEARD } from "./accrual/lives.server.ts";
import { enrolmentsOf } from "./accrual/owners.server.ts";

/** Where a holder stands among the tiers in force. */
export interface TierView {
  readonly tiers: Tiers;
  readonly currency: CurrencyCode;
  /** Null below the lowest. */
  readonly level: Tier | null;
  readonly since: Date | null;
  /** What counts so far, in units of the basis. */
  readonly figure: bigint;
  /** Null at the top. */
  readonly progress: TierProgress | null;
  /** What becomes of the tier unless so much more counts by then; null while it is kept. */
  readonly falls: {
    readonly at: Date;
    readonly to: Tier | null;
    readonly missing: bigint;
  } | null;
}

/**
 * Where a holder stands as of a moment: as stored, or told anew from its orders where that is out
 * of date until `move-tiers` has come by.
 * @param current the newest version
 * @returns null where it has no tiers
 */
export async function viewTier(
  tx: Queryable,
  shop: ShopId,
  holder: HolderId,
  current: ProgramVersion | null,
  at: Date,
): Promise<TierView | null> {
  const tiers = current?.program.tiers;
  if (!current || !tiers) return null;
  const { standing, figure } = await standingOf(tx, shop, holder, at);
  const level = levelOf(tiers, standing.tier);
  return {
    tiers,
    currency: current.program.currency,
    level,
    since: standing.since,
    figure,
    progress: progressOf(tiers, standing.tier, figure),
    falls: standing.below && {
      at: standing.below.fallsAt,
      to: levelOf(tiers, standing.below.fallsTo),
      missing: level && level.threshold > figure ? level.threshold - figure : 0n,
    },
  };
}

const levelOf = ({ levels }: Tiers, tier: string | null): Tier | null =>
  levels.find(({ id }) => id === tier) ?? null;

async function standingOf(
  tx: Queryable,
  shop: ShopId,
  holder: HolderId,
  at: Date,
): Promise<{ standing: TierStanding; figure: bigint }> {
  const versions = await programVersions(tx, shop);
  const row = (await memberTiers(tx, shop, [holder])).get(holder);
  const since = tiersSince(versions);
  const isFresh = row && since !== null && row.version >= since;
  if (isFresh && (row.checkAt === null || row.checkAt > at)) {
    const { tier, belowSince, fallsAt, fallsTo, figure } = row;
    const below = belowSince && fallsAt && { since: belowSince, fallsAt, fallsTo };
    return { standing: { tier, since: row.since, below }, figure };
  }
  const { decided, companies } = await heldAs(tx, shop, [holder]);
  const enrolled = await enrolmentsOf(tx, shop, decided, versions);
  const [life] = await livesOf(tx, shop, [holder], NOTHING_HEARD, {
    versions,
    wasEnrolled: (one, date) => companies.includes(one) || enrolled(one, date),
    until: () => at,
  });
  if (!life) throw new Error("every holder has a life");
  return life.timeline;
}

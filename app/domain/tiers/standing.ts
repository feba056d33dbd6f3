import { daysAfter } from "../program-terms.ts";
import type { Tier, Tiers } from "../program/tiers.ts";

/** Where a member stands among the tiers at a moment. */
export interface TierStanding {
  /** The id of its tier; null below the lowest. */
  readonly tier: string | null;
  /** Since when it has that one. */
  readonly since: Date | null;
  /** What becomes of it; null while it qualifies for what it has. */
  readonly below: {
    readonly since: Date;
    /** When it falls unless it qualifies again. */
    readonly fallsAt: Date;
    readonly fallsTo: string | null;
  } | null;
}

export const WITHOUT_TIER: TierStanding = { tier: null, since: null, below: null };

/** The highest level whose threshold a figure reaches; null below the lowest. */
export function levelReached({ levels }: Pick<Tiers, "levels">, figure: bigint): Tier | null {
  return levels.findLast(({ threshold }) => threshold <= figure) ?? null;
}

/** Where a member stands, and how it came there; null where it has the tier that it had. */
export interface TierStep {
  readonly standing: TierStanding;
  readonly moved: "up" | "down" | "rules" | null;
}

/**
 * Where a member stands from a moment on: up at once; down when it has qualified for less through
 * all the days of grace. Of a tier that is no longer one it goes at once to what it qualifies for.
 * @param tiers null while there are none
 * @param qualified the id of what it qualifies for
 */
export function standingAt(
  before: TierStanding,
  tiers: Tiers | null,
  qualified: string | null,
  at: Date,
): TierStep {
  if (tiers === null)
    return { standing: WITHOUT_TIER, moved: before.tier === null ? null : "rules" };
  const rank = (id: string | null) => tiers.levels.findIndex((level) => level.id === id);
  const [held, reached] = [rank(before.tier), rank(qualified)];
  const there = { tier: qualified, since: qualified === null ? null : at, below: null };
  if (before.tier !== null && held === -1) return { standing: there, moved: "rules" };
  if (reached > held) return { standing: there, moved: "up" };
  if (reached === held) {
    return { standing: before.below === null ? before : { ...before, below: null }, moved: null };
  }
  const since = before.below?.since ?? at;
  const fallsAt = daysAfter(since, tiers.graceDays);
  if (fallsAt <= at) return { standing: there, moved: "down" };
  const below = { since, fallsAt, fallsTo: qualified };
  return { standing: { ...before, below }, moved: null };
}

import type { ProgramVersion } from "../program-version.ts";
import type { Tier } from "../program/tiers.ts";
import type { TierMove } from "./timeline.ts";

/** The kind of award that is given for entering a tier. */
export const TIER_ENTRY = "tier_entry";

/** A level that a member has entered for good, and under which version. */
export interface Entry {
  readonly level: Tier;
  readonly version: ProgramVersion;
  readonly at: Date;
}

/**
 * The entries that bear a bonus: of each level the first that the member's own orders brought it
 * to and that stands when all refunds and cancellations are taken out; once, however often it falls
 * and comes again. Levels that were jumped over were not entered; one that begins at nothing is
 * entered by nobody.
 */
export function bonusEntries(moves: readonly TierMove[]): Entry[] {
  const first = new Map<string, Entry>();
  for (const { at, version, reached } of moves) {
    if (!reached?.lasts || first.has(reached.level.id)) continue;
    const { level } = reached;
    if (level.threshold > 0n && level.entryBonus > 0n) first.set(level.id, { level, version, at });
  }
  return [...first.values()];
}

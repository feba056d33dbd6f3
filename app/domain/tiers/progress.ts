import type { Tier, Tiers } from "../program/tiers.ts";

/** What is missing to the next tier. */
export interface TierProgress {
  readonly next: Tier;
  /** In units of the basis; above 0. */
  readonly missing: bigint;
}

/**
 * How far a member is from the tier above the one that it has; null at the top.
 * @param held the id of its tier
 * @param figure what counts so far
 */
export function progressOf(
  { levels }: Tiers,
  held: string | null,
  figure: bigint,
): TierProgress | null {
  const next = levels[levels.findIndex(({ id }) => id === held) + 1];
  // One that is reached already is entered as soon as it is looked at.
  return next && next.threshold > figure ? { next, missing: next.threshold - figure } : null;
}

import type { HolderEvent } from "../events.ts";
import type { HolderId } from "../ids.ts";
import type { ProgramVersion } from "../program-version.ts";
import type { Tiers } from "../program/tiers.ts";

/** Where a holder stands, as far as anybody is told of it. */
export interface ToldStanding {
  readonly holderId: HolderId;
  readonly tier: string | null;
  readonly since: Date | null;
  readonly belowSince: Date | null;
  readonly fallsAt: Date | null;
  readonly fallsTo: string | null;
}

/**
 * What is news of a standing: that it is another tier than was told before, or that it will be one.
 * History that is only written anew is none, nor is the tier that everybody begins in.
 * @param before as it was told last; null for a holder that stands somewhere for the first time
 */
export function tierEvents(
  before: ToldStanding | null,
  after: ToldStanding,
  { program: { tiers } }: ProgramVersion,
  at: Date,
): HolderEvent[] {
  if (!tiers) return [];
  return [...movedEvents(before?.tier ?? null, after, tiers, at), ...warnings(before, after)];
}

function movedEvents(
  from: string | null,
  { holderId, tier, since }: ToldStanding,
  { levels }: Tiers,
  at: Date,
): HolderEvent[] {
  if (tier === from) return [];
  const rank = (id: string | null) => levels.findIndex((level) => level.id === id);
  const begins = from === null && levels[rank(tier)]?.threshold === 0n;
  if (begins) return [];
  const type = rank(tier) > rank(from) ? "tier/upgraded" : "tier/downgraded";
  const when = since ?? at;
  const key = `${type}/${holderId}/${tier ?? ""}/${when.toISOString()}`;
  return [{ key, holderId, type, at: when, data: { from, to: tier } }];
}

function warnings(before: ToldStanding | null, after: ToldStanding): HolderEvent[] {
  const { holderId, tier, belowSince, fallsAt, fallsTo } = after;
  if (belowSince === null || fallsAt === null) return [];
  if (before?.belowSince?.getTime() === belowSince.getTime() && before.tier === tier) return [];
  const key = `tier/warning/${holderId}/${tier ?? ""}/${belowSince.toISOString()}`;
  const data = { tier, falls_to: fallsTo, falls_at: fallsAt.toISOString() };
  return [{ key, holderId, type: "tier/warning", at: belowSince, data }];
}

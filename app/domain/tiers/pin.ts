import type { TimeZone } from "../program/local-time.ts";
import type { Tier, Tiers } from "../program/tiers.ts";
import { leavesRollingAt, yearEndsAfter } from "./figures.ts";

/** A tier that was given otherwise than by orders: as if its threshold had been reached then. */
export interface TierPin {
  readonly tier: string;
  readonly at: Date;
}

/** When pins may end, whatever the window (milliseconds). */
export function pinEnds({ at }: TierPin, zones: readonly TimeZone[]): number[] {
  const from = at.getTime();
  return [leavesRollingAt(from), ...zones.flatMap((zone) => yearEndsAfter(from, zone).slice(-1))];
}

/** The highest level that a pin keeps a member at; null where none does. */
export function pinnedLevel(
  pins: readonly TierPin[],
  { levels, window }: Pick<Tiers, "levels" | "window">,
  zone: TimeZone,
  at: number,
): Tier | null {
  const kept = pins.filter((pin) => pin.at.getTime() <= at && at < endOf(pin, window, zone));
  return levels.findLast(({ id }) => kept.some(({ tier }) => tier === id)) ?? null;
}

function endOf({ at }: TierPin, window: Tiers["window"], zone: TimeZone): number {
  switch (window) {
    case "lifetime":
      return Number.POSITIVE_INFINITY;
    case "rolling_12_months":
      return leavesRollingAt(at.getTime());
    case "calendar_year":
      return yearEndsAfter(at.getTime(), zone).at(-1) ?? 0;
  }
}

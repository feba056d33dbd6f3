import { dayIn, dayText } from "./calendar-day.ts";
import { daysAfter } from "./days.ts";
import { points, type Points } from "./points.ts";
import type { TimeZone } from "./program/local-time.ts";

/** Points that will expire. */
export interface Expiring {
  readonly expiresAt: Date;
  readonly points: Points;
}

/** What a holder is to be told about one day on which points expire. */
export interface ExpiryWarning {
  /** The day in the shop, `2026-12-31`. */
  readonly day: string;
  /** When the first of them expire. */
  readonly expiresAt: Date;
  readonly points: Points;
  /** How many days ahead it is told. */
  readonly days: number;
  readonly isLastChance: boolean;
}

/**
 * The warnings that are due at `at`: for each day of the shop on which points
 * expire, the latest that applies.
 * @param warnDays days ahead, falling
 */
export function expiryWarnings(
  expiring: readonly Expiring[],
  warnDays: readonly number[],
  zone: TimeZone,
  at: Date,
): ExpiryWarning[] {
  const ahead = expiring.filter(({ expiresAt }) => expiresAt > at);
  const byDay = Map.groupBy(ahead, ({ expiresAt }) => dayText(dayIn(zone, expiresAt)));
  return [...byDay].flatMap(([day, parts]) => {
    const expiresAt = new Date(Math.min(...parts.map((part) => part.expiresAt.getTime())));
    const days = warnDays.findLast((count) => expiresAt <= daysAfter(at, count));
    if (days === undefined) return [];
    const sum = points(parts.reduce((all, part) => all + part.points, 0n));
    return [{ day, expiresAt, points: sum, days, isLastChance: days === warnDays.at(-1) }];
  });
}

import { Temporal } from "temporal-polyfill";
import type { TimeZone } from "./program/local-time.ts";

/** A day of the calendar, without a time. */
export interface CalendarDay {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31 */
  readonly day: number;
}

/** The day that it is in the zone at that moment. */
export function dayIn(zone: TimeZone, at: Date): CalendarDay {
  const { year, month, day } = Temporal.Instant.fromEpochMilliseconds(
    at.getTime(),
  ).toZonedDateTimeISO(zone);
  return { year, month, day };
}

/** When the day begins in the zone: midnight, or later where clocks skip it. */
export function startOfDay(day: CalendarDay, zone: TimeZone): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
}

/** The day so many days later or, below 0, earlier. */
export function daysFrom(day: CalendarDay, days: number): CalendarDay {
  const { year, month, day: date } = Temporal.PlainDate.from(day).add({ days });
  return { year, month, day: date };
}

export const isLeapYear = (year: number): boolean =>
  Temporal.PlainDate.from({ year, month: 1, day: 1 }).inLeapYear;

/** `2026-11-05` */
export const dayText = (day: CalendarDay): string => Temporal.PlainDate.from(day).toString();

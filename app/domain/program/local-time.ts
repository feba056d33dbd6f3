import { Temporal } from "temporal-polyfill";

/*
 * Wall-clock times of a shop and moments, by the time zone data that the platform has. Temporal does
 * the arithmetic, with daylight saving: a wall-clock time that a change to summer time skips is so
 * much later, and of one that comes twice the first is meant.
 */

/** An IANA time zone, such as `Europe/Moscow`. */
export type TimeZone = string;

/** A wall-clock time without its zone, such as `2026-12-01T00:00`. */
export type LocalTime = string;

/** Whether the platform knows the zone by that name; offsets such as `+03:00` are no names. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Whether the text is a date and time to the minute that the calendar has. */
export function isLocalTime(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDateTime.from(text, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}

/** The moment at which clocks in the zone show that time. */
export function momentOf(local: LocalTime, zone: TimeZone): Date {
  const shown = Temporal.PlainDateTime.from(local).toZonedDateTime(zone);
  return new Date(shown.epochMilliseconds);
}

/** The year that it is in the zone at that moment. */
export const yearIn = (zone: TimeZone, at: Date): number => shownIn(zone, at).year;

/** When the year begins in the zone. */
export function startOfYear(year: number, zone: TimeZone): Date {
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 });
  return new Date(first.toZonedDateTime(zone).epochMilliseconds);
}

export type CalendarPeriod = "month" | "quarter" | "year";

/** The calendar period of the zone that the moment is in: from `from` until before `until`. */
export function periodAround(
  at: Date,
  period: CalendarPeriod,
  zone: TimeZone,
): { readonly from: Date; readonly until: Date } {
  const { year, month } = shownIn(zone, at);
  const months = { month: 1, quarter: 3, year: 12 }[period];
  const first = Temporal.PlainDate.from({
    year,
    month: month - ((month - 1) % months),
    day: 1,
  });
  const start = (date: Temporal.PlainDate) =>
    new Date(date.toZonedDateTime(zone).epochMilliseconds);
  return { from: start(first), until: start(first.add({ months })) };
}

/**
 * The same time of day in the zone so many months later or, below 0, earlier; of a day that the
 * month does not have, its last one.
 */
export function monthsFrom(at: Date, months: number, zone: TimeZone): Date {
  return new Date(shownIn(zone, at).add({ months }).epochMilliseconds);
}

function shownIn(zone: TimeZone, at: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
}

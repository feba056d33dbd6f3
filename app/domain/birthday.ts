import { Temporal } from "temporal-polyfill";
import { isLeapYear, type CalendarDay } from "./calendar-day.ts";

/** A birthday without a year: how old members are is nobody's business here. */
export interface Birthday {
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31, as the month has; 29 for February. */
  readonly day: number;
}

/**
 * Reads `05-31` or, forgetting the year, `1990-05-31`.
 * @returns null for what is no day of the calendar
 */
export function readBirthday(text: string): Birthday | null {
  const [, year, month, day] = /^(?:(\d{4})-|--)?(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (month === undefined || day === undefined) return null;
  try {
    // A leap year, in which every birthday exists.
    const given = { year: Number(year ?? 2000), month: Number(month), day: Number(day) };
    const date = Temporal.PlainDate.from(given, { overflow: "reject" });
    return { month: date.month, day: date.day };
  } catch {
    return null;
  }
}

/** `05-31` */
export const birthdayText = ({ month, day }: Birthday): string =>
  `${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

/** The birthdays that are kept on the day: on 28 February of a common year those of the 29th, too. */
export function birthdaysOn({ year, month, day }: CalendarDay): readonly Birthday[] {
  const isLast = month === 2 && day === 28 && !isLeapYear(year);
  return isLast
    ? [
        { month, day },
        { month, day: 29 },
      ]
    : [{ month, day }];
}

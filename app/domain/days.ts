const DAY_MS = 24 * 60 * 60 * 1000;

/** The moment so many days of 24 hours later. */
export const daysAfter = (date: Date, days: number): Date =>
  new Date(date.getTime() + days * DAY_MS);

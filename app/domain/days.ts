const DAY_MS = 24 * 60 * 60 * 1000;

/** The moment so many days of 24 hours later. */
export const daysAfter = (date: Date, days: number): Date =>
  new Date(date.getTime() + days * DAY_MS);

/** When points mature that wait for their order to be sent: a date of which nobody speaks. */
export const NOT_SENT_YET = new Date("9999-12-31T00:00:00Z");

/** Whether it is known when points mature; else, once their order is sent. */
export const isDated = (maturesAt: Date): boolean => maturesAt < NOT_SENT_YET;

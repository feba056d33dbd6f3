interface Between<T> {
  readonly [name: string]: T;
}

/** `shop.localTime`: a Function can compare it, never read the clock itself. */
export function localTime(now: Date, timeZone: string): Readonly<Record<string, unknown>> {
  // The Swedish way to write a time is 2026-11-21 22:15:00, which sorts as text.
  const local = now.toLocaleString("sv-SE", { timeZone }).replace(" ", "T");
  const [date = "", time = ""] = local.split("T");
  return {
    date,
    dateTimeAfter: ({ dateTime }: Between<string>) => local > (dateTime ?? ""),
    dateTimeBefore: ({ dateTime }: Between<string>) => local < (dateTime ?? ""),
    dateTimeBetween: ({ startDateTime, endDateTime }: Between<string>) =>
      local >= (startDateTime ?? "") && local <= (endDateTime ?? ""),
    timeAfter: ({ time: asked }: Between<string>) => time > (asked ?? ""),
    timeBefore: ({ time: asked }: Between<string>) => time < (asked ?? ""),
    timeBetween: ({ startTime, endTime }: Between<string>) =>
      time >= (startTime ?? "") && time <= (endTime ?? ""),
  };
}

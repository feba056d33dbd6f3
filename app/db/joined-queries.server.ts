import { dayText, type CalendarDay } from "../domain/calendar-day.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import type { Queryable } from "./transaction.server.ts";

/** Whose day of joining it is: a page of the members, in the order of their ids. */
export interface JoinedPage {
  readonly day: CalendarDay;
  readonly timeZone: string;
  readonly after: HolderId | null;
  readonly limit: number;
}

/**
 * Members who joined on the same day of an earlier year, by the clock of the shop; on 28 February
 * of a common year also those of the 29th. Reads all members of the shop, once a day.
 */
export function joinedAfter(
  db: Queryable,
  shop: ShopId,
  { day, timeZone, after, limit }: JoinedPage,
): Promise<{ readonly holderId: HolderId; readonly years: number }[]> {
  return db.query(
    `SELECT holder_id AS "holderId", years FROM (
       SELECT m.holder_id, joined,
              extract(year FROM age($2::date, joined))::int AS years
         FROM members m
         JOIN holders h USING (shop, holder_id)
        CROSS JOIN LATERAL (SELECT (joined_at AT TIME ZONE $3)::date AS joined) AS local
        WHERE m.shop = $1 AND h.merged_into IS NULL AND m.status <> 'erased'
          AND ($4::uuid IS NULL OR m.holder_id > $4::uuid)) AS members
      WHERE years > 0
        AND (joined + make_interval(years => years))::date = $2::date
      ORDER BY holder_id LIMIT $5`,
    [shop, dayText(day), timeZone, after, limit],
  );
}

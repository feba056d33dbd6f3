import type { EventType, HolderEvent } from "../domain/events.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import type { Json } from "../domain/ledger/transfer.ts";
import { JSON_LINE, jsonLines } from "./json-lines.server.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/**
 * Records what has happened to holders, in the transaction that made it so. What
 * was recorded before under the same key is left as it is.
 * @returns the keys that were new
 */
export async function recordEvents(
  tx: Tx,
  shop: ShopId,
  events: readonly HolderEvent[],
  now: Date,
): Promise<string[]> {
  if (events.length === 0) return [];
  const rows = await tx.query<{ key: string }>(
    `INSERT INTO events (shop, key, holder_id, type, at, recorded_at, data)
     SELECT $1, key, holder_id, type, at, $6, data
       FROM unnest($2::text[], $3::uuid[], $4::text[], $5::timestamptz[], ${jsonLines(7)}::jsonb[])
         AS told (key, holder_id, type, at, data)
     ON CONFLICT (shop, key) DO NOTHING
     RETURNING key`,
    [
      shop,
      events.map((event) => event.key),
      events.map((event) => event.holderId),
      events.map((event) => event.type),
      events.map((event) => event.at),
      now,
      events.map((event) => JSON.stringify(event.data)).join(JSON_LINE),
    ],
  );
  return rows.map((row) => row.key);
}

/** An event as it was recorded. */
export type RecordedEvent = HolderEvent & { readonly eventId: string; readonly recordedAt: Date };

interface EventRow {
  event_id: string;
  key: string;
  holder_id: HolderId;
  type: EventType;
  at: Date;
  recorded_at: Date;
  data: Json;
}

/** What has happened to holders, in order of time. */
export async function eventsOf(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<RecordedEvent[]> {
  const rows = await db.query<EventRow>(
    `SELECT event_id, key, holder_id, type, at, recorded_at, data
       FROM events WHERE shop = $1 AND holder_id = ANY($2::uuid[])
      ORDER BY at, event_id`,
    [shop, holders],
  );
  return rows.map((row) => ({
    eventId: row.event_id,
    key: row.key,
    holderId: row.holder_id,
    type: row.type,
    at: row.at,
    recordedAt: row.recorded_at,
    data: row.data,
  }));
}

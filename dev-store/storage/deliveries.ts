import type { Database } from "./database.ts";
import { countRows, type Condition } from "./pages.ts";

export type DeliveryStatus = "queued" | "delivered" | "failed" | "lost";

/** One attempt to deliver a webhook. */
export interface Attempt {
  readonly at: string;
  /** The app's status, or null when there was no answer. */
  readonly status: number | null;
  readonly error: string | null;
}

/** One webhook on its way to the app, or arrived. */
export interface Delivery {
  readonly id: number;
  readonly topic: string;
  /** Deliveries of one lane go out one after the other, unless they are reordered. */
  readonly lane: string;
  /** What it tells of, such as `order/5600000000001`; empty for the shop as a whole. */
  readonly about: string;
  readonly payload: string;
  readonly webhookId: string;
  readonly eventId: string;
  readonly triggeredAt: Date;
  /** Headers beside Shopify's own; null leaves one of Shopify's out. */
  readonly headers: Record<string, string | null>;
  readonly status: DeliveryStatus;
  readonly dueAt: number;
  readonly attempts: number;
  readonly answerStatus: number | null;
  readonly answer: string | null;
  readonly history: readonly Attempt[];
}

export type NewDelivery = Pick<
  Delivery,
  | "topic"
  | "lane"
  | "about"
  | "payload"
  | "webhookId"
  | "eventId"
  | "triggeredAt"
  | "headers"
  | "status"
  | "dueAt"
>;

/** Every webhook that was ever due, with what became of it. */
export function deliveryStorage(db: Database) {
  return {
    add(given: NewDelivery): number {
      const row = db.get(
        `INSERT INTO deliveries (topic, lane, about, payload, webhook_id, event_id, triggered_at, headers, status, due_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
        given.topic,
        given.lane,
        given.about,
        given.payload,
        given.webhookId,
        given.eventId,
        given.triggeredAt.getTime(),
        JSON.stringify(given.headers),
        given.status,
        given.dueAt,
      );
      return Number(row?.["id"]);
    },
    get(id: number): Delivery | null {
      const row = db.get("SELECT * FROM deliveries WHERE id = ?", id);
      return row === undefined ? null : fromRow(row);
    },
    /** The next one to send: due, and of no lane that is busy. */
    nextDue(now: number, busyLanes: readonly string[]): Delivery | null {
      const row = db.get(
        `SELECT * FROM deliveries INDEXED BY deliveries_queued WHERE status = 'queued' AND due_at <= ?
         AND lane NOT IN (SELECT value FROM json_each(?)) ORDER BY due_at, id LIMIT 1`,
        now,
        JSON.stringify(busyLanes),
      );
      return row === undefined ? null : fromRow(row);
    },
    /** When the next queued delivery falls due, in milliseconds since 1970. */
    nextDueAt(): number | null {
      const row = db.get(
        "SELECT min(due_at) AS at FROM deliveries INDEXED BY deliveries_queued WHERE status = 'queued'",
      );
      return row?.["at"] == null ? null : Number(row["at"]);
    },
    record(
      id: number,
      outcome: Pick<
        Delivery,
        "status" | "dueAt" | "attempts" | "answerStatus" | "answer" | "history"
      >,
    ): void {
      db.run(
        "UPDATE deliveries SET status = ?, due_at = ?, attempts = ?, answer_status = ?, answer = ?, history = ? WHERE id = ?",
        outcome.status,
        outcome.dueAt,
        outcome.attempts,
        outcome.answerStatus,
        outcome.answer,
        JSON.stringify(outcome.history),
        id,
      );
    },
    /** Makes waiting retries due at once; first attempts that a fault delays keep their time. */
    hurry(now: number): void {
      db.run(
        "UPDATE deliveries SET due_at = ? WHERE status = 'queued' AND attempts > 0 AND due_at > ?",
        now,
        now,
      );
    },
    requeue(id: number, now: number): void {
      db.run(
        "UPDATE deliveries SET status = 'queued', due_at = ?, attempts = 0 WHERE id = ?",
        now,
        id,
      );
    },
    page(before: number | null, first: number, conditions: readonly Condition[]): Delivery[] {
      const all =
        before === null ? conditions : [...conditions, { sql: "id < ?", values: [before] }];
      const where = all.length === 0 ? "" : `WHERE ${all.map((part) => part.sql).join(" AND ")}`;
      return db
        .all(
          `SELECT * FROM deliveries ${where} ORDER BY id DESC LIMIT ?`,
          ...all.flatMap((part) => part.values),
          first,
        )
        .map(fromRow);
    },
    count: (status: DeliveryStatus) =>
      countRows(db, "deliveries", [{ sql: "status = ?", values: [status] }]),
  };
}

export type DeliveryStorage = ReturnType<typeof deliveryStorage>;

/** Rows are written by this file alone, so their columns are known. */
function fromRow(row: Record<string, unknown>): Delivery {
  return {
    id: Number(row["id"]),
    topic: row["topic"] as string,
    lane: row["lane"] as string,
    about: row["about"] as string,
    payload: row["payload"] as string,
    webhookId: row["webhook_id"] as string,
    eventId: row["event_id"] as string,
    triggeredAt: new Date(Number(row["triggered_at"])),
    headers: JSON.parse(row["headers"] as string) as Record<string, string | null>,
    status: row["status"] as DeliveryStatus,
    dueAt: Number(row["due_at"]),
    attempts: Number(row["attempts"]),
    answerStatus: row["answer_status"] === null ? null : Number(row["answer_status"]),
    answer: row["answer"] as string | null,
    history: JSON.parse(row["history"] as string) as Attempt[],
  };
}

import type { Queryable } from "./transaction.server.ts";

/** What is still to be done, over all shops. */
export interface Outstanding {
  readonly deliveriesQueued: number;
  /** Deliveries that failed for good and wait for someone to look. */
  readonly deliveriesDead: number;
  /** Jobs that are due, running or waiting to be tried again. */
  readonly jobsOutstanding: number;
  /** Orders that the Admin API must still decide about. */
  readonly ordersToRefetch: number;
  /** Orders about which it did not decide after all attempts; they wait for someone to look. */
  readonly ordersGivenUp: number;
  /** Orders that wait for what surrounds them. */
  readonly ordersWaiting: number;
}

const GIVEN_UP = `
  EXISTS (SELECT 1 FROM pgboss.job j
          WHERE j.name = 'refetch-order' AND j.singleton_key = o.shop || '/' || o.order_id
            AND j.state = 'failed' AND j.completed_on >= o.refetch_since)`;

/**
 * Counts the work that is outstanding. A job dated into the future is not, nor
 * is what has been given up: neither comes to an end by waiting.
 */
export async function countOutstanding(db: Queryable): Promise<Outstanding> {
  const [row] = await db.query<Record<keyof Outstanding, number>>(
    `SELECT
       (SELECT count(*) FROM delivery_queue WHERE due_at IS NOT NULL)::int AS "deliveriesQueued",
       (SELECT count(*) FROM delivery_queue WHERE due_at IS NULL)::int AS "deliveriesDead",
       (SELECT count(*) FROM orders o
        WHERE refetch_since IS NOT NULL AND NOT ${GIVEN_UP})::int AS "ordersToRefetch",
       (SELECT count(*) FROM orders o
        WHERE refetch_since IS NOT NULL AND ${GIVEN_UP})::int AS "ordersGivenUp",
       (SELECT count(*) FROM orders WHERE waiting_since IS NOT NULL)::int AS "ordersWaiting",
       (SELECT count(*) FROM pgboss.job
        WHERE name NOT LIKE '\\_\\_pgboss%' AND name <> 'dead-letters'
          AND (state IN ('retry', 'active') OR (state = 'created' AND start_after <= now()))
       )::int AS "jobsOutstanding"`,
  );
  if (row === undefined) throw new Error("counting returned no row");
  return row;
}

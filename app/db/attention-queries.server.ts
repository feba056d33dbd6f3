import type { CustomerId, HolderId, OrderId, ShopId } from "../domain/ids.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** More of a kind than this are counted, and not listed. */
export const MOST_LISTED = 50;

/** An order that was paid with points in a way that somebody should look at. */
export interface OddCapture {
  readonly orderId: OrderId;
  readonly name: string | null;
  readonly processedAt: Date | null;
  readonly customerId: CustomerId | null;
  /** Null where the order is nobody's. */
  readonly holderId: HolderId | null;
  readonly capture: "late" | "unmatched";
  readonly capturedPoints: bigint | null;
}

/** A member who owes points. */
export interface OwedBalance {
  readonly holderId: HolderId;
  readonly customerId: CustomerId | null;
  /** > 0 */
  readonly owed: bigint;
}

/** An order that the Admin API has not been able to decide about. */
export interface StuckOrder {
  readonly orderId: OrderId;
  readonly name: string | null;
  readonly since: Date;
}

const ODD = `o.capture IN ('late', 'unmatched') AND o.capture_seen_at IS NULL`;

// An order waits for the worker as a rule; stuck is one that makes no sense, or whose job has ended
// among the dead letters since it was marked.
const STUCK = `o.refetch_since IS NOT NULL AND (o.refetch_reason = 'unreadable' OR EXISTS (
  SELECT 1 FROM pgboss.job j
  WHERE j.name = 'refetch-order' AND j.singleton_key = o.shop || '/' || o.order_id
    AND j.state = 'failed' AND j.completed_on >= o.refetch_since))`;

// An order waits for some seconds as a rule; stuck is one of whose shop Shopify was asked in vain.
const WAITING = `o.waiting_since IS NOT NULL AND EXISTS (
  SELECT 1 FROM pgboss.job j
  WHERE j.name = 'fetch-surroundings' AND j.singleton_key = o.shop
    AND j.state = 'failed' AND j.completed_on >= o.waiting_since)`;

/** Orders paid with points that had come back before, or that no discount tells of; the newest first. */
export function listOddCaptures(db: Queryable, shop: ShopId): Promise<OddCapture[]> {
  return db.query<OddCapture>(
    `SELECT o.order_id AS "orderId", o.name, o.processed_at AS "processedAt",
            coalesce(o.claimed_by, o.customer_id) AS "customerId", c.holder_id AS "holderId",
            o.capture, o.captured_points AS "capturedPoints"
     FROM orders o
     LEFT JOIN customers c
            ON c.shop = o.shop AND c.customer_id = coalesce(o.claimed_by, o.customer_id)
     WHERE o.shop = $1 AND ${ODD}
     ORDER BY o.processed_at DESC LIMIT ${MOST_LISTED}`,
    [shop],
  );
}

/** Members who owe points, those who owe most first. */
export function listOwedBalances(db: Queryable, shop: ShopId): Promise<OwedBalance[]> {
  return db.query<OwedBalance>(
    `SELECT b.holder_id AS "holderId", b.owed,
            (SELECT max(c.customer_id) FROM customers c
              WHERE c.shop = b.shop AND c.holder_id = b.holder_id
                AND c.deleted_at IS NULL AND c.redacted_at IS NULL) AS "customerId"
     FROM balances b WHERE b.shop = $1 AND b.owed > 0
     ORDER BY b.owed DESC, b.holder_id LIMIT ${MOST_LISTED}`,
    [shop],
  );
}

/** Orders that cannot be read, those that have waited longest first. */
export function listStuckOrders(db: Queryable, shop: ShopId): Promise<StuckOrder[]> {
  return db.query<StuckOrder>(
    `SELECT o.order_id AS "orderId", o.name, o.refetch_since AS since
     FROM orders o WHERE o.shop = $1 AND ${STUCK}
     ORDER BY o.refetch_since, o.order_id LIMIT ${MOST_LISTED}`,
    [shop],
  );
}

/** Orders that earn nothing yet because Shopify does not say what surrounds them; the oldest first. */
export function listWaitingOrders(db: Queryable, shop: ShopId): Promise<StuckOrder[]> {
  return db.query<StuckOrder>(
    `SELECT o.order_id AS "orderId", o.name, o.waiting_since AS since
     FROM orders o WHERE o.shop = $1 AND ${WAITING}
     ORDER BY o.waiting_since, o.order_id LIMIT ${MOST_LISTED}`,
    [shop],
  );
}

/** How many things of each kind want the merchant's attention. */
export interface AttentionCounts {
  readonly captures: number;
  readonly owed: number;
  readonly dead: number;
  readonly stuck: number;
  readonly waiting: number;
  readonly parts: number;
}

/** Counts what the attention list would show, also beyond what it lists. */
export async function attentionCounts(db: Queryable, shop: ShopId): Promise<AttentionCounts> {
  const [row] = await db.query<AttentionCounts>(
    `SELECT (SELECT count(*)::int FROM orders o WHERE o.shop = $1 AND ${ODD}) AS captures,
            (SELECT count(*)::int FROM balances WHERE shop = $1 AND owed > 0) AS owed,
            (SELECT count(*)::int FROM delivery_queue WHERE shop = $1 AND due_at IS NULL) AS dead,
            (SELECT count(*)::int FROM orders o WHERE o.shop = $1 AND ${STUCK}) AS stuck,
            (SELECT count(*)::int FROM orders o WHERE o.shop = $1 AND ${WAITING}) AS waiting,
            (SELECT count(*)::int FROM installed_parts p
               JOIN shops s ON s.shop = p.shop AND s.installed_at = p.installation
              WHERE p.shop = $1 AND p.problem IS NOT NULL) AS parts`,
    [shop],
  );
  return row ?? { captures: 0, owed: 0, dead: 0, stuck: 0, waiting: 0, parts: 0 };
}

/** How many things want the merchant's attention; 0 where all is well. */
export async function countAttention(db: Queryable, shop: ShopId): Promise<number> {
  const counts = Object.values(await attentionCounts(db, shop)) as number[];
  return counts.reduce((sum, count) => sum + count, 0);
}

/** @returns false where there was nothing to be seen of that order, or it was seen before */
export async function markCaptureSeen(
  tx: Tx,
  shop: ShopId,
  order: OrderId,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE orders o SET capture_seen_at = $3
      WHERE o.shop = $1 AND o.order_id = $2 AND ${ODD} RETURNING 1`,
    [shop, order, now],
  );
  return rows.length > 0;
}

/**
 * Strikes a dead delivery off the list, of which nothing is left that could be run again.
 * @returns false for one that can, and for one that is not dead
 */
export async function forgetEmptyDelivery(
  tx: Tx,
  shop: ShopId,
  deliveryId: bigint,
): Promise<boolean> {
  const rows = await tx.query(
    `DELETE FROM delivery_queue q USING deliveries d
      WHERE q.shop = $1 AND q.delivery_id = $2 AND q.due_at IS NULL AND q.facts IS NULL
        AND d.shop = q.shop AND d.delivery_id = q.delivery_id AND d.body IS NULL
      RETURNING 1`,
    [shop, deliveryId],
  );
  return rows.length > 0;
}

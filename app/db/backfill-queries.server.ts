import type { CustomerId, OrderId, ShopId } from "../domain/ids.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

export type BackfillState = "running" | "done" | "undoing" | "undone";

/** A back-fill as it is stored. */
export interface BackfillRecord {
  readonly backfillId: string;
  readonly since: Date;
  /** What orders from before the first version are evaluated under; null: they earn nothing. */
  readonly programVersion: number | null;
  readonly state: BackfillState;
  /** Up to which change orders have been read; null before the first page. */
  readonly doneTo: Date | null;
  readonly orders: number;
  readonly adopted: number;
  readonly points: bigint;
  readonly pointsTaken: bigint;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const COLUMNS = `backfill_id AS "backfillId", since, program_version AS "programVersion", state,
  done_to AS "doneTo", orders, adopted, points, points_taken AS "pointsTaken",
  created_at AS "createdAt", finished_at AS "finishedAt"`;

/** The unfinished back-fill of the same days and version; null where there is none. */
export async function unfinishedBackfill(
  db: Queryable,
  shop: ShopId,
  since: Date,
  programVersion: number | null,
): Promise<BackfillRecord | null> {
  const [row] = await db.query<BackfillRecord>(
    `SELECT ${COLUMNS} FROM backfills
      WHERE shop = $1 AND since = $2 AND program_version IS NOT DISTINCT FROM $3
        AND state = 'running'
      ORDER BY created_at DESC LIMIT 1`,
    [shop, since, programVersion],
  );
  return row ?? null;
}

export async function insertBackfill(
  tx: Tx,
  shop: ShopId,
  made: Pick<BackfillRecord, "backfillId" | "since" | "programVersion">,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO backfills (shop, backfill_id, since, program_version, state, created_at)
     VALUES ($1, $2, $3, $4, 'running', $5)`,
    [shop, made.backfillId, made.since, made.programVersion, now],
  );
}

/** @param backfillId a UUID */
export async function findBackfill(
  db: Queryable,
  shop: ShopId,
  backfillId: string,
): Promise<BackfillRecord | null> {
  const [row] = await db.query<BackfillRecord>(
    `SELECT ${COLUMNS} FROM backfills WHERE shop = $1 AND backfill_id = $2`,
    [shop, backfillId],
  );
  return row ?? null;
}

/** A shop's back-fills, the newest first. */
export const listBackfills = (db: Queryable, shop: ShopId): Promise<BackfillRecord[]> =>
  db.query<BackfillRecord>(
    `SELECT ${COLUMNS} FROM backfills WHERE shop = $1 ORDER BY created_at DESC`,
    [shop],
  );

/** What a batch, or an undo's, adds to a back-fill's figures. */
export interface BackfillProgress {
  readonly orders?: number;
  readonly adopted?: number;
  readonly points?: bigint;
  readonly pointsTaken?: bigint;
  /** Up to which change orders have been read now. */
  readonly doneTo?: Date | null;
}

export async function addToBackfill(
  tx: Tx,
  shop: ShopId,
  backfillId: string,
  more: BackfillProgress,
): Promise<void> {
  await tx.query(
    `UPDATE backfills SET orders = orders + $3, adopted = adopted + $4, points = points + $5,
            points_taken = points_taken + $6, done_to = coalesce($7, done_to)
      WHERE shop = $1 AND backfill_id = $2`,
    [
      shop,
      backfillId,
      more.orders ?? 0,
      more.adopted ?? 0,
      more.points ?? 0n,
      more.pointsTaken ?? 0n,
      more.doneTo ?? null,
    ],
  );
}

/** Moves a back-fill to a state; false where it is in none of those that lead there. */
export async function moveBackfill(
  db: Queryable,
  shop: ShopId,
  backfillId: string,
  from: readonly BackfillState[],
  to: BackfillState,
  finishedAt: Date | null,
): Promise<boolean> {
  const rows = await db.query(
    `UPDATE backfills SET state = $4, finished_at = coalesce($5, finished_at)
      WHERE shop = $1 AND backfill_id = $2 AND state = ANY($3::text[]) RETURNING 1`,
    [shop, backfillId, from, to, finishedAt],
  );
  return rows.length > 0;
}

/** Which state a back-fill is in, kept so until the transaction ends; null where there is none. */
export async function lockBackfill(
  tx: Tx,
  shop: ShopId,
  backfillId: string,
): Promise<BackfillState | null> {
  const [row] = await tx.query<{ state: BackfillState }>(
    "SELECT state FROM backfills WHERE shop = $1 AND backfill_id = $2 FOR NO KEY UPDATE",
    [shop, backfillId],
  );
  return row?.state ?? null;
}

/**
 * Marks orders as brought in by a back-fill: those never heard of, those that no program has judged
 * yet, and those whose back-fill was undone. All others stay as they are.
 * @returns the orders that it has brought in
 */
export async function adoptOrders(
  tx: Tx,
  shop: ShopId,
  backfillId: string,
  programVersion: number | null,
  orders: readonly OrderId[],
): Promise<OrderId[]> {
  const rows = await tx.query<{ order_id: OrderId }>(
    `INSERT INTO orders AS o (shop, order_id, backfill_id, backfill_version)
     SELECT $1, id, $2, $3 FROM unnest($4::text[]) AS id
     ON CONFLICT (shop, order_id) DO UPDATE
        SET backfill_id = excluded.backfill_id, backfill_version = excluded.backfill_version
      WHERE o.program_version IS NULL AND o.waiting_since IS NULL AND o.deleted_at IS NULL
        AND (o.backfill_id IS NULL OR o.backfill_version = 0
             OR o.backfill_id = excluded.backfill_id)
     RETURNING o.order_id`,
    [shop, backfillId, programVersion, [...orders].sort()],
  );
  return rows.map(({ order_id }) => order_id);
}

/** Those of the orders that stand in the history that an import has brought. */
export async function importedAmong(
  db: Queryable,
  shop: ShopId,
  orders: readonly OrderId[],
): Promise<Set<OrderId>> {
  const rows = await db.query<{ order_id: OrderId }>(
    `SELECT DISTINCT r.order_id FROM unnest($2::text[]) AS wanted (id)
      CROSS JOIN LATERAL (
        SELECT order_id FROM import_rows
         WHERE shop = $1 AND order_id = wanted.id AND state IN ('matched', 'waiting', 'posted')
           AND scope = '00000000-0000-0000-0000-000000000000' LIMIT 1) AS r`,
    [shop, orders],
  );
  return new Set(rows.map(({ order_id }) => order_id));
}

/** What an order has come to earn. */
export interface BackfilledOrder {
  readonly orderId: OrderId;
  readonly customerId: CustomerId | null;
  readonly processedAt: Date | null;
  readonly programVersion: number | null;
  readonly target: bigint | null;
  /** Whether it waits for what Shopify has yet to say around it. */
  readonly waits: boolean;
}

export const backfilledOrders = (
  db: Queryable,
  shop: ShopId,
  orders: readonly OrderId[],
): Promise<BackfilledOrder[]> =>
  db.query<BackfilledOrder>(
    `SELECT o.* FROM unnest($2::text[]) AS wanted (id)
      CROSS JOIN LATERAL (
        SELECT order_id AS "orderId", coalesce(customer_id, claimed_by) AS "customerId",
               processed_at AS "processedAt", program_version AS "programVersion", target,
               waiting_since IS NOT NULL AS waits
          FROM orders WHERE shop = $1 AND order_id = wanted.id LIMIT 1) AS o`,
    [shop, orders],
  );

/** The next orders of a back-fill that have not been undone. */
export async function ordersToUndo(
  db: Queryable,
  shop: ShopId,
  backfillId: string,
  after: OrderId | null,
  limit: number,
): Promise<OrderId[]> {
  const rows = await db.query<{ order_id: OrderId }>(
    `SELECT order_id FROM orders
      WHERE shop = $1 AND backfill_id = $2 AND order_id > $3
        AND backfill_version IS DISTINCT FROM 0
      ORDER BY order_id LIMIT $4`,
    [shop, backfillId, after ?? "", limit],
  );
  return rows.map(({ order_id }) => order_id);
}

/** Has orders earn nothing for good, until another back-fill brings them in. */
export async function markUndone(tx: Tx, shop: ShopId, orders: readonly OrderId[]): Promise<void> {
  await tx.query(
    `UPDATE orders SET backfill_version = 0, program_version = NULL, award = NULL, target = NULL,
            waiting_since = NULL
      WHERE shop = $1 AND order_id = ANY($2::text[])`,
    [shop, orders],
  );
}

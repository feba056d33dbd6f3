import { decodeFacts, decodeRefunds, encodeFacts, encodeRefunds } from "../domain/order/codec.ts";
import type { OrderCapture } from "../domain/order/order-capture.ts";
import type { OrderState, RefetchReason } from "../domain/order/order.ts";
import {
  decodeSurroundings,
  encodeSurroundings,
  type FrozenSurroundings,
} from "../domain/order/surroundings.ts";
import type { CustomerId, OrderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import { arrayOf, type Value } from "./array-parameter.server.ts";
import { JSON_LINE, jsonLines } from "./json-lines.server.ts";
import { CAPTURE_COLUMNS, captureOf, type CaptureRow } from "./order-capture-queries.server.ts";
import { isDuplicateOf, RetryTransaction, type Queryable, type Tx } from "./transaction.server.ts";

/** An order as stored: its state, who claimed it, and what was computed of it. */
export interface StoredOrder {
  readonly state: OrderState;
  /** The customer that claimed a guest order. */
  readonly claimedBy: CustomerId | null;
  /** The company that the points belong to, where companies share a balance; else the customer. */
  readonly ownerCompany: string | null;
  /** When the order was last marked to be read again. */
  readonly refetchSince: Date | null;
  readonly programVersion: number | null;
  /** What it earns when nothing is refunded; null before any program. */
  readonly award: Points | null;
  /** What it has earned as it stands. */
  readonly target: Points | null;
  /** What came of the hold that it names, written by `saveOrderCaptures` alone. */
  readonly capture: OrderCapture | null;
  /** What Shopify said around it when it was first seen; null where no program has asked. */
  readonly surroundings: FrozenSurroundings | null;
  /**
   * Since when it waits for what its program asks of its surroundings; null where it does not.
   * Nothing new is posted of it meanwhile.
   */
  readonly waitingSince: Date | null;
  /** What a back-fill has said of it, written by back-fills alone: see `versionOfOrder`. */
  readonly backfillVersion: number | null;
}

export interface OrderRow extends CaptureRow {
  order_id: OrderId;
  claimed_by: CustomerId | null;
  owner_company: string | null;
  paid_at: Date | null;
  cancelled_at: Date | null;
  deleted_at: Date | null;
  deleted_by: OrderState["deletedBy"];
  facts: unknown;
  refunds: unknown;
  refetch_reason: RefetchReason | null;
  refetch_since: Date | null;
  program_version: number | null;
  award: Points | null;
  target: Points | null;
  surroundings: unknown;
  waiting_since: Date | null;
  backfill_version: number | null;
}

/** The columns that `storedOrder` reads. */
export const STORED_COLUMNS = `order_id, claimed_by, owner_company, paid_at, cancelled_at, deleted_at, deleted_by, facts,
  refunds, refetch_reason, refetch_since, program_version, award, target, surroundings,
  waiting_since, backfill_version, ${CAPTURE_COLUMNS}`;

/** Locks the orders that are known, in order of id. Those that are not are absent. */
export async function lockOrders(
  tx: Tx,
  shop: ShopId,
  orders: readonly OrderId[],
): Promise<Map<OrderId, StoredOrder>> {
  const rows = await tx.query<OrderRow>(
    `SELECT o.* FROM unnest($2::text[]) AS wanted (order_id)
      CROSS JOIN LATERAL (
        SELECT ${STORED_COLUMNS} FROM orders
         WHERE shop = $1 AND order_id = wanted.order_id
         LIMIT 1 FOR NO KEY UPDATE) AS o`,
    [shop, [...orders].sort()],
  );
  return new Map(rows.map((row) => [row.order_id, storedOrder(row)]));
}

/** A stored order, and the customer that its row is found by. */
export type FiledOrder = StoredOrder & { readonly filedUnder: CustomerId | null };

/** The next orders of a shop after one, in order of id; not locked. */
export async function ordersAfter(
  db: Queryable,
  shop: ShopId,
  after: OrderId | null,
  limit: number,
): Promise<FiledOrder[]> {
  const rows = await db.query<OrderRow & { customer_id: CustomerId | null }>(
    `SELECT customer_id, ${STORED_COLUMNS} FROM orders
      WHERE shop = $1 AND ($2::text IS NULL OR order_id > $2)
      ORDER BY order_id LIMIT $3`,
    [shop, after, limit],
  );
  return rows.map((row) => ({ ...storedOrder(row), filedUnder: row.customer_id }));
}

export function storedOrder(row: OrderRow): StoredOrder {
  const facts = row.facts === null ? null : decodeFacts(row.facts);
  return {
    state: {
      orderId: row.order_id,
      facts,
      paidAt: row.paid_at,
      cancelledAt: row.cancelled_at,
      // Told by facts alone, which are kept with it.
      fulfilledAt: facts?.fulfilledAt ?? null,
      deletedAt: row.deleted_at,
      deletedBy: row.deleted_by,
      refunds: decodeRefunds(row.refunds),
      refetch: row.refetch_reason,
    },
    claimedBy: row.claimed_by,
    ownerCompany: row.owner_company,
    refetchSince: row.refetch_since,
    programVersion: row.program_version,
    award: row.award,
    target: row.target,
    capture: captureOf(row),
    surroundings: row.surroundings === null ? null : decodeSurroundings(row.surroundings),
    waitingSince: row.waiting_since,
    backfillVersion: row.backfill_version,
  };
}

const COLUMNS = `order_id, name, customer_id, guest_hash, claimed_by, updated_at, processed_at,
  paid_at, cancelled_at, deleted_at, facts, refunds, refetch_reason, refetch_since,
  program_version, award, target, deleted_by, surroundings, waiting_since,
  owner_company`;

const ROWS = `unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
  $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::timestamptz[],
  $11::timestamptz[], ${jsonLines(12)}::json[], ${jsonLines(13)}::json[], $14::text[], $15::timestamptz[], $16::int[],
  $17::bigint[], $18::bigint[], $19::text[], ${jsonLines(20)}::json[], $21::timestamptz[], $22::text[])`;

/**
 * Inserts orders that were not known when they were looked for.
 * @throws RetryTransaction when another transaction has inserted one of them meanwhile
 */
export async function insertOrders(
  tx: Tx,
  shop: ShopId,
  orders: readonly StoredOrder[],
): Promise<void> {
  if (orders.length === 0) return;
  // Without ON CONFLICT, which looks into the key once more for every row.
  const inserted = tx.query(`INSERT INTO orders (shop, ${COLUMNS}) SELECT $1, * FROM ${ROWS}`, [
    shop,
    ...columnsOf(orders),
  ]);
  await inserted.catch((error: unknown) => {
    if (!isDuplicateOf("orders_pkey", error)) throw error;
    throw new RetryTransaction("an order has been stored meanwhile");
  });
}

/** Writes the new state of orders that `lockOrders` has locked. */
export async function updateOrders(
  tx: Tx,
  shop: ShopId,
  orders: readonly StoredOrder[],
): Promise<void> {
  if (orders.length === 0) return;
  await tx.query(
    `INSERT INTO orders (shop, ${COLUMNS}) SELECT $1, * FROM ${ROWS}
     ON CONFLICT (shop, order_id) DO UPDATE
        SET name = excluded.name, customer_id = excluded.customer_id,
            guest_hash = excluded.guest_hash, claimed_by = excluded.claimed_by,
            updated_at = excluded.updated_at, processed_at = excluded.processed_at,
            paid_at = excluded.paid_at, cancelled_at = excluded.cancelled_at,
            deleted_at = excluded.deleted_at, facts = excluded.facts,
            refunds = excluded.refunds, refetch_reason = excluded.refetch_reason,
            refetch_since = excluded.refetch_since, program_version = excluded.program_version,
            award = excluded.award, target = excluded.target, deleted_by = excluded.deleted_by,
            surroundings = excluded.surroundings, waiting_since = excluded.waiting_since,
            owner_company = excluded.owner_company`,
    [shop, ...columnsOf(orders)],
  );
}

function columnsOf(orders: readonly StoredOrder[]): unknown[] {
  const column = (value: (order: StoredOrder) => Value) => arrayOf(orders.map(value));
  const json = (value: (order: StoredOrder) => string) => orders.map(value).join(JSON_LINE);
  return [
    column((o) => o.state.orderId),
    column((o) => o.state.facts?.name ?? null),
    column((o) => o.state.facts?.customerId ?? null),
    column((o) => o.state.facts?.guestHash ?? null),
    column((o) => o.claimedBy),
    column((o) => o.state.facts?.updatedAt ?? null),
    column((o) => o.state.facts?.processedAt ?? null),
    column((o) => o.state.paidAt),
    column((o) => o.state.cancelledAt),
    column((o) => o.state.deletedAt),
    json((o) => (o.state.facts ? JSON.stringify(encodeFacts(o.state.facts)) : "")),
    json((o) => JSON.stringify(encodeRefunds(o.state.refunds))),
    column((o) => o.state.refetch),
    column((o) => o.refetchSince),
    column((o) => o.programVersion),
    column((o) => o.award),
    column((o) => o.target),
    column((o) => o.state.deletedBy),
    json((o) => (o.surroundings ? JSON.stringify(encodeSurroundings(o.surroundings)) : "")),
    column((o) => o.waitingSince),
    column((o) => o.ownerCompany),
  ];
}

import type { HoldState } from "../domain/hold.ts";
import type { CustomerId, HoldId, HolderId, OrderId, ShopId } from "../domain/ids.ts";
import type { LotUse } from "../domain/ledger/transfer.ts";
import type { HoldTerms } from "../domain/order/match-hold.ts";
import type { Points } from "../domain/points.ts";
import { arrayOf } from "./array-parameter.server.ts";
import type { Tx } from "./transaction.server.ts";

const HOLD_TERMS = `hold_id AS "holdId", holder_id AS "holderId", customer_id AS "customerId", code,
  points, money_minor AS "moneyMinor", currency`;

/** A hold that an order names, and who the order's customer is. */
export interface NamedHold {
  readonly orderId: OrderId;
  readonly hold: HoldTerms;
  /** A living one; null where no member is known. */
  readonly buyer: HolderId | null;
}

/**
 * The holds that orders name, as far as there are such, and their buyers; not
 * locked. Both are asked in one statement, which a merge cannot come between.
 */
export async function holdsNamed(
  tx: Tx,
  shop: ShopId,
  named: readonly { orderId: OrderId; holdId: HoldId; customerId: CustomerId | null }[],
): Promise<NamedHold[]> {
  const rows = await tx.query<HoldTerms & { orderId: OrderId; buyer: HolderId | null }>(
    `SELECT named.order_id AS "orderId", h.*, b.holder_id AS buyer
       FROM unnest($2::text[], $3::uuid[], $4::text[]) AS named (order_id, hold_id, customer_id)
      CROSS JOIN LATERAL (
        SELECT ${HOLD_TERMS} FROM holds
         WHERE shop = $1 AND hold_id = named.hold_id LIMIT 1) AS h
       LEFT JOIN LATERAL (
        SELECT coalesce(o.merged_into, o.holder_id) AS holder_id
          FROM customers c JOIN holders o USING (shop, holder_id)
         WHERE c.shop = $1 AND c.customer_id = named.customer_id LIMIT 1) AS b ON true`,
    [
      shop,
      named.map((one) => one.orderId),
      named.map((one) => one.holdId),
      named.map((one) => one.customerId),
    ],
  );
  return rows.map(({ orderId, buyer, ...hold }) => ({ orderId, hold, buyer }));
}

/** How a hold stands, once its holder's balance and then it is locked. */
export interface LockedHold {
  readonly holdId: HoldId;
  readonly holderId: HolderId;
  readonly state: HoldState;
}

/** Locks holds in order of id. Their holders' balances are locked by the caller. */
export function lockHolds(tx: Tx, shop: ShopId, holds: readonly HoldId[]): Promise<LockedHold[]> {
  return tx.query<LockedHold>(
    `SELECT h.* FROM unnest($2::uuid[]) AS wanted (hold_id)
      CROSS JOIN LATERAL (
        SELECT hold_id AS "holdId", holder_id AS "holderId", state FROM holds
         WHERE shop = $1 AND hold_id = wanted.hold_id
         LIMIT 1 FOR NO KEY UPDATE) AS h`,
    [shop, [...holds].sort()],
  );
}

/** What the holds' transfers took, each in its order. */
export async function usesOfHolds(
  tx: Tx,
  shop: ShopId,
  holds: readonly HoldId[],
): Promise<Map<HoldId, LotUse[]>> {
  const rows = await tx.query<LotUse & { holdId: HoldId }>(
    `SELECT wanted.hold_id AS "holdId", t.lot_id AS "lotId", t.account, t.amount
       FROM unnest($2::text[]) AS wanted (hold_id)
      CROSS JOIN LATERAL (
        SELECT u.lot_id, u.account, u.amount, u.line
          FROM transfers h JOIN lot_uses u USING (shop, holder_id, seq)
         WHERE h.shop = $1 AND h.key = 'hold/' || wanted.hold_id) AS t
      ORDER BY wanted.hold_id, t.line`,
    [shop, holds],
  );
  const uses = new Map<HoldId, LotUse[]>();
  for (const { holdId, ...use } of rows) uses.set(holdId, [...(uses.get(holdId) ?? []), use]);
  return uses;
}

/** A hold that an order has taken. */
export interface TakenHold {
  readonly holdId: HoldId;
  readonly orderId: OrderId;
  readonly points: Points;
}

/** The holds' points are spent or given back, since `at`. The holds are locked by the caller. */
export async function markCaptured(
  tx: Tx,
  shop: ShopId,
  taken: readonly TakenHold[],
  at: Date,
): Promise<void> {
  if (taken.length === 0) return;
  await tx.query(
    `UPDATE holds
        SET state = 'captured', settled_at = $5,
            order_id = ($3::text[])[array_position($2::uuid[], hold_id)],
            captured_points = ($4::bigint[])[array_position($2::uuid[], hold_id)]
      WHERE shop = $1 AND hold_id = ANY($2::uuid[])`,
    [
      shop,
      taken.map((one) => one.holdId),
      taken.map((one) => one.orderId),
      arrayOf(taken.map((one) => one.points)),
      at,
    ],
  );
}

import type { CustomerId, OrderId, ShopId } from "../domain/ids.ts";
import { decodeFacts } from "../domain/order/codec.ts";
import type { OrderState } from "../domain/order/order.ts";
import {
  decodeSurroundings,
  encodeSurroundings,
  type FrozenSurroundings,
} from "../domain/order/surroundings.ts";
import { JSON_LINE } from "./json-lines.server.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** Installed shops of which orders wait for what surrounds them. */
export async function shopsWithWaitingOrders(db: Queryable): Promise<ShopId[]> {
  const rows = await db.query<{ shop: ShopId }>(
    `SELECT shop FROM shops s
      WHERE s.uninstalled_at IS NULL AND EXISTS (
        SELECT 1 FROM orders o WHERE o.shop = s.shop AND o.waiting_since IS NOT NULL)
      ORDER BY shop`,
  );
  return rows.map(({ shop }) => shop);
}

/** An order that waits, as far as it tells what it waits for. */
export interface WaitingOrder {
  readonly state: Pick<OrderState, "orderId" | "facts">;
  readonly claimedBy: CustomerId | null;
  readonly surroundings: FrozenSurroundings | null;
  /** The version that its back-fill has chosen, where one has. */
  readonly backfillVersion: number | null;
}

/** The next of a shop's orders that wait, in order of id. */
export async function waitingOrders(
  db: Queryable,
  shop: ShopId,
  after: OrderId | null,
  limit: number,
): Promise<WaitingOrder[]> {
  const rows = await db.query<{
    order_id: OrderId;
    facts: unknown;
    claimed_by: CustomerId | null;
    surroundings: unknown;
    backfill_version: number | null;
  }>(
    `SELECT order_id, facts, claimed_by, surroundings, backfill_version FROM orders
      WHERE shop = $1 AND waiting_since IS NOT NULL AND order_id > $2
      ORDER BY order_id LIMIT $3`,
    [shop, after ?? "", limit],
  );
  return rows.map((row) => ({
    state: { orderId: row.order_id, facts: row.facts === null ? null : decodeFacts(row.facts) },
    claimedBy: row.claimed_by,
    surroundings: row.surroundings === null ? null : decodeSurroundings(row.surroundings),
    backfillVersion: row.backfill_version,
  }));
}

/** Writes what was frozen of orders that `lockOrders` has locked. */
export async function saveSurroundings(
  tx: Tx,
  shop: ShopId,
  frozen: ReadonlyMap<OrderId, FrozenSurroundings>,
): Promise<void> {
  if (frozen.size === 0) return;
  const lines = [...frozen.values()].map((one) => JSON.stringify(encodeSurroundings(one)));
  await tx.query(
    `UPDATE orders o SET surroundings = t.surroundings
       FROM unnest($2::text[], string_to_array($3::text, E'\\n')::json[]) AS t (order_id, surroundings)
      WHERE o.shop = $1 AND o.order_id = t.order_id`,
    [shop, [...frozen.keys()], lines.join(JSON_LINE)],
  );
}

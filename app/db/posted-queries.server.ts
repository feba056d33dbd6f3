import type { ForeignTaking } from "../domain/ledger/post-order.ts";
import { orderLotId, type HolderId, type LotId, type OrderId, type ShopId } from "../domain/ids.ts";
import { points, type Points } from "../domain/points.ts";
import type { Tx } from "./transaction.server.ts";

/** What an order has posted to the chain of one holder. */
export interface Posted {
  readonly orderId: OrderId;
  readonly holderId: HolderId;
  readonly points: Points;
  /** Whether any of it was ever taken back. */
  readonly clawedBack: boolean;
}

/** What orders have posted, by holder in whose chain it stands. The orders are locked by the caller. */
export async function postedByOrder(
  tx: Tx,
  shop: ShopId,
  orders: readonly OrderId[],
): Promise<Posted[]> {
  if (orders.length === 0) return [];
  const rows = await tx.query<{
    order_id: OrderId;
    holder_id: HolderId;
    posted: string;
    clawed_back: boolean;
  }>(
    `SELECT p.* FROM unnest($2::text[]) AS wanted (order_id)
      CROSS JOIN LATERAL (
        SELECT order_id, holder_id,
               sum(CASE WHEN debit IN ('issued', 'reversed') THEN amount
                        WHEN credit = 'reversed' THEN -amount ELSE 0 END) AS posted,
               bool_or(credit = 'reversed') AS clawed_back
          FROM transfers WHERE shop = $1 AND order_id = wanted.order_id
         GROUP BY order_id, holder_id) AS p
      ORDER BY order_id, holder_id`,
    [shop, orders],
  );
  return rows.map((row) => ({
    orderId: row.order_id,
    holderId: row.holder_id,
    points: points(BigInt(row.posted)),
    clawedBack: row.clawed_back,
  }));
}

interface TakingRow {
  order_id: OrderId;
  direction: "taken" | "given";
  account: "available" | "expired" | "owed" | "uncollected";
  lot_id: LotId | null;
  amount: bigint;
}

/**
 * What clawbacks of these orders took from elsewhere than the orders' own lots
 * and has not been given back, oldest first.
 */
export async function foreignTakings(
  tx: Tx,
  shop: ShopId,
  orders: readonly OrderId[],
): Promise<Map<OrderId, ForeignTaking[]>> {
  if (orders.length === 0) return new Map();
  const rows = await tx.query<TakingRow>(
    `SELECT t.order_id, 'taken' AS direction, t.debit AS account, u.lot_id,
            coalesce(u.amount, t.amount) AS amount, t.holder_id, t.seq, u.line
       FROM transfers t LEFT JOIN lot_uses u USING (shop, holder_id, seq)
      WHERE t.shop = $1 AND t.order_id = ANY($2::text[]) AND t.credit = 'reversed'
        AND t.debit IN ('available', 'expired', 'owed', 'uncollected')
     UNION ALL
     SELECT order_id, 'given', credit, lot_id, amount, holder_id, seq, NULL
       FROM transfers
      WHERE shop = $1 AND order_id = ANY($2::text[]) AND debit = 'reversed'
      ORDER BY holder_id, seq, line`,
    [shop, orders],
  );
  const takings = new Map<OrderId, ForeignTaking[]>();
  for (const row of rows) {
    if (row.account === "available" && row.lot_id === orderLotId(row.order_id)) continue;
    const list = takings.get(row.order_id) ?? [];
    takings.set(row.order_id, list);
    if (row.direction === "taken") list.push(takingOf(row));
    else giveBack(list, row);
  }
  return takings;
}

function takingOf(row: TakingRow): ForeignTaking {
  const amount = points(row.amount);
  if (row.account !== "available") return { from: row.account, amount };
  const lotId = row.lot_id;
  if (lotId === null) throw new Error(`a clawback of order ${row.order_id} names no lot`);
  return { from: "lot", use: { lotId, account: "available", amount } };
}

/** Takes what was given back off the latest takings from the same place. */
function giveBack(takings: ForeignTaking[], given: TakingRow): void {
  let left = given.amount;
  for (let i = takings.length - 1; i >= 0 && left > 0n; i -= 1) {
    const taking = takings[i];
    if (!taking || !samePlace(taking, given)) continue;
    const amount = taking.from === "lot" ? taking.use.amount : taking.amount;
    const returned = amount < left ? amount : left;
    left -= returned;
    const rest = points(amount - returned);
    if (rest === 0n) takings.splice(i, 1);
    else if (taking.from === "lot")
      takings[i] = { from: "lot", use: { ...taking.use, amount: rest } };
    else takings[i] = { from: taking.from, amount: rest };
  }
}

const samePlace = (taking: ForeignTaking, given: TakingRow): boolean =>
  taking.from === "lot"
    ? given.account === "available" && taking.use.lotId === given.lot_id
    : taking.from === given.account;

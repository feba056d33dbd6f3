import type { HolderId, LotId, OrderId, ShopId } from "../domain/ids.ts";
import type { CapturedPart } from "../domain/ledger/restore.ts";
import type { Points } from "../domain/points.ts";
import type { Tx } from "./transaction.server.ts";

/** What an order took of its hold, and from whom by now. */
export interface CapturedParts {
  readonly orderId: OrderId;
  /** A living one. */
  readonly holderId: HolderId;
  /** In the order in which they were taken. */
  readonly parts: readonly CapturedPart[];
}

interface PartRow {
  orderId: OrderId;
  holderId: HolderId;
  amount: Points;
  lot_id: LotId | null;
  matures_at: Date | null;
  expires_at: Date | null;
}

/** From which lots the orders took the points that they were paid with. */
export async function capturedPartsOf(
  tx: Tx,
  shop: ShopId,
  orders: readonly OrderId[],
): Promise<CapturedParts[]> {
  if (orders.length === 0) return [];
  const rows = await tx.query<PartRow>(
    `SELECT t.order_id AS "orderId", coalesce(h.merged_into, h.holder_id) AS "holderId",
            coalesce(u.amount, t.amount) AS amount, l.lot_id, l.matures_at, l.expires_at
       FROM transfers t
       JOIN holders h USING (shop, holder_id)
       LEFT JOIN lot_uses u USING (shop, holder_id, seq)
       LEFT JOIN lots l ON (l.shop, l.holder_id, l.lot_id) = (u.shop, u.holder_id, u.lot_id)
      WHERE t.shop = $1 AND t.order_id = ANY($2::text[]) AND t.code = 'capture'
      ORDER BY t.order_id, t.seq, u.line`,
    [shop, orders],
  );
  const byOrder = Map.groupBy(rows, (row) => row.orderId);
  return [...byOrder].map(([orderId, list]) => ({
    orderId,
    holderId: holderOf(list),
    parts: list.map(({ amount, lot_id: lotId, matures_at, expires_at }) => ({
      amount,
      lot:
        lotId !== null && matures_at !== null
          ? { lotId, maturesAt: matures_at, expiresAt: expires_at }
          : null,
    })),
  }));
}

function holderOf(rows: readonly PartRow[]): HolderId {
  const [first] = rows;
  if (!first) throw new Error("an order without captures has none to give back");
  return first.holderId;
}

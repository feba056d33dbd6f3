import type { Account } from "../domain/ledger/accounts.ts";
import type { Json, TransferCode } from "../domain/ledger/transfer.ts";
import type { HolderId, LotId, OrderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import type { Edge } from "./keyset.server.ts";
import type { Queryable } from "./transaction.server.ts";

/** A transfer as a member's page tells it. */
export interface TimelineRow {
  /** Place in the member's chain, from 1. */
  readonly seq: bigint;
  readonly code: TransferCode;
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: Points;
  /** The order that caused it, or whose points moved. */
  readonly orderId: OrderId | null;
  readonly orderName: string | null;
  /** The lots that it took from, and the one that it credited. */
  readonly lots: readonly LotId[];
  readonly explanation: Json;
  readonly eventAt: Date;
  /** The text of an adjustment; null where there is none or it was erased. */
  readonly reason: string | null;
}

/** Transfers of a holder's chain beyond an edge, those next to it first. */
export function listTimeline(
  db: Queryable,
  shop: ShopId,
  holder: HolderId,
  edge: Edge<bigint> | null,
  limit: number,
): Promise<TimelineRow[]> {
  const goesUp = edge?.side === "newer";
  const beyond = edge === null ? "" : `AND seq ${goesUp ? ">" : "<"} $4`;
  const direction = goesUp ? "ASC" : "DESC";
  return db.query<TimelineRow>(
    `SELECT t.seq, t.code, t.debit, t.credit, t.amount, about.order_id AS "orderId",
            o.name AS "orderName", t.explanation, t.event_at AS "eventAt", n.text AS reason,
            array_remove(u.lots || t.lot_id, NULL) AS lots
       FROM (SELECT * FROM transfers WHERE shop = $1 AND holder_id = $2 ${beyond}
              ORDER BY seq ${direction} LIMIT $3) AS t
       LEFT JOIN LATERAL (
         SELECT text FROM notes WHERE shop = t.shop AND note_hash = t.note_hash LIMIT 1) AS n ON true
       LEFT JOIN LATERAL (
         SELECT array_agg(lot_id ORDER BY line) AS lots FROM lot_uses
          WHERE shop = t.shop AND holder_id = t.holder_id AND seq = t.seq) AS u ON true
      -- What matures or expires is one lot, which an order's bears its id.
      CROSS JOIN LATERAL (
        SELECT CASE WHEN t.order_id IS NULL AND t.code IN ('mature', 'expire')
                    THEN substring(u.lots[1] FROM '^order/(.*)$') ELSE t.order_id END AS order_id
      ) AS about
       LEFT JOIN orders o ON o.shop = t.shop AND o.order_id = about.order_id
      ORDER BY t.seq ${direction}`,
    [shop, holder, limit, ...(edge === null ? [] : [edge.place])],
  );
}

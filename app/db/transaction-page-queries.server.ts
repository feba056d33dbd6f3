import type { Account } from "../domain/ledger/accounts.ts";
import type { Json, TransferCode } from "../domain/ledger/transfer.ts";
import type { HolderId, OrderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import type { Queryable } from "./transaction.server.ts";

/** A transfer as it is shown, with the text of its note where that has not been erased. */
export interface TransactionRow {
  readonly holderId: HolderId;
  readonly seq: bigint;
  readonly code: TransferCode;
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: Points;
  readonly orderId: OrderId | null;
  readonly explanation: Json;
  readonly programVersion: number | null;
  readonly eventAt: Date;
  readonly recordedAt: Date;
  readonly hash: Uint8Array;
  readonly reason: string | null;
}

/**
 * Transfers of a holder's chain, newest first.
 * @param before only those below this sequence number; null for the newest
 */
export function listTransactions(
  db: Queryable,
  shop: ShopId,
  holder: HolderId,
  before: bigint | null,
  limit: number,
): Promise<TransactionRow[]> {
  return db.query<TransactionRow>(
    `SELECT t.holder_id AS "holderId", t.seq, t.code, t.debit, t.credit, t.amount,
            t.order_id AS "orderId", t.explanation, t.program_version AS "programVersion",
            t.event_at AS "eventAt", t.recorded_at AS "recordedAt", t.hash, n.text AS reason
     FROM transfers t LEFT JOIN notes n ON n.shop = t.shop AND n.note_hash = t.note_hash
     WHERE t.shop = $1 AND t.holder_id = $2 AND ($3::bigint IS NULL OR t.seq < $3)
     ORDER BY t.seq DESC
     LIMIT $4`,
    [shop, holder, before, limit],
  );
}

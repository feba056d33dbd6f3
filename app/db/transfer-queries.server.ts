import type { Account, LotAccount } from "../domain/ledger/accounts.ts";
import type { Json, LotUse, Transfer, TransferCode } from "../domain/ledger/transfer.ts";
import type { HolderId, LotId, OrderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import type { Queryable } from "./transaction.server.ts";

interface TransferRow {
  shop: ShopId;
  holder_id: HolderId;
  seq: bigint;
  key: string;
  code: TransferCode;
  debit: Account;
  credit: Account;
  amount: Points;
  lot_id: LotId | null;
  matures_at: Date | null;
  expires_at: Date | null;
  order_id: OrderId | null;
  program_version: number | null;
  explanation: Json;
  note_hash: Buffer | null;
  event_at: Date;
  recorded_at: Date;
  prev_hash: Buffer;
  hash: Buffer;
  /** Amounts as text: JSON numbers are not exact beyond 2^53. */
  uses: { lot: LotId; account: LotAccount; amount: string }[];
}

const SELECT_TRANSFERS = `
SELECT t.shop, t.holder_id, t.seq, t.key, t.code, t.debit, t.credit, t.amount, t.lot_id,
       t.matures_at, t.expires_at, t.order_id, t.program_version, t.explanation, t.note_hash,
       t.event_at, t.recorded_at, t.prev_hash, t.hash,
       coalesce((SELECT json_agg(json_build_object('lot', u.lot_id, 'account', u.account,
                                                   'amount', u.amount::text) ORDER BY u.line)
                   FROM lot_uses u
                  WHERE (u.shop, u.holder_id, u.seq) = (t.shop, t.holder_id, t.seq)), '[]') AS uses
  FROM transfers t`;

/** The transfer with this key; null where there is none. */
export async function transferByKey(
  db: Queryable,
  shop: ShopId,
  key: string,
): Promise<Transfer | null> {
  const rows = await db.query<TransferRow>(`${SELECT_TRANSFERS} WHERE t.shop = $1 AND t.key = $2`, [
    shop,
    key,
  ]);
  return rows[0] ? transferOf(rows[0]) : null;
}

/** The whole chains of the given holders, each in its order. */
export async function chainsOf(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<Transfer[]> {
  const rows = await db.query<TransferRow>(
    `${SELECT_TRANSFERS} WHERE t.shop = $1 AND t.holder_id = ANY($2::uuid[])
      ORDER BY t.holder_id, t.seq`,
    [shop, holders],
  );
  return rows.map(transferOf);
}

function transferOf(row: TransferRow): Transfer {
  const uses: LotUse[] = row.uses.map((use) => ({
    lotId: use.lot,
    account: use.account,
    amount: BigInt(use.amount) as Points,
  }));
  const lot =
    row.lot_id !== null && row.matures_at !== null
      ? { lotId: row.lot_id, maturesAt: row.matures_at, expiresAt: row.expires_at }
      : null;
  return {
    shop: row.shop,
    holderId: row.holder_id,
    seq: row.seq,
    key: row.key,
    code: row.code,
    debit: row.debit,
    credit: row.credit,
    amount: row.amount,
    lot,
    uses,
    orderId: row.order_id,
    programVersion: row.program_version,
    explanation: row.explanation,
    noteHash: row.note_hash,
    eventAt: row.event_at,
    recordedAt: row.recorded_at,
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}

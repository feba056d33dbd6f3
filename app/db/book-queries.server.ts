import { emptyBook, type Book } from "../domain/ledger/book.ts";
import type { HolderAccount } from "../domain/ledger/accounts.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import { RetryTransaction, type Queryable, type Tx } from "./transaction.server.ts";

type Balance = Readonly<Record<HolderAccount, Points>>;

interface BalanceRow extends Balance {
  holder_id: HolderId;
  chain_seq: bigint;
  chain_hash: Buffer;
  active_at: Date | null;
}

/**
 * Locks the holders' balance rows in order of id and returns their books,
 * without lots.
 * @throws RetryTransaction when a holder has meanwhile been merged into another
 */
export async function lockBooks(
  tx: Tx,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<Map<HolderId, Book>> {
  const rows = await tx.query<BalanceRow>(
    `SELECT b.* FROM unnest($2::uuid[]) AS wanted (holder_id)
      CROSS JOIN LATERAL (
        SELECT holder_id, pending, available, held, owed, chain_seq, chain_hash, active_at FROM balances
         WHERE shop = $1 AND holder_id = wanted.holder_id
         LIMIT 1 FOR NO KEY UPDATE) AS b`,
    [shop, [...holders].sort()],
  );
  // Asked after the locks, which a merge may have held until now.
  const merged = await mergedAmong(tx, shop, holders);
  if (merged.length > 0) throw new RetryTransaction("a holder has been merged meanwhile");
  return new Map(rows.map((row) => [row.holder_id, bookOf(shop, row)]));
}

async function mergedAmong(
  tx: Tx,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<HolderId[]> {
  const rows = await tx.query<{ holder_id: HolderId }>(
    `SELECT h.holder_id FROM unnest($2::uuid[]) AS wanted (holder_id)
      CROSS JOIN LATERAL (
        SELECT holder_id, merged_into FROM holders
         WHERE shop = $1 AND holder_id = wanted.holder_id LIMIT 1) AS h
      WHERE h.merged_into IS NOT NULL`,
    [shop, holders],
  );
  return rows.map((row) => row.holder_id);
}

/** The stored books of the holders, without lots and without locking. */
export async function readBooks(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<Map<HolderId, Book>> {
  const rows = await db.query<BalanceRow>(
    `SELECT holder_id, pending, available, held, owed, chain_seq, chain_hash, active_at
       FROM balances WHERE shop = $1 AND holder_id = ANY($2::uuid[])`,
    [shop, holders],
  );
  return new Map(rows.map((row) => [row.holder_id, bookOf(shop, row)]));
}

function bookOf(shop: ShopId, row: BalanceRow): Book {
  const { pending, available, held, owed } = row;
  return {
    ...emptyBook(shop, row.holder_id),
    seq: row.chain_seq,
    headHash: row.chain_hash,
    activeAt: row.active_at,
    balance: { pending, available, held, owed },
  };
}

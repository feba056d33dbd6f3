import { SHOP_ACCOUNTS } from "../domain/ledger/accounts.ts";
import type { HolderId, OrderId, ShopId } from "../domain/ids.ts";
import type { Queryable } from "./transaction.server.ts";

/** All shops that have a ledger, in order. */
export async function shopsWithHolders(db: Queryable): Promise<ShopId[]> {
  const rows = await db.query<{ shop: ShopId }>(`SELECT DISTINCT shop FROM holders ORDER BY shop`);
  return rows.map((row) => row.shop);
}

/** The next holders of a shop after one, in order of id. */
export async function holdersAfter(
  db: Queryable,
  shop: ShopId,
  after: HolderId | null,
  limit: number,
): Promise<HolderId[]> {
  const rows = await db.query<{ holder_id: HolderId }>(
    `SELECT holder_id FROM holders
      WHERE shop = $1 AND ($2::uuid IS NULL OR holder_id > $2)
      ORDER BY holder_id LIMIT $3`,
    [shop, after, limit],
  );
  return rows.map((row) => row.holder_id);
}

/** A transfer in a chain that belongs to no holder; null where there is none. */
export async function transferWithoutHolder(db: Queryable, shop: ShopId): Promise<HolderId | null> {
  const [row] = await db.query<{ holder_id: HolderId }>(
    `SELECT t.holder_id FROM transfers t LEFT JOIN holders h USING (shop, holder_id)
      WHERE t.shop = $1 AND h.holder_id IS NULL LIMIT 1`,
    [shop],
  );
  return row?.holder_id ?? null;
}

/** A transfer of a merge, and what it says that the other chain's head was then. */
export interface MergeLink {
  readonly holderId: HolderId;
  readonly seq: bigint;
  readonly otherHolder: HolderId;
  /** In hexadecimal. */
  readonly otherHead: string;
}

/** Transfers of merges that name a head which no transfer of the other chain has. */
export function mergesWithoutHead(db: Queryable, shop: ShopId): Promise<MergeLink[]> {
  return db.query<MergeLink>(
    `SELECT m.holder_id AS "holderId", m.seq, m.other_holder AS "otherHolder",
            m.other_head AS "otherHead"
       FROM (SELECT holder_id, seq, (explanation->>'other_holder')::uuid AS other_holder,
                    explanation->>'other_head' AS other_head
               FROM transfers WHERE shop = $1 AND code IN ('merge_out', 'merge_in')) AS m
       LEFT JOIN transfers o ON o.shop = $1 AND o.holder_id = m.other_holder
                            AND o.hash = decode(m.other_head, 'hex')
      WHERE o.seq IS NULL ORDER BY m.holder_id, m.seq`,
    [shop],
  );
}

export interface OrderDifference {
  readonly orderId: OrderId;
  readonly target: bigint;
  readonly posted: bigint;
}

/** The first order whose postings are not its target; null where there is none. */
export async function orderOffTarget(db: Queryable, shop: ShopId): Promise<OrderDifference | null> {
  const rows = await db.query<{ order_id: OrderId; target: bigint; posted: bigint }>(
    `WITH posted AS (
       SELECT order_id, sum(CASE WHEN debit IN ('issued', 'reversed') THEN amount
                                 WHEN credit = 'reversed' THEN -amount ELSE 0 END)::bigint AS posted
         FROM transfers WHERE shop = $1 AND order_id IS NOT NULL GROUP BY order_id
     ), owed AS (
       SELECT order_id, CASE WHEN coalesce(customer_id, claimed_by) IS NULL THEN 0
                             ELSE coalesce(target, 0) END AS target
         FROM orders WHERE shop = $1
     )
     SELECT order_id, coalesce(target, 0) AS target, coalesce(posted, 0) AS posted
       FROM owed FULL JOIN posted USING (order_id)
      WHERE coalesce(target, 0) <> coalesce(posted, 0)
      ORDER BY order_id LIMIT 1`,
    [shop],
  );
  const [row] = rows;
  return row ? { orderId: row.order_id, target: row.target, posted: row.posted } : null;
}

/** The points outstanding in a shop, once by its balances and once by its own accounts. */
export interface Outstanding {
  /** What members have, less what they owe. */
  readonly held: bigint;
  /** What the shop has issued and adjusted, less what was redeemed, expired or taken back. */
  readonly issued: bigint;
}

/** Sums both sides of a shop's ledger. */
export async function pointsOutstanding(db: Queryable, shop: ShopId): Promise<Outstanding> {
  const [row] = await db.query<{ held: string; issued: string }>(
    `SELECT (SELECT coalesce(sum(pending + available + held - owed), 0)
               FROM balances WHERE shop = $1) AS held,
            (SELECT coalesce(sum(CASE WHEN debit = ANY($2::account[]) THEN amount ELSE 0 END
                               - CASE WHEN credit = ANY($2::account[]) THEN amount ELSE 0 END), 0)
               FROM transfers WHERE shop = $1) AS issued`,
    [shop, SHOP_ACCOUNTS],
  );
  return { held: BigInt(row?.held ?? "0"), issued: BigInt(row?.issued ?? "0") };
}

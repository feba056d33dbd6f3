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

/** Rows of the ledger that hang on nothing. */
export interface Stray {
  readonly what: "transfers" | "lots" | "lot uses";
  /** In whose name they stand. */
  readonly holderId: HolderId;
}

/** Transfers or lots of nobody, or uses of lots by no transfer; null where there are none. */
export async function strayRows(db: Queryable, shop: ShopId): Promise<Stray | null> {
  const [row] = await db.query<Stray>(
    `(SELECT 'transfers' AS what, t.holder_id AS "holderId"
        FROM transfers t LEFT JOIN holders h USING (shop, holder_id)
       WHERE t.shop = $1 AND h.holder_id IS NULL LIMIT 1)
     UNION ALL
     (SELECT 'lots', l.holder_id FROM lots l LEFT JOIN holders h USING (shop, holder_id)
       WHERE l.shop = $1 AND h.holder_id IS NULL LIMIT 1)
     UNION ALL
     (SELECT 'lot uses', u.holder_id
        FROM lot_uses u LEFT JOIN transfers t USING (shop, holder_id, seq)
       WHERE u.shop = $1 AND t.seq IS NULL LIMIT 1)`,
    [shop],
  );
  return row ?? null;
}

/**
 * A holder that is said to be merged and was not: it has points or owes some, or
 * it points at one that is merged itself; null where there is none.
 */
export async function falselyMerged(db: Queryable, shop: ShopId): Promise<HolderId | null> {
  const [row] = await db.query<{ holder_id: HolderId }>(
    `SELECT h.holder_id FROM holders h
       JOIN balances b USING (shop, holder_id)
       JOIN holders target ON (target.shop, target.holder_id) = (h.shop, h.merged_into)
      WHERE h.shop = $1
        AND (target.merged_into IS NOT NULL OR b.pending + b.available + b.held + b.owed > 0)
      ORDER BY h.holder_id LIMIT 1`,
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
  /** A living one; null where the order belongs to nobody. */
  readonly holderId: HolderId | null;
  readonly target: bigint;
  readonly posted: bigint;
}

/**
 * The first order that has not posted its target to the member whom it belongs
 * to, or has posted to anyone else, merges followed; null where there is none.
 */
export async function orderOffTarget(db: Queryable, shop: ShopId): Promise<OrderDifference | null> {
  const [row] = await db.query<OrderDifference>(
    `WITH posted AS (
       SELECT t.order_id, coalesce(h.merged_into, h.holder_id) AS owner,
              sum(CASE WHEN t.debit IN ('issued', 'reversed') THEN t.amount
                       WHEN t.credit = 'reversed' THEN -t.amount ELSE 0 END)::bigint AS posted
         FROM transfers t JOIN holders h USING (shop, holder_id)
        WHERE t.shop = $1 AND t.order_id IS NOT NULL GROUP BY 1, 2
     ), earned AS (
       SELECT o.order_id, coalesce(y.holder_id, h.merged_into, h.holder_id) AS owner, o.target
         FROM orders o
         LEFT JOIN companies y ON y.shop = o.shop AND y.company_id = o.owner_company
         LEFT JOIN customers c ON c.shop = o.shop
                              AND c.customer_id = coalesce(o.customer_id, o.claimed_by)
         LEFT JOIN holders h ON h.shop = c.shop AND h.holder_id = c.holder_id
        WHERE o.shop = $1 AND o.target > 0
          AND coalesce(o.owner_company, o.customer_id, o.claimed_by) IS NOT NULL
     )
     SELECT order_id AS "orderId", owner AS "holderId",
            coalesce(target, 0) AS target, coalesce(posted, 0) AS posted
       FROM earned FULL JOIN posted USING (order_id, owner)
      WHERE coalesce(target, 0) <> coalesce(posted, 0)
      ORDER BY order_id, posted LIMIT 1`,
    [shop],
  );
  return row ?? null;
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

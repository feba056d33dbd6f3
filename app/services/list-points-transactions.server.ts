import { holdersOfCustomers } from "../db/holder-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { listTransactions, type TransactionRow } from "../db/transaction-page-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { CustomerId, HolderId, ShopId } from "../domain/ids.ts";

/** Where a page ended: a place in one holder's chain. */
export interface TransactionCursor {
  readonly holder: HolderId;
  readonly seq: bigint;
}

export type TransactionPage =
  | {
      readonly kind: "ok";
      readonly transactions: readonly TransactionRow[];
      /** Null on the last page. */
      readonly next: TransactionCursor | null;
    }
  | { readonly kind: "unknown_member" }
  /** The cursor belongs to another chain: of another member, or of before a merge. */
  | { readonly kind: "stale_cursor" };

/** One page of a member's transactions, newest first; what is posted meanwhile shifts nothing. */
export async function listPointsTransactions(
  db: Database,
  shop: ShopId,
  customer: CustomerId,
  page: { readonly limit: number; readonly after: TransactionCursor | null },
): Promise<TransactionPage> {
  const read = queryable(db.pool);
  const holder = (await holdersOfCustomers(read, shop, [customer])).get(customer);
  if (holder === undefined) return { kind: "unknown_member" };
  if (page.after && page.after.holder !== holder) return { kind: "stale_cursor" };
  const before = page.after?.seq ?? null;
  const rows = await listTransactions(read, shop, holder, before, page.limit + 1);
  const transactions = rows.slice(0, page.limit);
  const last = transactions.at(-1);
  const next = rows.length > page.limit && last ? { holder, seq: last.seq } : null;
  return { kind: "ok", transactions, next };
}

import { headsAfter } from "../db/digest-queries.server.ts";
import type { Queryable } from "../db/transaction.server.ts";
import type { ChainHead } from "../domain/ledger/digest.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";

const HEADS_PER_PAGE = 5_000;

/** All heads of a digest, page by page, in order of their holders' ids. */
export async function* readHeads(
  db: Queryable,
  shop: ShopId,
  number: number,
): AsyncGenerator<readonly ChainHead[]> {
  let after: HolderId | null = null;
  for (;;) {
    const heads: ChainHead[] = await headsAfter(db, shop, number, after, HEADS_PER_PAGE);
    if (heads.length > 0) yield heads;
    if (heads.length < HEADS_PER_PAGE) return;
    after = heads.at(-1)?.holderId ?? null;
  }
}

import type { ShopId } from "../domain/ids.ts";
import type { Database } from "./pool.server.ts";
import { keepShop } from "./shop-life-queries.server.ts";
import { inTransaction, type Tx } from "./transaction.server.ts";

/** Thrown where a shop's rows were to be written and the shop was erased, or never there. */
export class ShopGone extends Error {
  override name = "ShopGone";
}

/**
 * Runs `work`, which writes rows of the shop, in one transaction that keeps the
 * shop from being erased until it ends: what was written beside a `shop/redact`
 * would stay behind for good. Retries as `inTransaction` does.
 * @throws ShopGone
 */
export function inShop<T>(db: Database, shop: ShopId, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, async (tx) => {
    if (!(await keepShop(tx, shop))) throw new ShopGone(`${shop} is not, or no longer, there`);
    return work(tx);
  });
}

import type { Database } from "../db/pool.server.ts";
import { expireLots } from "../domain/ledger/due-lots.ts";
import type { ShopId } from "../domain/ids.ts";
import { moveDueLots, type DueLotsMoved } from "./move-due-lots.server.ts";

/**
 * Expires what is left of the lots whose time is over. Pending and held points stay.
 * @param shop one shop; null for all
 * @param at as of when
 * @param now when it is recorded
 */
export function expirePoints(
  db: Database,
  shop: ShopId | null,
  at: Date,
  now: Date = at,
): Promise<DueLotsMoved> {
  return moveDueLots(db, "expire", shop, at, (book) => {
    expireLots(book, at, now);
  });
}

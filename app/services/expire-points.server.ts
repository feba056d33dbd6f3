import type { Database } from "../db/pool.server.ts";
import { expireLots } from "../domain/ledger/due-lots.ts";
import type { ShopId } from "../domain/ids.ts";
import { datesByPrograms } from "./apply-expiry.server.ts";
import { expireInactivePoints } from "./expire-inactive.server.ts";
import type { BooksMoved } from "./move-books.server.ts";
import { moveDueLots } from "./move-due-lots.server.ts";
import { PassedOver } from "./passed-over.server.ts";

/**
 * Expires what is left of the lots whose time is over, and of the lots of holders
 * who have been inactive for too long. Pending and held points stay. A lot that a
 * publication has given another date, which it does not bear yet, gets that first.
 * @param shop one shop; null for all
 * @param at as of when
 * @param now when it is recorded
 * @throws PassedOver at the end, when some could not be done and all others have been
 */
export async function expirePoints(
  db: Database,
  shop: ShopId | null,
  at: Date,
  now: Date = at,
): Promise<BooksMoved> {
  const runs = [() => expireDue(db, shop, at, now), () => expireInactivePoints(db, shop, at, now)];
  const done = { holders: 0, transfers: 0 };
  const faults: Error[] = [];
  for (const run of runs) {
    try {
      const { holders, transfers } = await run();
      done.holders += holders;
      done.transfers += transfers;
    } catch (error) {
      if (!(error instanceof PassedOver)) throw error;
      faults.push(error);
    }
  }
  if (faults[0]) throw faults[0];
  return done;
}

function expireDue(db: Database, shop: ShopId | null, at: Date, now: Date): Promise<BooksMoved> {
  return moveDueLots(db, "expire", shop, at, async (tx, of) => {
    const giveDates = await datesByPrograms(tx, of, now);
    return (book) => {
      giveDates(book);
      expireLots(book, at, now);
    };
  });
}

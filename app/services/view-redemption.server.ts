import { bookOfCustomer } from "../db/member-book-queries.server.ts";
import type { MemberStatus } from "../db/member-view-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { programNamed } from "../db/program-cache.server.ts";
import type { Hold } from "../domain/hold.ts";
import type { CustomerId, ShopId } from "../domain/ids.ts";
import { NO_POINTS, points, type Points } from "../domain/points.ts";
import { isReplaceable, withReplaced } from "../domain/redemption.ts";
import type { Program } from "../domain/program.ts";
import { currentProgram } from "./current-program.server.ts";

/** What a shopper at the checkout may see of their points. */
export interface RedemptionView {
  /** Null for a customer who is no member, or was erased, and for a guest. */
  readonly member: {
    readonly status: MemberStatus;
    /**
     * Available less owed, with what is being taken back from holds that are over; the points of
     * `hold` are not among them.
     */
    readonly balance: Points;
    readonly pending: Points;
    readonly owed: Points;
    /** The one that is active. */
    readonly hold: Hold | null;
    /** Points of expired holds, not in the balance until it is certain that no order counts on them. */
    readonly returning: Points;
  } | null;
  readonly program: Program | null;
}

/** A shopper's points, and by what rules they can be spent. */
export async function viewRedemption(
  db: Database,
  shop: ShopId,
  customer: CustomerId,
): Promise<RedemptionView> {
  const member = await bookOfCustomer(db.pool, shop, customer);
  const program = member?.program
    ? await programNamed(db.pool, shop, member.program)
    : ((await currentProgram(db, shop))?.program ?? null);
  if (!member?.status || member.status === "erased") return { member: null, program };
  const { pending, available, owed } = member.book.balance;
  const hold = member.holds.find(({ state }) => state === "active") ?? null;
  // What is only being taken back can be held again at once.
  const waiting = member.holds.filter((one) => one !== hold && isReplaceable(one));
  const spendable = withReplaced(
    available,
    waiting.map((one) => one.points),
  );
  const balance = points(spendable - owed);
  const returning = member.holds
    .filter((one) => one !== hold && !waiting.includes(one))
    .reduce((sum, { points: held }) => points(sum + held), NO_POINTS);
  return { member: { status: member.status, balance, pending, owed, hold, returning }, program };
}

/** What somebody who is not logged in may see: the rules. */
export async function viewForGuest(db: Database, shop: ShopId): Promise<RedemptionView> {
  return { member: null, program: (await currentProgram(db, shop))?.program ?? null };
}

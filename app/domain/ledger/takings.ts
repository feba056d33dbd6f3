import { orderLotId, type OrderId } from "../ids.ts";
import { points, type Points } from "../points.ts";
import type { Account } from "./accounts.ts";
import type { LotCredit } from "./transfer.ts";

type Place =
  | { readonly from: "available"; readonly lot: LotCredit }
  | { readonly from: "expired" | "owed" | "uncollected" };

/** Points that an order's clawbacks took from elsewhere than what its own lot still had. */
export type ForeignTaking = Place & { readonly amount: Points };

/** One lot's part of a transfer, or the whole of one that touches no lot. */
export interface Movement {
  readonly debit: Account;
  readonly credit: Account;
  readonly lot: LotCredit | null;
  readonly amount: Points;
}

/**
 * What an order's clawbacks took from elsewhere and has not been given back,
 * oldest first.
 * @param movements of the order into and out of `reversed`: those of one holder
 *   and of all who were merged into it, each chain in its own order
 */
export function standingTakings(
  orderId: OrderId,
  movements: readonly Movement[],
): readonly ForeignTaking[] {
  const takings: ForeignTaking[] = [];
  const early: ForeignTaking[] = [];
  for (const { debit, credit, lot, amount } of movements) {
    const isTaken = credit === "reversed";
    const place = foreignPlace(orderId, isTaken ? debit : credit, lot);
    if (!place) continue;
    if (isTaken) takings.push({ ...place, amount });
    else early.push(...giveBack(takings, { ...place, amount }));
  }
  // One chain may tell what was given back before another tells that it was taken.
  for (const given of early) giveBack(takings, given);
  return takings;
}

function foreignPlace(orderId: OrderId, account: Account, lot: LotCredit | null): Place | null {
  if (account === "expired" || account === "owed" || account === "uncollected")
    return { from: account };
  const isForeign = account === "available" && lot !== null && lot.lotId !== orderLotId(orderId);
  return isForeign ? { from: account, lot } : null;
}

/** Takes what was given back off the latest takings from the same place. @returns what is left */
function giveBack(takings: ForeignTaking[], given: ForeignTaking): ForeignTaking[] {
  let left: bigint = given.amount;
  for (let i = takings.length - 1; i >= 0 && left > 0n; i -= 1) {
    const taking = takings[i];
    if (!taking || !isSamePlace(taking, given)) continue;
    const returned = taking.amount < left ? taking.amount : left;
    left -= returned;
    if (returned === taking.amount) takings.splice(i, 1);
    else takings[i] = { ...taking, amount: points(taking.amount - returned) };
  }
  return left > 0n ? [{ ...given, amount: points(left) }] : [];
}

const isSamePlace = (a: Place, b: Place): boolean =>
  a.from === "available"
    ? b.from === "available" && a.lot.lotId === b.lot.lotId
    : a.from === b.from;

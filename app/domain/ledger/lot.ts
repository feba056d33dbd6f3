import type { LotId } from "../ids.ts";
import { NO_POINTS, points, type Points } from "../points.ts";
import type { LotAccount } from "./accounts.ts";
import type { LotTerms, LotUse } from "./transfer.ts";

/** Points credited together, and where they lie now. */
export type Lot = { readonly lotId: LotId } & LotTerms & Readonly<Record<LotAccount, Points>>;

/** A lot that nothing has been credited to. */
export function emptyLot(lotId: LotId, terms: LotTerms): Lot {
  const { maturesAt, expiresAt } = terms;
  const none = NO_POINTS;
  return { lotId, maturesAt, expiresAt, pending: none, available: none, held: none, expired: none };
}

/** Lots in the order in which they are spent: the soonest-expiring first. */
export function spendingOrder(lots: Iterable<Lot>): Lot[] {
  const end = (lot: Lot) => lot.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return [...lots].sort(
    (a, b) =>
      // Two lots that never expire differ by NaN, which falls through as 0 does.
      end(a) - end(b) ||
      a.maturesAt.getTime() - b.maturesAt.getTime() ||
      (a.lotId < b.lotId ? -1 : 1),
  );
}

/** Takes up to `amount` from one account of the given lots, in their order. */
export function takeFrom(lots: readonly Lot[], account: LotAccount, amount: Points): LotUse[] {
  const uses: LotUse[] = [];
  let left: bigint = amount;
  for (const lot of lots) {
    if (left === 0n) break;
    const taken = lot[account] < left ? lot[account] : left;
    if (taken === 0n) continue;
    uses.push({ lotId: lot.lotId, account, amount: points(taken) });
    left -= taken;
  }
  return uses;
}

/** The points of all parts together. */
export const sumOfUses = (uses: readonly LotUse[]): Points =>
  points(uses.reduce((sum, use) => sum + use.amount, 0n));

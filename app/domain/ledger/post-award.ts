import type { LotId } from "../ids.ts";
import { points, type Points } from "../points.ts";
import { LOT_ACCOUNTS } from "./accounts.ts";
import { afterHead, append, type Book } from "./book.ts";
import { sumOfUses, takeFrom, type Lot } from "./lot.ts";
import { repayOwed } from "./repay.ts";
import type { Draft, Json, LotCredit, LotTerms, LotUse } from "./transfer.ts";

/**
 * Where points to be taken back that have left their own lot are taken from: what the holder
 * has, and then a debt or nothing, as for orders; or from nowhere.
 */
export type BeyondLot = "owe" | "stop_at_zero" | "own_lot";

/** What an award should have posted, and what it has. */
export interface AwardPosting {
  /** The award's own; it begins every key. */
  readonly lotId: LotId;
  readonly target: Points;
  /** What it has posted so far, what was taken back taken off. */
  readonly posted: Points;
  /** Of what was taken back: what was no longer there, and what had expired. */
  readonly taken: Taken;
  readonly terms: LotTerms;
  /** Whether its date has changed, and with it those of what is left of it. */
  readonly moved: boolean;
  readonly beyondLot: BeyondLot;
  readonly programVersion: number;
  readonly explanation: Json;
  readonly eventAt: Date;
}

/** What a rise gives back where it was taken, before it credits anything. */
export interface Taken {
  readonly uncollected: Points;
  readonly fromExpired: Points;
}

/**
 * Posts the difference between what an award should give and what it has given.
 *
 * A rise takes back first what an earlier fall could not collect or took of what had expired, so
 * that going down and up again gives nothing twice; the rest is spendable at once, or pending
 * until the award matures. A fall takes from the award's own lot (pending, available, expired),
 * and beyond it as `beyondLot` says.
 * @returns what stands taken afterwards
 */
export function postAward(book: Book, posting: AwardPosting, recordedAt: Date): Taken {
  const post = poster(book, posting, recordedAt);
  const delta = posting.target - posting.posted;
  const taken =
    delta > 0n
      ? rise(posting, points(delta), post, recordedAt)
      : delta < 0n
        ? fall(book, posting, points(-delta), post)
        : posting.taken;
  if (posting.moved) reschedule(book, posting, post);
  repayOwed(book, posting.eventAt, recordedAt);
  return taken;
}

type Movement = Pick<Draft, "code" | "debit" | "credit" | "amount"> &
  Partial<Pick<Draft, "lot" | "uses">>;
type Post = (movement: Movement) => void;

function poster(book: Book, posting: AwardPosting, recordedAt: Date): Post {
  const { lotId, programVersion, explanation, eventAt } = posting;
  return (movement) => {
    if (movement.amount === 0n) return;
    const key = `${lotId}/${movement.code}/${afterHead(book)}`;
    const said = { orderId: null, programVersion, explanation, noteHash: null, eventAt };
    append(book, { lot: null, uses: [], ...movement, key, ...said }, recordedAt);
  };
}

function rise(posting: AwardPosting, amount: Points, post: Post, recordedAt: Date): Taken {
  const { taken, terms, lotId } = posting;
  const own: LotCredit = { lotId, ...terms };
  const forgiven = least(taken.uncollected, amount);
  const expired = least(taken.fromExpired, amount - forgiven);
  const code = "reinstate";
  post({ code, debit: "reversed", credit: "uncollected", amount: points(forgiven) });
  post({ code, debit: "reversed", credit: "expired", amount: points(expired), lot: own });
  const credit = terms.maturesAt <= recordedAt ? "available" : "pending";
  const given = points(amount - forgiven - expired);
  post({ code: "earn", debit: "issued", credit, amount: given, lot: own });
  return {
    uncollected: points(taken.uncollected - forgiven),
    fromExpired: points(taken.fromExpired - expired),
  };
}

function fall(book: Book, posting: AwardPosting, amount: Points, post: Post): Taken {
  const code = "clawback";
  const lot = book.lots.get(posting.lotId);
  const own: readonly Lot[] = lot ? [lot] : [];
  let left: bigint = amount;
  const take = (debit: LotUse["account"]) => {
    const uses = takeFrom(own, debit, points(left));
    const taken = sumOfUses(uses);
    post({ code, debit, credit: "reversed", amount: taken, uses });
    left -= taken;
    return taken;
  };
  take("pending");
  take("available");
  const fromExpired = take("expired");
  // What is owed is repaid at once from whatever the holder has.
  const owed = { owe: left, stop_at_zero: least(left, book.balance.available), own_lot: 0n };
  const owes = owed[posting.beyondLot];
  post({ code, debit: "owed", credit: "reversed", amount: points(owes) });
  const uncollected = points(left - owes);
  post({ code, debit: "uncollected", credit: "reversed", amount: uncollected });
  return {
    uncollected: points(posting.taken.uncollected + uncollected),
    fromExpired: points(posting.taken.fromExpired + fromExpired),
  };
}

/** Gives what is left in the award's lot its new dates. */
function reschedule(book: Book, { lotId, terms }: AwardPosting, post: Post): void {
  const lot = book.lots.get(lotId);
  if (!lot || isSame(lot, terms)) return;
  const account = LOT_ACCOUNTS.find((one) => lot[one] > 0n);
  if (!account) return;
  const amount = lot[account];
  const uses: LotUse[] = [{ lotId, account, amount }];
  const credit = { lotId, ...terms };
  post({ code: "reschedule", debit: account, credit: account, amount, uses, lot: credit });
}

const isSame = (a: LotTerms, b: LotTerms): boolean =>
  a.maturesAt.getTime() === b.maturesAt.getTime() &&
  a.expiresAt?.getTime() === b.expiresAt?.getTime();

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

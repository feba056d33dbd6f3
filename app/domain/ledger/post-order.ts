import { orderLotId, type OrderId } from "../ids.ts";
import { points, type Points } from "../points.ts";
import { LOT_ACCOUNTS } from "./accounts.ts";
import { afterHead, append, type Book } from "./book.ts";
import { spendingOrder, sumOfUses, takeFrom, type Lot } from "./lot.ts";
import { repayOwed } from "./repay.ts";
import type { ForeignTaking } from "./takings.ts";
import type { Draft, Json, LotCredit, LotTerms, LotUse } from "./transfer.ts";

/** What an order should have posted, and what it has. */
export interface OrderPosting {
  readonly orderId: OrderId;
  readonly target: Points;
  /** What the order has posted to this holder so far, clawbacks taken off. */
  readonly posted: Points;
  readonly terms: LotTerms;
  /**
   * Where a clawback beyond the balance goes; `own_lot` takes only what is left in the order's own
   * lot and writes the rest off, whatever else there is.
   */
  readonly beyondBalance: "owe" | "stop_at_zero" | "own_lot";
  /** The order's earlier clawbacks from elsewhere that still stand, oldest first. */
  readonly takings: readonly ForeignTaking[];
  /** Hash of the order's state, which becomes part of the key. */
  readonly stateHash: string;
  readonly programVersion: number | null;
  readonly explanation: Json;
  readonly eventAt: Date;
}

/**
 * Posts the difference between an order's target and what it has posted.
 *
 * A rise first gives back what earlier clawbacks took elsewhere, the latest
 * first, then credits the order's own lot. A fall takes from the own lot
 * (pending, then available), counts what of it has expired as taken, then takes
 * the soonest-expiring points, and owes the rest (design, "The ledger").
 * Afterwards the own lot's dates are those of the order as now known.
 */
export function postOrder(book: Book, posting: OrderPosting, recordedAt: Date): void {
  const post = poster(book, posting, recordedAt);
  const delta = posting.target - posting.posted;
  if (delta > 0n) rise(book, posting, points(delta), post);
  if (delta < 0n) fall(book, posting, points(-delta), post);
  reschedule(book, posting, post);
  repayOwed(book, posting.eventAt, recordedAt);
}

type Movement = Pick<Draft, "code" | "debit" | "credit" | "amount"> &
  Partial<Pick<Draft, "lot" | "uses">>;
type Post = (movement: Movement) => void;

function poster(book: Book, posting: OrderPosting, recordedAt: Date): Post {
  const { orderId, stateHash, programVersion, explanation, eventAt } = posting;
  return (movement) => {
    if (movement.amount === 0n) return;
    append(
      book,
      {
        lot: null,
        uses: [],
        ...movement,
        key: `order/${orderId}/${movement.code}/${stateHash.slice(0, 16)}/${afterHead(book)}`,
        orderId,
        programVersion,
        explanation,
        noteHash: null,
        eventAt,
      },
      recordedAt,
    );
  };
}

function rise(book: Book, posting: OrderPosting, amount: Points, post: Post): void {
  let left: bigint = amount;
  const upTo = (most: bigint) => {
    const taken = left < most ? left : most;
    left -= taken;
    return points(taken);
  };
  const own: LotCredit = { lotId: orderLotId(posting.orderId), ...posting.terms };
  for (const taking of posting.takings.toReversed()) {
    const { from: credit, amount: most } = taking;
    // What has been repaid meanwhile is no longer owed, so it is credited below.
    const amount = upTo(credit === "owed" ? least(book.balance.owed, most) : most);
    const lot = taking.from === "available" ? taking.lot : taking.from === "expired" ? own : null;
    // The dates that the lot has by now, not those that it had when it was taken from.
    const known = lot && (book.lots.get(lot.lotId) ?? lot);
    post({ code: "reinstate", debit: "reversed", credit, amount, lot: known });
  }
  post({ code: "earn", debit: "issued", credit: "pending", amount: points(left), lot: own });
}

function fall(book: Book, posting: OrderPosting, amount: Points, post: Post): void {
  const code = "clawback";
  const ownLot = () => present(book.lots.get(orderLotId(posting.orderId)));
  let left: bigint = amount;
  const take = (debit: LotUse["account"], lots: readonly Lot[]) => {
    const uses = takeFrom(lots, debit, points(left));
    const taken = sumOfUses(uses);
    post({ code, debit, credit: "reversed", amount: taken, uses });
    left -= taken;
  };
  take("pending", ownLot());
  take("available", ownLot());
  take("expired", ownLot());
  const { beyondBalance } = posting;
  if (beyondBalance !== "own_lot") take("available", spendingOrder(book.lots.values()));
  const debit = beyondBalance === "owe" ? "owed" : "uncollected";
  post({ code, debit, credit: "reversed", amount: points(left) });
}

/** Brings the dates of what is left in the order's own lot up to what is now known. */
function reschedule(book: Book, posting: OrderPosting, post: Post): void {
  const lotId = orderLotId(posting.orderId);
  const lot = book.lots.get(lotId);
  if (!lot || sameTerms(lot, posting.terms)) return;
  const account = LOT_ACCOUNTS.find((one) => lot[one] > 0n);
  // An empty lot takes its dates from what is credited to it next.
  if (!account) return;
  const amount = lot[account];
  const uses: LotUse[] = [{ lotId, account, amount }];
  const credit = { lotId, ...posting.terms };
  post({ code: "reschedule", debit: account, credit: account, amount, uses, lot: credit });
}

const sameTerms = (a: LotTerms, b: LotTerms): boolean =>
  a.maturesAt.getTime() === b.maturesAt.getTime() &&
  a.expiresAt?.getTime() === b.expiresAt?.getTime();

const present = (lot: Lot | undefined): Lot[] => (lot ? [lot] : []);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

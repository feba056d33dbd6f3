import type { Account, Hold, Money, Terms } from "./answers.ts";
import { limitsOf, orderLimit, worthOf } from "./limits.ts";
import type { CartMoney, Limits } from "./limits.ts";
import { minorText } from "./money.ts";
import type { Known } from "./use-account.ts";

const MINUTE_MS = 60_000;

/** What the checkout shows a shopper. */
export type CheckoutState =
  | { readonly kind: "loading" }
  /** The app did not answer. */
  | { readonly kind: "unreachable" }
  /** The shop has no programme: nothing is shown. */
  | { readonly kind: "no_program" }
  | { readonly kind: "logged_out" }
  | { readonly kind: "not_a_member" }
  | { readonly kind: "frozen" }
  /** The checkout does not let cart metafields be changed. */
  | { readonly kind: "not_here" }
  | { readonly kind: "owes"; readonly owed: number }
  | {
      readonly kind: "applied";
      readonly hold: Hold;
      /** Points that remain to be spent later. */
      readonly rest: number;
      /** Whole minutes that the hold still lives, at least 1. */
      readonly minutesLeft: number;
      /** What this order can take of the hold; null where it takes all of it. */
      readonly taken: Money | null;
    }
  /** Held, but not for this cart: by another tab, or before the page was left. */
  | { readonly kind: "set_aside"; readonly hold: Hold }
  | { readonly kind: "expired"; readonly hold: Hold }
  | {
      readonly kind: "nothing_to_spend";
      readonly pending: number;
      /** Points of a hold that is over; they come back by themselves. */
      readonly returning: number;
    }
  | {
      readonly kind: "below_minimum";
      readonly balance: number;
      readonly minimum: number;
      readonly returning: number;
    }
  /** The order's share that points may pay is less than the fewest points that may be spent. */
  | { readonly kind: "order_too_small"; readonly share: number; readonly balance: number }
  | {
      readonly kind: "offer";
      readonly terms: Terms;
      readonly available: number;
      readonly limits: Limits;
    };

/** What a state depends on besides the app's answer. */
export type Surroundings = {
  readonly cart: CartMoney;
  readonly loggedIn: boolean;
  readonly canChangeCart: boolean;
  /** Whether the cart is known to name this hold. */
  readonly isNamed: (hold: Hold) => boolean;
  readonly now: number;
  /** The shopper wants to choose (again), whatever is held. */
  readonly choosing: boolean;
};

export function checkoutState(known: Known, around: Surroundings): CheckoutState {
  return known.kind === "account" ? accountState(known.account, around) : known;
}

function accountState({ member, terms }: Account, around: Surroundings): CheckoutState {
  if (terms === null) return { kind: "no_program" };
  if (member === null) return { kind: around.loggedIn ? "not_a_member" : "logged_out" };
  if (member.status === "frozen") return { kind: "frozen" };
  if (member.status !== "active") return { kind: "not_a_member" };
  const hold = member.hold?.state === "active" ? member.hold : null;
  if (hold !== null && !around.choosing) {
    if (hold.expiresAt <= around.now) return { kind: "expired", hold };
    if (!around.isNamed(hold)) return { kind: "set_aside", hold };
    const minutesLeft = Math.ceil((hold.expiresAt - around.now) / MINUTE_MS);
    const rest = Math.max(0, member.balance);
    return { kind: "applied", hold, rest, minutesLeft, taken: takenOf(hold, terms, around.cart) };
  }
  if (!around.canChangeCart) return { kind: "not_here" };
  if (member.owed > 0) return { kind: "owes", owed: member.owed };

  // What is held is replaced by what is chosen, so it can be chosen, too; until it expires.
  const replaced = hold !== null && hold.expiresAt > around.now ? hold.points : 0;
  const available = Math.max(0, member.balance) + replaced;
  const limits = limitsOf(terms, available, around.cart);
  const returning = member.returning + (hold?.points ?? 0) - replaced;
  if (available === 0) return { kind: "nothing_to_spend", pending: member.pending, returning };
  if (available < limits.least) {
    return { kind: "below_minimum", balance: available, minimum: limits.least, returning };
  }
  if (limits.most < limits.least) {
    return { kind: "order_too_small", share: terms.maximumSharePercent, balance: available };
  }
  return { kind: "offer", terms, available, limits };
}

/** The cart may have shrunk since: what its share comes to, where that is less than the hold. */
function takenOf(hold: Hold, terms: Terms, cart: CartMoney): Money | null {
  const most = orderLimit(terms, cart);
  if (most === null || most >= hold.points) return null;
  return { amount: minorText(worthOf(most, terms), terms.currency), currency: terms.currency };
}

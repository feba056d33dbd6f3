import type { CheckoutState } from "./checkout-state.ts";
import type { Words } from "./words.ts";

/**
 * Why nothing can be paid with points, in the buyer's language, sentence by sentence; none for
 * the states in which something can be done.
 */
export function reasonsOf(state: CheckoutState, { text, points }: Words): string[] {
  switch (state.kind) {
    case "owes":
      return [text("owes", { points: points(state.owed) })];
    case "nothing_to_spend": {
      const pending = state.pending > 0 ? [text("pending", { points: points(state.pending) })] : [];
      return [text("nothing_to_spend"), ...pending, ...returning(state.returning)];
    }
    case "below_minimum": {
      const { balance, minimum } = state;
      const reason = text("below_minimum", { points: points(balance), minimum: points(minimum) });
      return [reason, ...returning(state.returning)];
    }
    case "order_too_small": {
      const { balance, share } = state;
      return [text("order_too_small", { points: points(balance), share })];
    }
    case "logged_out":
    case "not_a_member":
    case "frozen":
    case "not_here":
      return [text(state.kind)];
    default:
      return [];
  }

  function returning(amount: number): string[] {
    return amount > 0 ? [text("returning", { points: points(amount) })] : [];
  }
}

import type { CartMoney } from "./cart-money.ts";
import { currencyDigits } from "./currency-digits.ts";
import { formatMinor, minorUnits } from "./decimal.ts";
import type { Hold } from "./hold.ts";

/**
 * What points take off a cart: never more than the hold and the programme's share of the
 * subtotal. Rounded down to whole points in the shop's currency, by the worth that the hold was
 * made at, then converted, and rounded down again.
 * @returns a decimal in the cart's currency; null where it comes to nothing
 */
export function pointsDiscount(
  hold: Hold,
  cart: CartMoney,
  maximumSharePercent: bigint,
): string | null {
  const shopDigits = currencyDigits(hold.currency);
  const held = minorUnits(hold.amount, shopDigits);
  const share = { units: maximumSharePercent, scale: 2 };
  const most = minorUnits(cart.subtotal, shopDigits, { times: share, by: cart.rate });
  const spent = most < held ? (most * hold.points) / held : hold.points;
  const inShop = (spent * held) / hold.points;

  const cartDigits = currencyDigits(cart.currency);
  const inCart = minorUnits({ units: inShop, scale: shopDigits }, cartDigits, { times: cart.rate });
  return inCart > 0n ? formatMinor(inCart, cartDigits) : null;
}

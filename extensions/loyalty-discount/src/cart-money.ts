import { add, equals, isZero, ONE, parseDecimal } from "./decimal.ts";
import type { Decimal } from "./decimal.ts";

/** The cart before any discount: Functions run blind to each other. */
export type CartMoney = {
  /** In the cart's currency. */
  readonly subtotal: Decimal;
  readonly currency: string;
  /** What one unit of the shop's currency is in the cart's; > 0. */
  readonly rate: Decimal;
};

type Line = {
  readonly cost: {
    readonly subtotalAmount: { readonly amount: string; readonly currencyCode: string };
  };
};

/** @returns null for an empty cart, or one whose money cannot be read */
export function cartMoney(
  lines: readonly Line[],
  presentmentCurrencyRate: string,
): CartMoney | null {
  const rate = parseDecimal(presentmentCurrencyRate);
  const currency = lines[0]?.cost.subtotalAmount.currencyCode;
  if (rate === null || isZero(rate) || currency === undefined) return null;
  let subtotal: Decimal = { units: 0n, scale: 0 };
  for (const { cost } of lines) {
    const amount = parseDecimal(cost.subtotalAmount.amount);
    if (amount === null || cost.subtotalAmount.currencyCode !== currency) return null;
    subtotal = add(subtotal, amount);
  }
  return { subtotal, currency, rate };
}

/**
 * Whether the shop's currency, which a cart's rate starts from, is the one that the programme is
 * written in: a rate other than 1 within one currency says that it is not.
 */
export const isOfProgramme = (cart: CartMoney, currency: string): boolean =>
  cart.currency !== currency || equals(cart.rate, ONE);

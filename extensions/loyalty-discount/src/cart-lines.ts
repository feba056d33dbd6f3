import type { CartLinesDiscountsGenerateRunResult, CartLinesInputQuery } from "../generated/api.ts";
import { readConfig } from "./config.ts";
import { add, equals, isZero, ONE, parseDecimal } from "./decimal.ts";
import type { Decimal } from "./decimal.ts";
import { readHold } from "./hold.ts";
import type { Hold } from "./hold.ts";
import { pointsMessage } from "./message.ts";
import { pointsDiscount } from "./points-discount.ts";
import type { CartMoney } from "./points-discount.ts";

const NOTHING: CartLinesDiscountsGenerateRunResult = { operations: [] };

/** What the points discount takes off the order; the perks discount has no perks yet. */
export function cartLinesDiscountsGenerateRun(
  input: CartLinesInputQuery,
): CartLinesDiscountsGenerateRunResult {
  const config = readConfig(input.discount.config?.jsonValue);
  if (config?.kind !== "points" || !input.discount.discountClasses.includes("ORDER")) {
    return NOTHING;
  }
  const hold = namedHold(input);
  const cart = cartMoney(input);
  if (hold === null || cart === null || hold.currency !== config.currency) return NOTHING;
  // A rate other than 1 within one currency: the shop's currency is not the one of the programme.
  if (cart.currency === config.currency && !equals(cart.rate, ONE)) return NOTHING;

  const amount = pointsDiscount(hold, cart, config.maximumSharePercent);
  if (amount === null) return NOTHING;
  const candidate = {
    targets: [{ orderSubtotal: { excludedCartLineIds: [] } }],
    value: { fixedAmount: { amount } },
    message: pointsMessage(input.localization.language.isoCode, hold.code),
  };
  const orderDiscountsAdd = { selectionStrategy: "FIRST" as const, candidates: [candidate] };
  return { operations: [{ orderDiscountsAdd }] };
}

/** The buyer's own hold, where the cart names it. A cart may name anything; that alone pays nothing. */
function namedHold({ cart }: CartLinesInputQuery): Hold | null {
  const buyer = cart.buyerIdentity;
  if (buyer?.isAuthenticated !== true) return null;
  const hold = readHold(buyer.customer?.held?.jsonValue);
  const named = cart.named?.value || cart.namedByAttribute?.value;
  return hold !== null && hold.id === named ? hold : null;
}

function cartMoney({ cart, presentmentCurrencyRate }: CartLinesInputQuery): CartMoney | null {
  const rate = parseDecimal(presentmentCurrencyRate);
  const currency = cart.lines[0]?.cost.subtotalAmount.currencyCode;
  if (rate === null || isZero(rate) || currency === undefined) return null;
  let subtotal: Decimal = { units: 0n, scale: 0 };
  for (const { cost } of cart.lines) {
    const amount = parseDecimal(cost.subtotalAmount.amount);
    if (amount === null || cost.subtotalAmount.currencyCode !== currency) return null;
    subtotal = add(subtotal, amount);
  }
  return { subtotal, currency, rate };
}

import type {
  CartDeliveryOptionsDiscountsGenerateRunResult,
  DeliveryOptionsInputQuery,
} from "../generated/api.ts";
import { cartMoney, isOfProgramme } from "./cart-money.ts";
import { readConfig } from "./config.ts";
import type { TierPerks } from "./config.ts";
import { currencyDigits } from "./currency-digits.ts";
import { isZero, minorUnits } from "./decimal.ts";
import { tierMessage } from "./message.ts";
import { readPerks } from "./perks.ts";

type Result = CartDeliveryOptionsDiscountsGenerateRunResult;

const NOTHING: Result = { operations: [] };

/** Where a tier gives free shipping; points pay none. */
export function cartDeliveryOptionsDiscountsGenerateRun(input: DeliveryOptionsInputQuery): Result {
  const config = readConfig(input.discount.config?.jsonValue);
  if (config?.kind !== "perks" || !input.discount.discountClasses.includes("SHIPPING")) {
    return NOTHING;
  }
  const buyer = input.cart.buyerIdentity;
  const { tier: id } = readPerks(buyer?.customer?.perks?.jsonValue);
  const tier = id === null ? undefined : config.tiers.get(id);
  const groups = input.cart.deliveryGroups;
  if (buyer?.isAuthenticated !== true || tier === undefined || groups.length === 0) return NOTHING;
  if (!isEnough(input, tier, config.currency)) return NOTHING;
  const candidate = {
    targets: groups.map(({ id }) => ({ deliveryGroup: { id } })),
    value: { percentage: { value: "100" } },
    message: tierMessage(input.localization.language.isoCode, tier.name, "shipping"),
  };
  return {
    operations: [{ deliveryDiscountsAdd: { selectionStrategy: "ALL", candidates: [candidate] } }],
  };
}

/**
 * Whether the goods cost what the tier asks for, before any discount: what others take off a
 * Function does not see.
 */
function isEnough(
  { cart: { lines }, presentmentCurrencyRate }: DeliveryOptionsInputQuery,
  { freeShippingFrom: from }: TierPerks,
  currency: string | null,
): boolean {
  const cart = cartMoney(lines, presentmentCurrencyRate);
  if (cart === null || from === null) return false;
  if (isZero(from)) return true;
  if (currency === null || !isOfProgramme(cart, currency)) return false;
  const digits = currencyDigits(currency);
  return minorUnits(cart.subtotal, digits, { by: cart.rate }) >= minorUnits(from, digits);
}

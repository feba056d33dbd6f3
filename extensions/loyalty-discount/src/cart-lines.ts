import type { CartLinesDiscountsGenerateRunResult, CartLinesInputQuery } from "../generated/api.ts";
import { cartMoney, isOfProgramme } from "./cart-money.ts";
import { readConfig } from "./config.ts";
import type { PerksConfig, PointsConfig } from "./config.ts";
import { readHold } from "./hold.ts";
import type { Hold } from "./hold.ts";
import { pointsMessage, tierMessage, wholesaleMessage } from "./message.ts";
import { readPerks } from "./perks.ts";
import { pointsDiscount } from "./points-discount.ts";
import { standingDiscount } from "./standing-discount.ts";

type Result = CartLinesDiscountsGenerateRunResult;
type Operation = Result["operations"][number];
type OrderValue = NonNullable<Operation["orderDiscountsAdd"]>["candidates"][number]["value"];

const NOTHING: Result = { operations: [] };

/** What the points discount takes off the order, or the perks discount. */
export function cartLinesDiscountsGenerateRun(input: CartLinesInputQuery): Result {
  const config = readConfig(input.discount.config?.jsonValue);
  if (config === null || !input.discount.discountClasses.includes("ORDER")) return NOTHING;
  return config.kind === "points" ? pointsOff(input, config) : percentageOff(input, config);
}

function pointsOff(input: CartLinesInputQuery, config: PointsConfig): Result {
  const hold = namedHold(input);
  const cart = cartMoney(input.cart.lines, input.presentmentCurrencyRate);
  if (hold === null || cart === null || hold.currency !== config.currency) return NOTHING;
  if (!isOfProgramme(cart, config.currency)) return NOTHING;
  const amount = pointsDiscount(hold, cart, config.maximumSharePercent);
  if (amount === null) return NOTHING;
  const { isoCode } = input.localization.language;
  return offTheOrder({ fixedAmount: { amount } }, pointsMessage(isoCode, hold.code));
}

/** The buyer's own hold, where the cart names it. A cart may name anything; that alone pays nothing. */
function namedHold({ cart }: CartLinesInputQuery): Hold | null {
  const buyer = cart.buyerIdentity;
  if (buyer?.isAuthenticated !== true) return null;
  const hold = readHold(buyer.customer?.held?.jsonValue);
  const named = cart.named?.value || cart.namedByAttribute?.value;
  return hold !== null && hold.id === named ? hold : null;
}

/** What a tier or wholesale takes off for good. A buyer who only claims to be somebody has neither. */
function percentageOff(input: CartLinesInputQuery, config: PerksConfig): Result {
  const buyer = input.cart.buyerIdentity;
  if (buyer?.isAuthenticated !== true || input.cart.lines.length === 0) return NOTHING;
  const discount = standingDiscount(config, {
    tier: readPerks(buyer.customer?.perks?.jsonValue).tier,
    buysForCompany: buyer.purchasingCompany != null,
    isWholesale: buyer.customer?.isWholesale === true,
  });
  if (discount === null) return NOTHING;
  const { isoCode } = input.localization.language;
  const { percent, tier } = discount;
  const message =
    tier === null
      ? wholesaleMessage(isoCode, percent)
      : tierMessage(isoCode, tier.name, "discount", percent);
  return offTheOrder({ percentage: { value: percent } }, message);
}

function offTheOrder(value: OrderValue, message: string): Result {
  const targets = [{ orderSubtotal: { excludedCartLineIds: [] } }];
  const candidates = [{ targets, value, message }];
  return { operations: [{ orderDiscountsAdd: { selectionStrategy: "FIRST", candidates } }] };
}

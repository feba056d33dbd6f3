import type { CartLinesDiscountsGenerateRunResult, CartLinesInputQuery } from "../generated/api.ts";
import { cartMoney, isOfProgramme } from "./cart-money.ts";
import { readConfig } from "./config.ts";
import type { PerksConfig, PointsConfig, StampsConfig } from "./config.ts";
import { parseDecimal } from "./decimal.ts";
import { freeUnits } from "./free-units.ts";
import type { GoodsLine } from "./free-units.ts";
import { readHold } from "./hold.ts";
import type { Hold } from "./hold.ts";
import { pointsMessage, stampMessage, tierMessage, wholesaleMessage } from "./message.ts";
import { readPerks } from "./perks.ts";
import { pointsDiscount } from "./points-discount.ts";
import { standingDiscount } from "./standing-discount.ts";

type Result = CartLinesDiscountsGenerateRunResult;
type Operation = Result["operations"][number];
type OrderValue = NonNullable<Operation["orderDiscountsAdd"]>["candidates"][number]["value"];

const NOTHING: Result = { operations: [] };

/** What the points discount takes off the order, the perks discount, or that of stamp cards. */
export function cartLinesDiscountsGenerateRun(input: CartLinesInputQuery): Result {
  const config = readConfig(input.discount.config?.jsonValue);
  const { discountClasses } = input.discount;
  if (config?.kind === "stamps")
    return discountClasses.includes("PRODUCT") ? unitsOff(input, config) : NOTHING;
  if (config === null || !discountClasses.includes("ORDER")) return NOTHING;
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

/** The units that stamp cards make free. */
function unitsOff(input: CartLinesInputQuery, { cards }: StampsConfig): Result {
  const buyer = input.cart.buyerIdentity;
  const { stamps } = readPerks(buyer?.customer?.perks?.jsonValue);
  if (buyer?.isAuthenticated !== true || stamps === null) return NOTHING;
  const lines = input.cart.lines.flatMap(({ id, quantity, merchandise, cost }): GoodsLine[] => {
    const subtotal = parseDecimal(cost.subtotalAmount.amount);
    if (subtotal === null || !("product" in merchandise)) return [];
    const { id: productId, productType } = merchandise.product;
    return [{ id, quantity, subtotal, productId, type: productType ?? "" }];
  });
  const candidates = freeUnits(cards, stamps, lines).map(({ card, lines }) => ({
    targets: lines.map((cartLine) => ({ cartLine })),
    value: { percentage: { value: "100" } },
    message: stampMessage(input.localization.language.isoCode, card.name, card.id),
  }));
  if (candidates.length === 0) return NOTHING;
  return { operations: [{ productDiscountsAdd: { selectionStrategy: "ALL", candidates } }] };
}

function offTheOrder(value: OrderValue, message: string): Result {
  const targets = [{ orderSubtotal: { excludedCartLineIds: [] } }];
  const candidates = [{ targets, value, message }];
  return { operations: [{ orderDiscountsAdd: { selectionStrategy: "FIRST", candidates } }] };
}

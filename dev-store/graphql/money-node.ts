import type { Order } from "../model.ts";
import { SHOP_CURRENCY, shortDecimal, writeMoney, type Minor } from "../money.ts";
import { moneySet } from "../rest/money-set.ts";
import type { Node } from "./fields.ts";

const money = (part: { amount: string; currency_code: string }): Node => ({
  __typename: "MoneyV2",
  amount: shortDecimal(part.amount),
  currencyCode: part.currency_code,
});

/** A MoneyBag: the same amount as the shop and as the buyer saw it. */
export function moneyBag(amount: Minor, order: Pick<Order, "presentment">): Node {
  const set = moneySet(amount, order);
  return {
    __typename: "MoneyBag",
    shopMoney: money(set.shop_money),
    presentmentMoney: money(set.presentment_money),
  };
}

export const shopMoney = (amount: Minor): Node =>
  money({ amount: writeMoney(amount), currency_code: SHOP_CURRENCY });

export function taxLineNodes(tax: Minor, ratePpm: bigint, order: Order): Node[] {
  if (tax === 0n) return [];
  return [
    {
      channelLiable: false,
      priceSet: moneyBag(tax, order),
      rate: Number(ratePpm) / 1_000_000,
      ratePercentage: Number(ratePpm) / 10_000,
      source: "shopify",
      title: "НДС",
    },
  ];
}

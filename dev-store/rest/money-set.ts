import type { Order } from "../model.ts";
import { exponentOf, SHOP_CURRENCY, share, writeMoney, type Minor } from "../money.ts";

export interface MoneySet {
  readonly shop_money: {
    readonly amount: string;
    readonly currency_code: string;
  };
  readonly presentment_money: {
    readonly amount: string;
    readonly currency_code: string;
  };
}

/** Shop and presentment money of an amount, as in every `*_set` of a payload. */
export function moneySet(amount: Minor, order: Pick<Order, "presentment">): MoneySet {
  const shop = { amount: writeMoney(amount), currency_code: SHOP_CURRENCY };
  if (order.presentment === null) return { shop_money: shop, presentment_money: shop };
  const { currency, ratePpm } = order.presentment;
  const places = BigInt(10 ** exponentOf(currency));
  const presented = share(amount * places, ratePpm, 100_000_000n);
  return {
    shop_money: shop,
    presentment_money: {
      amount: writeMoney(presented, currency),
      currency_code: currency,
    },
  };
}

/** A time as Shopify's REST API writes it: whole seconds with the shop's offset (Moscow). */
export function restTime(at: Date): string {
  const local = new Date(at.getTime() + 3 * 3_600_000);
  return `${local.toISOString().slice(0, 19)}+03:00`;
}

/** An id as the plain number that it is in a payload, however large. */
export const restId = (id: string): bigint => BigInt(id);

export const gid = (type: string, id: string): string => `gid://shopify/${type}/${id}`;

import type { Minor } from "../money.ts";

export const SHIPPING_TITLE = "Доставка";
export const SHIPPING_HANDLE = "delivery";

const FLAT: Minor = 350_00n;
const FREE_FROM: Minor = 5_000_00n;

/** What sending the goods costs, by what they cost before discounts; nothing to send costs nothing. */
export const shippingPrice = (subtotal: Minor): Minor =>
  subtotal === 0n || subtotal >= FREE_FROM ? 0n : FLAT;

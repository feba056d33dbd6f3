import type { Id } from "../model.ts";
import type { Minor } from "../money.ts";

export type DiscountClass = "ORDER" | "PRODUCT" | "SHIPPING";

/** Which other classes a discount may stand beside; both have to agree. */
export interface CombinesWith {
  orderDiscounts: boolean;
  productDiscounts: boolean;
  shippingDiscounts: boolean;
}

/** An automatic discount whose money a Function of the app works out. */
export interface AppDiscount {
  readonly id: Id;
  title: string;
  functionHandle: string;
  discountClasses: DiscountClass[];
  combinesWith: CombinesWith;
  startsAt: Date;
  endsAt: Date | null;
  tags: string[];
  readonly createdAt: Date;
  updatedAt: Date;
}

/** A code that the merchant made by hand: money off the order, or free shipping. */
export interface CodeDiscount {
  readonly id: Id;
  readonly code: string;
  readonly type: "fixed_amount" | "percentage" | "shipping";
  /** Shop money, or hundredths of a per cent; nothing for shipping. */
  readonly amount: Minor;
  readonly combinesWith: CombinesWith;
}

export type DiscountStatus = "ACTIVE" | "EXPIRED" | "SCHEDULED";

export function statusOf(discount: AppDiscount, now: Date): DiscountStatus {
  if (discount.endsAt !== null && discount.endsAt <= now) return "EXPIRED";
  return discount.startsAt > now ? "SCHEDULED" : "ACTIVE";
}

/** How Shopify names a discount wherever an id is given, its metafields' owner too. */
export const discountGid = (id: Id): string => `gid://shopify/DiscountAutomaticNode/${id}`;

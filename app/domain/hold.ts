import type { CustomerId, HoldId, HolderId, ShopId } from "./ids.ts";
import { formatMoney, type CurrencyCode, type Minor } from "./money.ts";
import { pointsToJson, type Points } from "./points.ts";

/** `active` can be spent; `clearing` no longer, but Shopify may still show it to a checkout. */
export type HoldState = "active" | "clearing" | "captured" | "released";

/** Who or what ended a hold that no order took. */
export type HoldEnd =
  | "shopper"
  | "expiry"
  /** A new hold of the same shopper took its place. */
  | "replaced"
  /** Shopify refused to write it down. */
  | "refused"
  /** Shopify did not say whether it was written down. */
  | "unanswered"
  /** Its customer was merged into another that had one too. */
  | "merge";

/** Points reserved for a checkout, and what they are worth there. */
export interface Hold {
  readonly shop: ShopId;
  readonly holdId: HoldId;
  readonly holderId: HolderId;
  /** Whose metafield bears it. */
  readonly customerId: CustomerId;
  /** Six characters, unique in the shop. */
  readonly code: string;
  readonly state: HoldState;
  readonly points: Points;
  readonly moneyMinor: Minor;
  readonly currency: CurrencyCode;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly endedBy: HoldEnd | null;
}

/**
 * What the customer's metafield says of an active hold. The discount Function
 * reads it, and no browser can write it.
 */
export function holdMetafieldValue(hold: Hold): string {
  const { holdId: id, code, points, moneyMinor, currency } = hold;
  const amount = formatMoney(moneyMinor, currency);
  return JSON.stringify({ id, code, points: pointsToJson(points), amount, currency });
}

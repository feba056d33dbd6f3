import type { DiscountKind } from "./discounts.ts";

/** What an installation puts into the shop: the discounts, and the definitions of metafields. */
export type PartName =
  | "points_discount"
  | "perks_discount"
  | "stamps_discount"
  | "customer_hold"
  | "customer_perks"
  | "order_hold";

/** Why a part does not do its work. Each can be repaired, or is tried again by itself. */
export type PartProblem =
  /** It was there, and somebody has removed it. */
  | "missing"
  /** It is there, and switched off or expired. */
  | "inactive"
  /** It is there, and somebody has changed it so that it does not work any more. */
  | "other_settings"
  /** Another Function than ours stands behind it. */
  | "other_function"
  /** The Function is not in the shop: the app's extensions were not deployed. */
  | "no_function"
  /** Shopify would not have it. */
  | "refused";

/** How a part stands, as of the last look. */
export interface PartState {
  readonly part: PartName;
  /** Shopify's global id; null while there is none. */
  readonly shopifyId: string | null;
  readonly problem: PartProblem | null;
  /** Shopify's words, where it has refused. */
  readonly detail: string | null;
}

export const partOfDiscount = (kind: DiscountKind): PartName => `${kind}_discount`;

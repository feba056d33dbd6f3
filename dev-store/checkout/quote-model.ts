import type { DiscountApplication, Id } from "../model.ts";
import type { Money } from "./currency.ts";

/** A line with its price. `subtotal` is before discounts, `total` after. */
export interface QuoteLine {
  readonly id: string;
  readonly variantId: Id;
  readonly productId: Id;
  readonly title: string;
  readonly sku: string;
  readonly quantity: number;
  readonly price: Money;
  readonly subtotal: Money;
  readonly total: Money;
  readonly allocations: readonly { readonly application: number; readonly amount: Money }[];
}

/** One discount that counts: `allocations` of lines name it by its place in the list. */
export interface QuoteApplication {
  readonly discountId: Id;
  readonly discountTitle: string;
  /** What the Function calls it; null for a code, or where it says nothing. */
  readonly message: string | null;
  readonly code: string | null;
  readonly type: "automatic" | "discount_code";
  readonly targetType: DiscountApplication["targetType"];
  readonly value: string;
  readonly valueType: DiscountApplication["valueType"];
  readonly amount: Money;
}

export interface FunctionError {
  readonly discountId: Id;
  readonly discountTitle: string;
  readonly message: string;
}

/** What a cart costs. Presentment amounts are what the buyer pays; those in shop money go into the order. */
export interface Quote {
  readonly token: string;
  readonly currency: string;
  /** Units of `currency` for one of the shop's, such as `0.0125`. */
  readonly rate: string;
  readonly lines: readonly QuoteLine[];
  readonly applications: readonly QuoteApplication[];
  /** Codes that give nothing, with the reason. */
  readonly rejectedCodes: readonly { readonly code: string; readonly reason: string }[];
  /** Goods before discounts. */
  readonly subtotal: Money;
  /** All discounts, those on shipping too. */
  readonly discounts: Money;
  /** null while there is nothing to send. */
  readonly shipping: {
    readonly title: string;
    readonly price: Money;
    readonly discounted: Money;
  } | null;
  /** Contained in the prices. */
  readonly tax: Money;
  readonly total: Money;
  readonly functionErrors: readonly FunctionError[];
}

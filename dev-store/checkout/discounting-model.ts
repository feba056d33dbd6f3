import type { Minor } from "../money.ts";
import type { Money } from "./currency.ts";
import type { QuoteApplication } from "./quote-model.ts";

/** A line while discounts are taken off it. */
export interface OpenLine {
  readonly id: string;
  readonly quantity: number;
  readonly subtotal: Money;
  left: Money;
  readonly allocations: { application: number; amount: Money }[];
}

export interface Discounted {
  readonly lines: readonly OpenLine[];
  readonly applications: readonly QuoteApplication[];
  /** Off the shipping. */
  readonly shipping: Money;
  /** All of it, as the buyer sees it. */
  readonly saved: Minor;
}

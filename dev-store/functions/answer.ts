import type { Id } from "../model.ts";

/** What a discount's Function wants done, in the cart's currency; the target says which of its exports said it. */
export interface FunctionAnswer {
  readonly discountId: Id;
  readonly target: string;
  readonly operations: readonly FunctionOperation[];
  /** Why it gave nothing, when it failed: said to whoever looks at the quote. */
  readonly error: string | null;
}

/** One operation, as Shopify's schema has it; Decimals may be texts or numbers. */
export type FunctionOperation = Readonly<Record<string, unknown>>;

import type { Id } from "../model.ts";
import type { Minor } from "../money.ts";

/** What a discount's Function wants done; the target says which of its exports said it. */
export interface FunctionAnswer {
  readonly discountId: Id;
  readonly target: string;
  readonly operations: readonly Operation[];
  /** Why it gave nothing, when it failed: said to whoever looks at the quote. */
  readonly error: string | null;
}

/** Money off, in minor units of the cart's currency, or a share in millionths of a per cent. */
export type Value =
  | { readonly kind: "fixed"; readonly amount: Minor; readonly eachItem: boolean }
  | { readonly kind: "percentage"; readonly millionths: bigint };

/** What has to be true of the cart; amounts are in the shop's currency. */
export type Condition =
  | {
      readonly kind: "subtotal";
      readonly least: Minor;
      readonly lineIds: readonly string[] | null;
      readonly excludedLineIds: readonly string[];
    }
  | { readonly kind: "quantity"; readonly least: number; readonly lineIds: readonly string[] };

interface Candidate {
  readonly message: string | null;
  readonly value: Value;
}

export interface OrderCandidate extends Candidate {
  readonly excludedLineIds: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface ProductCandidate extends Candidate {
  /** Lines of the cart; a null quantity is all of it. */
  readonly targets: readonly { readonly lineId: string; readonly quantity: number | null }[];
}

export type Operation =
  | {
      readonly kind: "order";
      readonly strategy: "FIRST" | "MAXIMUM";
      readonly candidates: readonly OrderCandidate[];
    }
  | {
      readonly kind: "product";
      readonly strategy: "FIRST" | "MAXIMUM" | "ALL";
      readonly candidates: readonly ProductCandidate[];
    }
  | { readonly kind: "shipping"; readonly candidates: readonly Candidate[] }
  | { readonly kind: "reject"; readonly codes: readonly string[]; readonly message: string };

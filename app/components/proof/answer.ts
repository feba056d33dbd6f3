/** What came of a button that was pressed. */
export type ProofAnswer =
  | { readonly kind: "asked" }
  | { readonly kind: "taken"; readonly number: number; readonly isNew: boolean }
  | { readonly kind: "unreadable"; readonly problem: string }
  | { readonly kind: "too_large" }
  | {
      readonly kind: "checked";
      readonly number: number;
      readonly takenAt: Date;
      readonly difference: string | null;
    };

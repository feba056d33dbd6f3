import type { ImportField } from "./columns.ts";

/**
 * Why a row is refused. Codes, a column and figures, no personal data: the row's number
 * leads to the rest, and app/locales has the words.
 */
export interface ImportProblem {
  readonly code: ImportProblemCode;
  readonly field?: ImportField;
  /** What the cell says, where that is neither a person's data nor long. */
  readonly value?: string;
  /** Figures and dates of the sentence. */
  readonly figures?: Readonly<Record<string, string | number>>;
}

export const IMPORT_PROBLEMS = [
  "wrong_width",
  "nobody",
  "no_email",
  "no_customer_id",
  "shortened_id",
  "nothing_to_import",
  "no_number",
  "fractional_points",
  "ambiguous_points",
  "negative_points",
  "too_many_points",
  "no_date",
  "ambiguous_date",
  "in_the_past",
  "in_the_future",
  "too_long",
  "unusable_text",
  "no_order_id",
  "unknown_tier",
  "external_id_reused",
  "unknown_customer",
  "erased_customer",
  "more_than_had",
] as const;
export type ImportProblemCode = (typeof IMPORT_PROBLEMS)[number];

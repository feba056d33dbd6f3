import type { z } from "zod";

import { checkMoney } from "./check-money.ts";
import { checkNames } from "./check-names.ts";
import { uncheckedSchema } from "./sections.ts";

export { DEFAULT_HOLD_MINUTES } from "./redemption.ts";
export type { ProgramRule } from "./check-money.ts";

/**
 * The programme's document as JSON: what merchants publish, export and import. What a document
 * leaves out is as in the first ones, so that all that were ever stored are read as they were meant.
 */
export const programSchema = uncheckedSchema.superRefine((document, context) => {
  checkMoney(document, context);
  checkNames(document, context);
});

/** The document after checking; money is still text. */
export type ProgramDocument = z.infer<typeof programSchema>;

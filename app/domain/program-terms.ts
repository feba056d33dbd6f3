import { lotTerms } from "./expiry.ts";
import type { LotTerms } from "./ledger/transfer.ts";
import type { Program } from "./program.ts";

export { daysAfter } from "./days.ts";

/**
 * Dates that points would have which are spendable from `maturesAt` on, had there never been
 * another program; for examples. What is posted asks all versions: see `lotTerms`.
 */
export function creditTerms(program: Program | null, maturesAt: Date): LotTerms {
  const version = program && { version: 1, publishedAt: maturesAt, program };
  return lotTerms(version ? [version] : [], maturesAt);
}

import { daysAfter } from "./days.ts";
import type { LotTerms } from "./ledger/transfer.ts";
import type { Program } from "./program.ts";

export { daysAfter } from "./days.ts";

/** Dates of points that are spendable from `maturesAt` on; without a program they never expire. */
export function creditTerms(program: Program | null, maturesAt: Date): LotTerms {
  const expiry = program?.expiry ?? { kind: "never" };
  return {
    maturesAt,
    expiresAt: expiry.kind === "after_days" ? daysAfter(maturesAt, expiry.days) : null,
  };
}

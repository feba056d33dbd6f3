import type { LotTerms } from "./ledger/transfer.ts";
import type { Program } from "./program.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** The moment so many days of 24 hours later. */
export const daysAfter = (date: Date, days: number): Date =>
  new Date(date.getTime() + days * DAY_MS);

/** Dates of points that are spendable from `maturesAt` on; without a program they never expire. */
export function creditTerms(program: Program | null, maturesAt: Date): LotTerms {
  const expiry = program?.expiry ?? { kind: "never" };
  return {
    maturesAt,
    expiresAt: expiry.kind === "never" ? null : daysAfter(maturesAt, expiry.days),
  };
}

import { z } from "zod";

import { listOf, must, section, wholeNumber } from "./checks.ts";

/** When points that were not spent are lost; each but `never` with days ahead of which to warn. */
export type Expiry =
  | { readonly kind: "never" }
  /** Days from maturity. */
  | { readonly kind: "after_days"; readonly days: number; readonly warnDays: readonly number[] }
  | { readonly kind: "after_months"; readonly months: number; readonly warnDays: readonly number[] }
  /** The end of the calendar year of maturity, or of the year so many years later. */
  | { readonly kind: "end_of_year"; readonly years: number; readonly warnDays: readonly number[] }
  /** So many days after the last time that anything was earned or spent. */
  | { readonly kind: "inactivity"; readonly days: number; readonly warnDays: readonly number[] };

const DEFAULT_WARN_DAYS = [30, 3];

const warnDays = listOf(wholeNumber(1, 365, "days"), 5, "numbers of days")
  .refine((days) => days.every((day, index) => index === 0 || day < (days[index - 1] ?? 0)), {
    error: "must fall: the earliest warning first, such as [30, 3]",
  })
  .default(DEFAULT_WARN_DAYS);
const days = wholeNumber(1, 3650, "days");

const EXAMPLE = '{"kind": "never"} or {"kind": "after_days", "days": 180}';
const KINDS = ["never", "after_days", "after_months", "end_of_year", "inactivity"] as const;
const named = KINDS.map((kind) => JSON.stringify(kind)).join(" or ");

export const expiry = z.discriminatedUnion(
  "kind",
  [
    section({ kind: z.literal("never") }),
    section({ kind: z.literal("after_days"), days, warn_days: warnDays }),
    section({
      kind: z.literal("after_months"),
      months: wholeNumber(1, 120, "months"),
      warn_days: warnDays,
    }),
    section({
      kind: z.literal("end_of_year"),
      years: wholeNumber(0, 5, "years"),
      warn_days: warnDays,
    }),
    section({ kind: z.literal("inactivity"), days, warn_days: warnDays }),
  ],
  {
    // Zod reports a wrong kind at the kind, and anything but an object at the whole.
    error: (issue) =>
      typeof issue.input === "object" && issue.input !== null
        ? `must be ${named}`
        : must(EXAMPLE)(issue),
  },
);

export type ExpiryDocument = z.infer<typeof expiry>;

export function readExpiry(document: ExpiryDocument): Expiry {
  if (document.kind === "never") return document;
  const { warn_days: warnDays, ...rest } = document;
  return { ...rest, warnDays };
}

export function writeExpiry(value: Expiry): ExpiryDocument {
  if (value.kind === "never") return { kind: "never" };
  const { warnDays, ...rest } = value;
  return { ...rest, warn_days: [...warnDays] };
}

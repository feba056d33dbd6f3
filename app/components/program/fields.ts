import type { ProgramDocument } from "../../domain/program.ts";

/** The form's fields, by their place in the document; what stands in them is text. */
export const FIELDS = [
  "earning.rate.points",
  "earning.rate.per_amount",
  "earning.rounding",
  "earning.pending_days",
  "earning.maximum_points_per_order",
  "redemption.worth.points",
  "redemption.worth.amount",
  "redemption.step_points",
  "redemption.minimum_points",
  "redemption.maximum_share_percent",
  "redemption.hold_minutes",
  "expiry.kind",
  "expiry.days",
  "clawback.beyond_balance",
] as const;

export type Field = (typeof FIELDS)[number];
export type FieldValues = Readonly<Record<Field, string>>;

const DEFAULT_EXPIRY_DAYS = 180;

/** What the form shows of a document. No maximum is an empty field. */
export function fieldsOf(document: ProgramDocument): FieldValues {
  const { earning, redemption, expiry, clawback } = document;
  const { rate, maximum_points_per_order: maximum } = earning;
  const isPerAmount = "per_amount" in rate;
  return {
    "earning.rate.points": isPerAmount ? String(rate.points) : "",
    "earning.rate.per_amount": isPerAmount ? shortened(rate.per_amount) : "",
    "earning.rounding": earning.rounding,
    "earning.pending_days": String(earning.pending_days),
    "earning.maximum_points_per_order": maximum === null ? "" : String(maximum),
    "redemption.worth.points": String(redemption.worth.points),
    "redemption.worth.amount": shortened(redemption.worth.amount),
    "redemption.step_points": String(redemption.step_points),
    "redemption.minimum_points": String(redemption.minimum_points),
    "redemption.maximum_share_percent": String(redemption.maximum_share_percent),
    "redemption.hold_minutes": String(redemption.hold_minutes),
    "expiry.kind": expiry.kind,
    "expiry.days": String(expiry.kind === "after_days" ? expiry.days : DEFAULT_EXPIRY_DAYS),
    "clawback.beyond_balance": clawback.beyond_balance,
  };
}

/** Whether the form can show the rate: it knows points per amount alone. */
export const hasPlainRate = ({ earning }: ProgramDocument): boolean => "per_amount" in earning.rate;

/** Whether the form knows when points expire; the other ways are left as they are. */
export const hasPlainExpiry = (kind: string): boolean => kind === "never" || kind === "after_days";

/**
 * The document that the form stands for, unchecked: what is no figure stays text, so that the
 * domain finds it wrong, at its place.
 * @param base has everything that the form does not know, which stays as it is
 */
export function documentOf(
  values: FieldValues,
  base: ProgramDocument,
  currency: string,
): Record<string, unknown> {
  const figure = (field: Field) => wholeNumber(values[field]);
  const maximum = figure("earning.maximum_points_per_order");
  const rate = {
    points: figure("earning.rate.points"),
    per_amount: plainAmount(values["earning.rate.per_amount"]),
  };
  return {
    ...base,
    currency,
    earning: {
      ...base.earning,
      rate: hasPlainRate(base) ? rate : base.earning.rate,
      rounding: values["earning.rounding"],
      pending_days: figure("earning.pending_days"),
      maximum_points_per_order: maximum === "" ? null : maximum,
    },
    redemption: {
      worth: {
        points: figure("redemption.worth.points"),
        amount: plainAmount(values["redemption.worth.amount"]),
      },
      step_points: figure("redemption.step_points"),
      minimum_points: figure("redemption.minimum_points"),
      maximum_share_percent: figure("redemption.maximum_share_percent"),
      hold_minutes: figure("redemption.hold_minutes"),
    },
    expiry: expiryOf(values, base.expiry, figure("expiry.days")),
    clawback: { beyond_balance: values["clawback.beyond_balance"] },
  };
}

function expiryOf(
  values: FieldValues,
  base: ProgramDocument["expiry"],
  days: number | string,
): Record<string, unknown> {
  const kind = values["expiry.kind"];
  if (kind === "never") return { kind };
  if (kind === base.kind && kind !== "after_days") return { ...base };
  const warnDays = base.kind === "never" ? {} : { warn_days: base.warn_days };
  return { kind, days, ...warnDays };
}

/**
 * An amount as the domain reads it, of one as merchants write it: "1 000,50" in Russian,
 * "1,000.50" in English. "1,000" is a thousand to one and one to the other: it stays as it is, and
 * is refused.
 */
export function plainAmount(text: string): string {
  const close = text.replaceAll(/[\s\u00a0\u202f]/g, "");
  if (/^\d{1,3},\d{3}$/.test(close)) return close;
  if (/^\d{1,3}(,\d{3})+(\.\d*)?$/.test(close)) return close.replaceAll(",", "");
  return close.replace(",", ".");
}

function wholeNumber(text: string): number | string {
  const close = text.replaceAll(/[\s\u00a0\u202f]/g, "");
  return /^\d{1,15}$/.test(close) ? Number(close) : close;
}

/** "100.00" is 100 to a merchant. */
const shortened = (amount: string) => amount.replace(/\.0+$/, "");

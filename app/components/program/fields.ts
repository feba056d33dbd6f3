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

/**
 * The document that the form stands for, unchecked: what is no figure stays text, so that the
 * domain finds it wrong, at its place.
 */
export function documentOf(values: FieldValues, currency: string): Record<string, unknown> {
  const figure = (field: Field) => wholeNumber(values[field]);
  const maximum = figure("earning.maximum_points_per_order");
  return {
    schema: 1,
    currency,
    earning: {
      rate: {
        points: figure("earning.rate.points"),
        per_amount: plainAmount(values["earning.rate.per_amount"]),
      },
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
    expiry:
      values["expiry.kind"] === "never"
        ? { kind: "never" }
        : { kind: values["expiry.kind"], days: figure("expiry.days") },
    clawback: { beyond_balance: values["clawback.beyond_balance"] },
  };
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

import { z } from "zod";

import { currencyCode, exponentOf, parseMoney } from "./money.ts";
import type { CurrencyCode } from "./money.ts";

/** Amounts beyond this many minor units are a mistake. */
const MOST_MINOR = 10n ** 15n;
const MOST_POINTS_PER_STEP = 1_000_000;
const MOST_POINTS_PER_ORDER = 1_000_000_000;
/** Of documents that do not say; those from before holds were made do not. */
export const DEFAULT_HOLD_MINUTES = 30;

/** Says what a value must be, and tells a missing one from a wrong one. */
const must = (what: string) => (issue: { readonly input?: unknown }) =>
  issue.input === undefined ? `is missing; it must be ${what}` : `must be ${what}`;

// Every check aborts: figures are compared with each other only when each of them is one.
function wholeNumber(least: number, most: number, unit: string, or = "") {
  const error = must(`${or}a whole number of ${unit} from ${least} to ${most}`);
  return z
    .int({ error, abort: true })
    .min(least, { error, abort: true })
    .max(most, { error, abort: true });
}

function oneOf<const Values extends readonly [string, ...string[]]>(...values: Values) {
  const listed = values.map((value) => JSON.stringify(value)).join(" or ");
  return z.enum(values, { error: must(listed) });
}

const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === "invalid_type" ? must("an object")(issue) : undefined),
  });

const amountText = must('a decimal amount in quotes, such as "100.00"');
const amount = z
  .string({ error: amountText })
  .regex(/^\d{1,15}(\.\d{1,4})?$/, { error: amountText, abort: true });

const isCurrency = (code: string) => {
  try {
    return currencyCode(code) === code;
  } catch {
    return false;
  }
};
const currencyText = must('an ISO 4217 code in capitals, such as "RUB"');
const currency = z
  .string({ error: currencyText })
  .refine(isCurrency, { error: currencyText, abort: true });

const rate = section({
  points: wholeNumber(1, MOST_POINTS_PER_STEP, "points"),
  per_amount: amount,
});

const worth = section({
  points: wholeNumber(1, MOST_POINTS_PER_STEP, "points"),
  amount,
});

const earning = section({
  rate,
  rounding: oneOf("down", "nearest", "up"),
  pending_days: wholeNumber(0, 365, "days"),
  maximum_points_per_order: wholeNumber(
    1,
    MOST_POINTS_PER_ORDER,
    "points",
    "null (no maximum) or ",
  ).nullable(),
});

const redemption = section({
  worth,
  step_points: wholeNumber(1, MOST_POINTS_PER_STEP, "points"),
  minimum_points: wholeNumber(0, MOST_POINTS_PER_ORDER, "points"),
  maximum_share_percent: wholeNumber(1, 100, "percent"),
  hold_minutes: wholeNumber(5, 1440, "minutes").default(DEFAULT_HOLD_MINUTES),
});

const expiry = z.discriminatedUnion(
  "kind",
  [
    section({ kind: z.literal("never") }),
    section({ kind: z.literal("after_days"), days: wholeNumber(1, 3650, "days") }),
  ],
  {
    // Zod reports a wrong kind at the kind, and anything but an object at the whole.
    error: (issue) =>
      typeof issue.input === "object" && issue.input !== null
        ? 'must be "never" or "after_days"'
        : must('{"kind": "never"} or {"kind": "after_days", "days": 180}')(issue),
  },
);

/** A rule that a field breaks which is right by itself, with the figures that tell how to mend it. */
export type ProgramRule =
  | { readonly kind: "digits"; readonly digits: number; readonly currency: string }
  | { readonly kind: "above_zero" }
  | { readonly kind: "too_large" }
  /** `below` and `above` are the steps beside the minimum that was given. */
  | {
      readonly kind: "multiple_of_step";
      readonly step: number;
      readonly below: number;
      readonly above: number;
    }
  /** Fewer points than `least` are worth less than the smallest amount of the currency. */
  | { readonly kind: "worth_nothing"; readonly least: string; readonly currency: string };

/** The programme's document as JSON: what merchants publish, export and import. */
export const programSchema = z
  .strictObject(
    {
      schema: z.literal(1, { error: must("1") }),
      currency,
      earning,
      redemption,
      expiry,
      clawback: section({ beyond_balance: oneOf("owe", "stop_at_zero") }),
    },
    { error: (issue) => (issue.code === "invalid_type" ? "must be a JSON object" : undefined) },
  )
  .superRefine((document, context) => {
    const code = document.currency as CurrencyCode;
    const refuse = (path: string[], message: string, rule: ProgramRule) =>
      context.addIssue({ code: "custom", path, message, params: { rule } });
    const perAmount = readAmount(document.earning.rate.per_amount, code);
    if (perAmount.kind === "wrong")
      refuse(["earning", "rate", "per_amount"], perAmount.message, perAmount.rule);
    const worthAmount = readAmount(document.redemption.worth.amount, code);
    if (worthAmount.kind === "wrong")
      refuse(["redemption", "worth", "amount"], worthAmount.message, worthAmount.rule);

    const { step_points: step, minimum_points: minimum } = document.redemption;
    // A minimum between two steps would be shown and could never be spent.
    if (minimum % step !== 0) {
      const below = minimum - (minimum % step);
      refuse(
        ["redemption", "minimum_points"],
        `must be a multiple of step_points (${step}): use ${below} or ${below + step}`,
        { kind: "multiple_of_step", step, below, above: below + step },
      );
    }
    // A step that is worth nothing would take points and give no money for them.
    const pointsPerAmount = BigInt(document.redemption.worth.points);
    if (worthAmount.kind === "ok" && BigInt(step) * worthAmount.minor < pointsPerAmount) {
      const least = (pointsPerAmount + worthAmount.minor - 1n) / worthAmount.minor;
      refuse(
        ["redemption", "step_points"],
        `must be at least ${least}: fewer points are worth less than the smallest amount of ${code}`,
        { kind: "worth_nothing", least: String(least), currency: code },
      );
    }
  });

/** The document after checking; money is still text. */
export type ProgramDocument = z.infer<typeof programSchema>;

function readAmount(
  text: string,
  code: CurrencyCode,
):
  | { readonly kind: "ok"; readonly minor: bigint }
  | { readonly kind: "wrong"; readonly message: string; readonly rule: ProgramRule } {
  const wrong = (message: string, rule: ProgramRule) => ({ kind: "wrong", message, rule }) as const;
  const exponent = exponentOf(code);
  let value: bigint;
  try {
    value = parseMoney(text, code);
  } catch {
    const digits = exponent === 0 ? "no digits" : `at most ${exponent} digits`;
    const rule = { kind: "digits", digits: exponent, currency: code } as const;
    return wrong(`must have ${digits} after the point, as ${code} has`, rule);
  }
  if (value <= 0n) return wrong("must be above 0", { kind: "above_zero" });
  if (value > MOST_MINOR) {
    return wrong("must be smaller; no order comes to this", { kind: "too_large" });
  }
  return { kind: "ok", minor: value };
}

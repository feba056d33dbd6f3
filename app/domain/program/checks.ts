import { z } from "zod";

/** The pieces that the sections' schemas are made of; each says in its message what it must be. */

export const MOST_POINTS_PER_STEP = 1_000_000;
export const MOST_POINTS_PER_ORDER = 1_000_000_000;

/** Says what a value must be, and tells a missing one from a wrong one. */
export const must = (what: string) => (issue: { readonly input?: unknown }) =>
  issue.input === undefined ? `is missing; it must be ${what}` : `must be ${what}`;

// Every check aborts: figures are compared with each other only when each of them is one.
export function wholeNumber(least: number, most: number, unit: string, or = "") {
  const error = must(`${or}a whole number of ${unit} from ${least} to ${most}`);
  return z
    .int({ error, abort: true })
    .min(least, { error, abort: true })
    .max(most, { error, abort: true });
}

export function oneOf<const Values extends readonly [string, ...string[]]>(...values: Values) {
  const listed = values.map((value) => JSON.stringify(value)).join(" or ");
  return z.enum(values, { error: must(listed) });
}

export const yesOrNo = () => z.boolean({ error: must("true or false") });

export const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === "invalid_type" ? must("an object")(issue) : undefined),
  });

export function listOf<Element extends z.ZodType>(element: Element, most: number, what: string) {
  const error = must(`a list of at most ${most} ${what}`);
  return z.array(element, { error }).max(most, { error, abort: true });
}

/** A list that says nothing when it is empty, and would be taken to match nothing or everything. */
export function someOf<Element extends z.ZodType>(element: Element, most: number, what: string) {
  const error = must(`a list of 1 to ${most} ${what}`);
  return z
    .array(element, { error })
    .min(1, { error, abort: true })
    .max(most, { error, abort: true });
}

const amountText = must('a decimal amount in quotes, such as "100.00"');
/** How many digits its currency allows is checked for the whole document. */
export const amount = z
  .string({ error: amountText })
  .regex(/^\d{1,15}(\.\d{1,4})?$/, { error: amountText, abort: true });

/** A decimal figure without a unit, above `above` where it is given and at least `least`. */
export function decimal(what: string, { least, above, most }: DecimalLimits) {
  const error = must(what);
  const isWithin = (text: string) => {
    const value = Number(text);
    return value <= most && (above === undefined || value > above) && value >= (least ?? 0);
  };
  return z
    .string({ error })
    .regex(/^\d{1,6}(\.\d{1,4})?$/, { error, abort: true })
    .refine(isWithin, { error, abort: true });
}

interface DecimalLimits {
  readonly least?: number;
  readonly above?: number;
  readonly most: number;
}

export const percent = (most = 100) =>
  decimal(`a percentage in quotes above 0 and at most ${most}, such as "5.5"`, { above: 0, most });

const idText = must("1 to 40 small letters, digits and hyphens");
/** Names a rule, a campaign, a tier, within its list and for good: explanations name it. */
export const ruleId = z
  .string({ error: idText })
  .regex(/^[a-z0-9-]{1,40}$/, { error: idText, abort: true });

/** Free text that Shopify keeps: a tag, a product type, a vendor. */
export function label(what: string) {
  const error = must(`${what} of 1 to 255 characters`);
  return z.string({ error }).trim().min(1, { error, abort: true }).max(255, { error, abort: true });
}

/** A numeric id of Shopify's, as a string. */
export function shopifyId(what: string) {
  const error = must(`Shopify's numeric id of ${what}, in quotes`);
  return z.string({ error }).regex(/^[1-9]\d{0,19}$/, { error, abort: true });
}

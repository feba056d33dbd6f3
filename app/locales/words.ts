import type { Locale } from "./texts.ts";

/** What stands in the places of a text. */
export type Values = Readonly<Record<string, string | number>>;

/** A text by number: English has `one` and `other`, Russian also `few` and `many`. */
export type PluralForms = Readonly<
  { other: string } & Partial<Record<Exclude<Intl.LDMLPluralRule, "other">, string>>
>;

/** Puts values into the places of a text: `fill("Order {name}", { name: "#1001" })`. */
export function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

// To make one costs far more than to use it.
const PLURALS = { en: new Intl.PluralRules("en"), ru: new Intl.PluralRules("ru") } as const;
const NUMBERS = { en: new Intl.NumberFormat("en"), ru: new Intl.NumberFormat("ru") } as const;

/**
 * The form of a text that goes with a number, which stands in it as `{count}`
 * where `values` does not say how it is written.
 */
export function plural(
  locale: Locale,
  forms: PluralForms,
  count: bigint | number,
  values: Values = {},
): string {
  const magnitude = Number(count < 0 ? -count : count);
  const form = forms[PLURALS[locale].select(magnitude)] ?? forms.other;
  const written = NUMBERS[locale].format(count);
  return fill(form, { count: written, ...values });
}

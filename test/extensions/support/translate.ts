import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A locale file's texts: a text, a plural's forms, or a section. */
export type Texts = { [key: string]: string | Texts };

const LOCALES = join(import.meta.dirname, "../../../extensions/checkout-points/locales");

export function localeTexts(locale: "en" | "ru"): Texts {
  const name = locale === "en" ? "en.default.json" : "ru.json";
  return JSON.parse(readFileSync(join(LOCALES, name), "utf8")) as Texts;
}

/** What Shopify's `i18n` does with the locale files: values, plurals by `count`, formats. */
export function i18nOf(locale: "en" | "ru") {
  const texts = localeTexts(locale);
  const plurals = new Intl.PluralRules(locale);

  function translate(key: string, values: Record<string, string | number> = {}): string {
    let found: string | Texts | undefined = texts;
    for (const part of key.split(".")) found = typeof found === "object" ? found[part] : undefined;
    if (typeof found === "object") {
      const { count } = values;
      if (typeof count !== "number") throw new Error(`${key} is a plural, and there is no count`);
      found = found[plurals.select(count)];
    }
    if (typeof found !== "string") throw new Error(`${locale} has no text for ${key}`);
    return found.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${key} asks for ${name}, which is not given`);
      return String(value);
    });
  }

  return {
    translate,
    formatNumber: (value: number | bigint) => new Intl.NumberFormat(locale).format(value),
    formatCurrency: (value: number | bigint, options: Intl.NumberFormatOptions = {}) =>
      new Intl.NumberFormat(locale, { style: "currency", ...options }).format(value),
    formatDate: (date: Date, options: Intl.DateTimeFormatOptions = {}) =>
      new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).format(date),
  };
}

import type { ExtensionStart, JsonValue } from "../contract.ts";

type Options = Readonly<Record<string, unknown>>;

/**
 * `shopify.i18n` with the extension's own locale files: `translate("page.total", { count: 2 })`
 * fills `{{count}}`, and chooses `one`, `few`, … by the language where the key has them.
 * @throws Error for a key that no file has: at Shopify the buyer would read the key itself
 */
export function i18nOf(start: ExtensionStart, currency: () => string) {
  const { language } = start;
  return {
    formatNumber: (number: number | bigint, options?: Options) =>
      new Intl.NumberFormat(language, options).format(number),
    formatCurrency: (number: number | bigint, options?: Options) =>
      new Intl.NumberFormat(language, {
        style: "currency",
        currency: currency(),
        ...options,
      }).format(number),
    formatDate: (date: Date, options?: Options) =>
      new Intl.DateTimeFormat(language, options).format(date),
    translate: (key: string, options: Options = {}) => {
      const found =
        textOf(start.translations, key, language, options["count"]) ??
        textOf(start.defaultTranslations, key, "en", options["count"]);
      if (found === null) throw new Error(`No locale file has the text ${key}`);
      return filled(found, options, language);
    },
  };
}

function textOf(
  texts: Readonly<Record<string, JsonValue>>,
  key: string,
  language: string,
  count: unknown,
): string | null {
  let place: JsonValue | undefined = texts;
  for (const name of key.split(".")) {
    if (typeof place !== "object" || place === null || Array.isArray(place)) return null;
    place = (place as Readonly<Record<string, JsonValue | undefined>>)[name];
  }
  if (typeof place === "string") return place;
  if (typeof place !== "object" || place === null || typeof count !== "number") return null;
  const forms = place as Readonly<Record<string, JsonValue | undefined>>;
  const exact = count === 0 ? forms["zero"] : undefined;
  const form = exact ?? forms[new Intl.PluralRules(language).select(count)] ?? forms["other"];
  return typeof form === "string" ? form : null;
}

/** A text; where a replacement is no text, the pieces, as Shopify gives them to components. */
function filled(text: string, options: Options, language: string): unknown {
  const pieces = text.split(/\{\{\s*(\w+)\s*\}\}/).map((piece, place) => {
    if (place % 2 === 0) return piece;
    const value = options[piece];
    if (value === undefined) return `{{${piece}}}`;
    if (typeof value === "number") return new Intl.NumberFormat(language).format(value);
    return value;
  });
  if (pieces.every((piece) => typeof piece === "string")) return pieces.join("");
  return pieces.filter((piece) => piece !== "");
}

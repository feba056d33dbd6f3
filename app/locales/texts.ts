import en from "./en.json" with { type: "json" };
import ru from "./ru.json" with { type: "json" };

/** Everything that the admin says, in one language. */
export type Texts = typeof en;
export type Locale = "en" | "ru";

const TEXTS: Readonly<Record<Locale, Texts>> = { en, ru };

export const textsIn = (locale: Locale): Texts => TEXTS[locale];

/**
 * The merchant's language: Shopify's admin names it in the address of the first
 * page, the browser in every request. English where it is neither.
 */
export function localeOf(request: Request): Locale {
  const asked = new URL(request.url).searchParams.get("locale");
  const languages = [asked, ...(request.headers.get("Accept-Language") ?? "").split(",")];
  for (const language of languages) {
    const code = language?.trim().slice(0, 2).toLowerCase();
    if (code === "en" || code === "ru") return code;
  }
  return "en";
}

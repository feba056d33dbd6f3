import { createContext, useContext, useMemo, type ReactNode } from "react";

import type { Locale, Texts } from "../locales/texts.ts";
import { plural, type PluralForms, type Values } from "../locales/words.ts";
import { formatsFor, type Formats } from "../wording/formats.ts";

/** What a page says, and how it writes numbers, money and times. */
export interface Language {
  readonly locale: Locale;
  readonly texts: Texts;
  readonly formats: Formats;
  /** The form of a text by number, with `{count}` and `values` filled in. */
  readonly plural: (forms: PluralForms, count: bigint | number | string, values?: Values) => string;
}

const LanguageContext = createContext<Language | null>(null);

interface LanguageProviderProps {
  readonly locale: Locale;
  readonly texts: Texts;
  /** The shop's, as the IANA database names it. */
  readonly timeZone: string;
  readonly children: ReactNode;
}

/**
 * The merchant's language for all pages below. Loaders of pages hand over bare
 * figures: only the first page's address names the language, so that a loader
 * that is asked later does not know it.
 */
export function LanguageProvider({ locale, texts, timeZone, children }: LanguageProviderProps) {
  const language = useMemo<Language>(
    () => ({
      locale,
      texts,
      formats: formatsFor(locale, timeZone),
      plural: (forms, count, values) => plural(locale, forms, BigInt(count), values),
    }),
    [locale, texts, timeZone],
  );
  return (
    <LanguageContext.Provider value={language}>
      <div lang={locale}>{children}</div>
    </LanguageContext.Provider>
  );
}

/** @throws Error outside of the admin's frame */
export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === null) throw new Error("No LanguageProvider stands above this component");
  return language;
}

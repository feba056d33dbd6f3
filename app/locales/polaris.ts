import ru from "./ru/polaris.json" with { type: "json" };
import type { Locale } from "./texts.ts";

/**
 * What Polaris's own components say where its package has no such language: null
 * for English, which it falls back on for whatever is missing here, too.
 */
export const polarisTextsIn = (locale: Locale) => (locale === "ru" ? ru : null);

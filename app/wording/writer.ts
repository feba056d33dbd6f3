import { textsIn, type Locale } from "../locales/texts.ts";
import { formatsFor } from "./formats.ts";
import type { TitleOf, Writer } from "./write-value.ts";

/**
 * A language to write in, where a page does not bring its own: for the server and for commands.
 * @param timeZone of the moments; those of a programme are by the shop's clock anyway
 */
export const writerIn = (locale: Locale, timeZone = "UTC", titleOf?: TitleOf): Writer => ({
  locale,
  texts: textsIn(locale),
  formats: formatsFor(locale, timeZone),
  titleOf,
});

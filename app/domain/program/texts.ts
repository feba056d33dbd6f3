import { z } from "zod";

import { must } from "./checks.ts";

/** What shoppers read, in the languages that the merchant has written; one of them at least. */
export interface Text {
  readonly en?: string | undefined;
  readonly ru?: string | undefined;
}

export type TextLocale = keyof Text;

const textError = must('a text of each language, such as {"en": "Gold", "ru": "Золото"}');
const wordsError = must("a text of 1 to 200 characters");
const words = z
  .string({ error: wordsError })
  .trim()
  .min(1, { error: wordsError, abort: true })
  .max(200, { error: wordsError, abort: true });

export const text = z
  .strictObject(
    { en: words.optional(), ru: words.optional() },
    { error: (issue) => (issue.code === "invalid_type" ? textError(issue) : undefined) },
  )
  .refine(({ en, ru }) => en !== undefined || ru !== undefined, {
    error: 'must have a text as "en" or "ru"',
  });

/** The text in one language, or in the other where that is all there is. */
export function textIn(value: Text, locale: TextLocale): string {
  return value[locale] ?? value.en ?? value.ru ?? "";
}

/** A text as JSON, without the languages that it does not have. */
export type WrittenText = { en?: string; ru?: string };

export function writeText({ en, ru }: Text): WrittenText {
  return { ...(en === undefined ? {} : { en }), ...(ru === undefined ? {} : { ru }) };
}

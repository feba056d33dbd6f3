import { textIn } from "../domain/program/texts.ts";
import type { Value, Values } from "../domain/program-words/value.ts";
import type { Locale, Texts } from "../locales/texts.ts";
import { fill, plural } from "../locales/words.ts";
import type { Formats } from "./formats.ts";

/** A language to write statements in. */
export interface Writer {
  readonly locale: Locale;
  readonly texts: Pick<Texts, "rules" | "actions">;
  readonly formats: Formats;
  /** What Shopify calls something; without it, its id stands there. */
  readonly titleOf?: TitleOf | undefined;
}

export type TitleOf = (of: "product" | "collection", id: string) => string | null;

/** The values as texts, by the names that they are filled in by. */
export const writeValues = (values: Values, writer: Writer): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, writeValue(value, writer)]),
  );

/** "5 points", "RUB 100", "type “Shoes” or “Boots”" */
export function writeValue(value: Value, writer: Writer): string {
  const { locale, texts, formats } = writer;
  const { rules } = texts;
  switch (value.kind) {
    case "count":
      return plural(locale, rules.units[value.of], value.count);
    case "money":
      return formats.money(value);
    case "percent":
      return fill(rules.percent, { percent: formats.exact(value.percent) });
    case "number":
      return formats.exact(value.number);
    case "moment":
      return writeMoment(value.local, writer);
    case "text":
      return fill(rules.quoted, { name: textIn(value.text, locale) });
    case "name":
      return value.name;
    case "quoted":
      return fill(rules.quoted, { name: value.name });
    case "resource": {
      const title = writer.titleOf?.(value.of, value.id) ?? null;
      return title === null
        ? fill(rules.resource, { id: value.id })
        : fill(rules.quoted, { name: title });
    }
    case "list": {
      const items = value.of.map((one) => writeValue(one, writer));
      return intlFor(locale)[value.join].format(items);
    }
    case "phrase":
      return fill(textAt(rules.phrases, value.key), writeValues(value.values, writer));
  }
}

/** A time of the shop's clock: the zone is told once for all of them. */
function writeMoment(local: string, { locale, texts }: Writer): string {
  const moment = new Date(`${local}Z`);
  const { date, time } = intlFor(locale);
  return fill(texts.rules.moment, { date: date.format(moment), time: time.format(moment) });
}

const made = new Map<Locale, ReturnType<typeof makeIntl>>();

/** To make these costs far more than to use them. */
function intlFor(locale: Locale) {
  const known = made.get(locale) ?? makeIntl(locale);
  made.set(locale, known);
  return known;
}

function makeIntl(locale: Locale) {
  const day = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
  return {
    and: new Intl.ListFormat(locale, { type: "conjunction" }),
    or: new Intl.ListFormat(locale, { type: "disjunction" }),
    date: new Intl.DateTimeFormat(locale, day),
    time: new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone: "UTC" }),
  };
}

/** @throws RangeError where the locale files have no text at the key, which tests look for */
export function textAt(texts: unknown, key: string): string {
  const found = nodeAt(texts, key);
  if (typeof found !== "string") throw new RangeError(`no words for "${key}"`);
  return found;
}

/** What stands at a key such as `tiers.threshold.spend`; undefined for nothing. */
export const nodeAt = (texts: unknown, key: string): unknown =>
  key
    .split(".")
    .reduce<unknown>(
      (node, part) =>
        typeof node === "object" && node !== null && Object.hasOwn(node, part)
          ? (node as Record<string, unknown>)[part]
          : undefined,
      texts,
    );

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { localeTexts } from "../support/translate.ts";
import type { Texts } from "../support/translate.ts";

const SOURCES = join(import.meta.dirname, "../../../extensions/checkout-points/src");
const FORMS = { en: ["one", "other"], ru: ["one", "few", "many", "other"] };

/** Keys with the places that their texts have; a plural is one key with all of its forms. */
function keysOf(texts: Texts, forms: string[], prefix = ""): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>();
  for (const [key, value] of Object.entries(texts)) {
    const path = `${prefix}${key}`;
    if (typeof value === "string") keys.set(path, placesOf(value));
    else if (typeof value["other"] === "string") {
      expect(Object.keys(value), path).toEqual(forms);
      const places = Object.values(value).flatMap((form) =>
        typeof form === "string" ? [...placesOf(form)] : [],
      );
      keys.set(path, new Set(places));
    } else for (const [inner, places] of keysOf(value, forms, `${path}.`)) keys.set(inner, places);
  }
  return keys;
}

const placesOf = (text: string) => new Set(text.match(/\{\{\w+\}\}/g) ?? []);

const en = keysOf(localeTexts("en"), FORMS.en);
const ru = keysOf(localeTexts("ru"), FORMS.ru);

describe("the extension's texts", () => {
  it("are there in both languages, with the same places to fill in", () => {
    expect(en.size).toBeGreaterThan(50);
    expect([...ru]).toEqual([...en]);
  });

  it("are all used, and nothing else is asked for", () => {
    const sources = readdirSync(SOURCES).map((name) => readFileSync(join(SOURCES, name), "utf8"));
    const code = sources.join("\n");
    const asked = [...code.matchAll(/text\(\s*"([\w.]+)"/g)].map(([, key]) => key);
    expect(asked.filter((key) => !en.has(key!))).toEqual([]);
    // Sections whose keys are made while running, and what shopify.extension.toml names.
    const made = /^(notice|amount\.(too|not)|name$|description$)/;
    const words = new Set(code.match(/[\w.]+/g));
    expect([...en.keys()].filter((key) => !made.test(key) && !words.has(key))).toEqual([]);
    const notices = [...en.keys()].filter((key) => key.startsWith("notice."));
    expect(notices.filter((key) => !words.has(key.slice("notice.".length)))).toEqual([]);
  });
});

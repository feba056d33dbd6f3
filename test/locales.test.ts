import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { localeOf, textsIn } from "../app/locales/texts.ts";
import { fill, plural } from "../app/locales/words.ts";

const FORMS = new Set(["zero", "one", "two", "few", "many", "other"]);

const isForms = (node: object): node is Record<string, string> =>
  "other" in node && Object.keys(node).every((key) => FORMS.has(key));

const placesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

/** Every text by its path, as the places that it has; a text by number counts once. */
function places(node: unknown, path = ""): [path: string, places: unknown][] {
  if (typeof node === "string") return [[path, placesOf(node)]];
  if (typeof node !== "object" || node === null) throw new Error(`${path} is no text`);
  if (isForms(node)) return [[path, placesOf(node.other ?? "")]];
  return Object.entries(node).flatMap(([key, value]) => places(value, `${path}.${key}`));
}

/** Every text by number in a language. */
function allForms(node: unknown): Record<string, string>[] {
  if (typeof node !== "object" || node === null) return [];
  return isForms(node) ? [node] : Object.values(node).flatMap(allForms);
}

describe("the admin's texts", () => {
  it("say the same things in Russian as in English, with the same places to fill", () => {
    const ru = Object.fromEntries(places(textsIn("ru")));
    expect(ru).toEqual(Object.fromEntries(places(textsIn("en"))));
  });

  it("are all joined: no file of a page is forgotten", () => {
    for (const locale of ["en", "ru"] as const) {
      const files = readdirSync(new URL(`../app/locales/${locale}`, import.meta.url));
      const pages = files.map((file) => file.replace(".json", "")).filter((it) => it !== "polaris");
      expect(Object.keys(textsIn(locale)).sort()).toEqual(pages.sort());
    }
  });

  it.each([
    ["en", ["one", "other"]],
    ["ru", ["few", "many", "one", "other"]],
  ] as const)("have every form that %s counts with, all with the same places", (locale, forms) => {
    for (const text of allForms(textsIn(locale))) {
      expect(Object.keys(text).sort(), JSON.stringify(text)).toEqual(forms);
      for (const form of Object.values(text)) {
        expect(placesOf(form), JSON.stringify(text)).toEqual(placesOf(text["other"] ?? ""));
      }
    }
  });
});

describe("a text", () => {
  const { points } = textsIn("ru").shell;
  it.each([
    [1, "1 балл"],
    [2, "2 балла"],
    [5, "5 баллов"],
    [11, "11 баллов"],
    [21, "21 балл"],
    [-3, "-3 балла"],
    [1200n, "1 200 баллов"],
  ])("counts %s in Russian as Russians do", (count, words) => {
    expect(plural("ru", points, count).replaceAll(/\s/g, " ")).toBe(words);
  });

  it("keeps a place that nobody has filled, so that it is seen", () => {
    expect(fill("{a} of {b}", { a: "one" })).toBe("one of {b}");
  });
});

it.each([
  ["/app?locale=ru", null, "ru"],
  ["/app?locale=ru-RU", "en-US,en;q=0.9", "ru"],
  ["/app", "de-DE,ru;q=0.8,en;q=0.7", "ru"],
  ["/app?locale=fr", "de", "en"],
])("%s with %s is read in %s", (path, header, locale) => {
  const headers = header === null ? undefined : { "Accept-Language": header };
  const init = headers === undefined ? {} : { headers };
  expect(localeOf(new Request(`http://127.0.0.1${path}`, init))).toBe(locale);
});

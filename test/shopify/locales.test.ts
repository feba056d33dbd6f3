import { expect, it } from "vitest";

import { localeOf, textsIn } from "../../app/locales/texts.ts";

const namesIn = (texts: object, path = ""): string[] =>
  Object.entries(texts).flatMap(([name, text]: [string, unknown]) =>
    typeof text === "object" && text !== null ? namesIn(text, `${path}${name}.`) : [path + name],
  );

it("says everything in every language", () => {
  expect(namesIn(textsIn("ru"))).toEqual(namesIn(textsIn("en")));
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

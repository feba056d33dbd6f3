import { describe, expect, it } from "vitest";
import { readProgramText } from "../../app/domain/program-text.ts";
import { parseProgram } from "../../app/domain/program.ts";
import { textsIn } from "../../app/locales/texts.ts";
import { checkText, problemText } from "../../app/wording/problem-text.ts";
import { wholeDocuments } from "../support/whole-documents.ts";

type Node = Record<string | number, unknown>;
type Place = readonly (string | number)[];

function placesIn(node: unknown, place: Place = []): Place[] {
  if (typeof node !== "object" || node === null) return [place];
  const inner = Object.entries(node).flatMap(([key, value]) =>
    placesIn(value, [...place, Array.isArray(node) ? Number(key) : key]),
  );
  return place.length === 0 ? inner : [place, ...inner];
}

const without = Symbol("nothing");

function withValue(node: unknown, [key, ...rest]: Place, value: unknown): unknown {
  if (key === undefined) return value;
  const copy = structuredClone(node) as Node;
  const changed = withValue(copy[key], rest, value);
  if (changed === without) Reflect.deleteProperty(copy, key);
  else copy[key] = changed;
  return copy;
}

const WRONG = [
  without,
  "wrong!",
  "",
  -1,
  1e12,
  true,
  [],
  {},
  null,
  "0.0001",
  "0",
  "gold",
  1,
  { x: 1 },
];

/** What the domain says of documents that are wrong in all the ways that one value can be. */
function messages(): Set<string> {
  const found = new Set<string>();
  const tried = new Set<string>();
  for (const document of wholeDocuments()) {
    for (const place of placesIn(document)) {
      const path = place.map((key) => (typeof key === "number" ? "[]" : key)).join(".");
      if (tried.has(path)) continue;
      tried.add(path);
      for (const value of WRONG) {
        const parsed = parseProgram(withValue(document, place, value));
        if (parsed.kind === "ok") continue;
        for (const { path: field, message } of parsed.problems) {
          found.add(message.slice(field === "" ? "the program ".length : field.length + 1));
        }
      }
    }
  }
  return found;
}

const others = [
  'must be another than "gold", which is taken',
  "must be left out: orders in RUB, the program's currency, earn by earning.rate",
  "must be the id of a tier: the program has no tiers",
  "must be left out: the program has no wholesale",
  'must be 0: everybody is in this tier from the first day; use an action of kind "welcome"',
  'must be "month" or "quarter" or "year" where there are period_steps',
  "must be a JSON object",
  "stands here twice; remove one of them",
  "must be a multiple of step_points (10): use 10 or 20",
  "must be at least 100: fewer points are worth less than the smallest amount of RUB",
  "must have no digits after the point, as JPY has",
];
const all = [...new Set([...messages(), ...others])].sort();

describe("What is wrong with a document", () => {
  it("is said in many ways", () => {
    expect(all.length).toBeGreaterThan(60);
  });

  it.each(all)("is said in English as the domain says it, and in Russian: %s", (message) => {
    expect(checkText(message, textsIn("en"))).toBe(message);
    const russian = checkText(message, textsIn("ru"));
    expect(russian).toMatch(/[а-яё]/i);
    expect(
      russian.replaceAll(
        /"[^"]*"|\{[^}]*\}|\b(?:id|null|true|false|JSON|ISO|IANA|Shopify|kind|starts_at|step_points|period_steps|earning|rate|Europe|Moscow|RUB|JPY|EUR|USD)\b/g,
        "",
      ),
    ).not.toMatch(/[a-z]{2}/i);
  });

  it.each([
    [
      "en",
      '{"a": 1,}',
      "A field’s name in quotes is missing here, or there is a comma too many before",
    ],
    ["ru", '{"a" 1}', "Здесь не хватает двоеточия"],
    ["ru", "[]", "должно быть объектом JSON"],
  ] as const)("is said in %s of %j without the field's name", (locale, text, told) => {
    const read = readProgramText(text);
    const problems = read.kind === "ok" ? [] : read.problems;
    expect(problems.map((one) => problemText(one, textsIn(locale)))[0]).toBe(told);
  });
});

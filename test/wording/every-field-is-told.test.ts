import { describe, expect, it } from "vitest";
import { z } from "zod";
import { EARN_RULE_KINDS } from "../../app/domain/earn-rules/index.ts";
import { compareSections } from "../../app/domain/program-words/compare.ts";
import { describeProgram } from "../../app/domain/program-words/describe.ts";
import { encodeProgram, parseProgram, programSchema } from "../../app/domain/program.ts";
import type { Program } from "../../app/domain/program.ts";
import { textsIn, type Locale } from "../../app/locales/texts.ts";
import { writeDifferences } from "../../app/wording/differences.ts";
import { formatsFor } from "../../app/wording/formats.ts";
import { ruleBook } from "../../app/wording/rule-book.ts";
import { nodeAt } from "../../app/wording/write-value.ts";
import { valuesBeside, wholeDocuments } from "../support/whole-documents.ts";

/** In no document: a checkout tells a stamp card's goods by products and types alone. */
const REFUSED = /^stamp_cards\[\]\.lines(\.except)?\.(collections|vendors|tags)\b/;

/** What no page needs to tell, and why. */
const UNTOLD = [
  // Of the file, not of the programme.
  /^schema$/,
  // By which things are told apart; what they are called is told.
  /\.id$/,
  // The whole thing is another one; the documents of other kinds are compared below.
  /^expiry\.kind$/,
  /^earning\.actions\[\]\.kind$/,
  REFUSED,
];

const isTold = (path: string) => !UNTOLD.some((pattern) => pattern.test(path));

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  type?: string;
  enum?: unknown[];
}

/** The words of which a field has a choice, by its path. */
const choices = new Map<string, unknown[]>();

/** The paths of all values that a document may have, by walking its schema. */
function pathsOf(schema: JsonSchema, path = ""): string[] {
  const { properties, additionalProperties: others, items, anyOf, oneOf, allOf } = schema;
  if (schema.$ref !== undefined) throw new Error(`${path} is a reference: walk it too`);
  const inner = [...(anyOf ?? []), ...(oneOf ?? []), ...(allOf ?? [])];
  const found = [
    ...Object.entries(properties ?? {}).flatMap(([key, one]) =>
      pathsOf(one, path === "" ? key : `${path}.${key}`),
    ),
    ...(typeof others === "object" ? pathsOf(others, `${path}.{}`) : []),
    ...(items === undefined ? [] : pathsOf(items, `${path}[]`)),
    ...inner.flatMap((one) => pathsOf(one, path)),
  ];
  if (found.length > 0) return [...new Set(found)];
  if (schema.enum) choices.set(path, schema.enum);
  return schema.type === "null" || schema.type === "object" ? [] : [path];
}

type Place = readonly (string | number)[];

/** Where the values of a document stand. */
function placesIn(node: unknown, place: Place = []): Place[] {
  if (typeof node !== "object" || node === null) return [place];
  return Object.entries(node).flatMap(([key, value]) =>
    placesIn(value, [...place, Array.isArray(node) ? Number(key) : key]),
  );
}

const pathOf = (place: Place) =>
  place
    .map((key, index) => {
      if (typeof key === "number") return "[]";
      const isCurrency = place[index - 1] === "rates";
      return `${index === 0 ? "" : "."}${isCurrency ? "{}" : key}`;
    })
    .join("");

/** The document with another value at a place, or with none where that is `undefined`. */
function withValue(document: unknown, [key, ...rest]: Place, value: unknown): unknown {
  if (key === undefined) return value;
  const copy = structuredClone(document) as Record<string | number, unknown>;
  const changed = withValue(copy[key], rest, value);
  if (changed !== undefined) copy[key] = changed;
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else Reflect.deleteProperty(copy, key);
  return copy;
}

const read = (document: unknown): Program | null => {
  const parsed = parseProgram(document);
  return parsed.kind === "ok" ? parsed.program : null;
};

const LOCALES = ["en", "ru"] as const;
const [en, ru] = LOCALES.map((locale) => ({
  locale,
  texts: textsIn(locale),
  formats: formatsFor(locale, "UTC"),
}));
const writerOf = (locale: Locale) => (locale === "en" ? en! : ru!);

const rulesIn = (locale: Locale, program: Program) =>
  JSON.stringify(ruleBook(program, writerOf(locale)));

const differencesIn = (locale: Locale, before: Program, after: Program) =>
  writeDifferences(
    compareSections(describeProgram(before), describeProgram(after)),
    writerOf(locale),
  ).flatMap(({ lines }) => lines);

const documents = wholeDocuments();
const programs = documents.map((document, index) => {
  const parsed = parseProgram(document);
  if (parsed.kind === "ok") return parsed.program;
  throw new Error(`document ${index}: ${parsed.problems.map(({ message }) => message).join("; ")}`);
});
const schema = z.toJSONSchema(programSchema, { io: "input" }) as JsonSchema;
const paths = pathsOf(schema).sort();

/** Changes of one value, or of what it lies in, that leave a valid document of another meaning. */
function* changesOf(document: unknown, place: Place, program: Program): Generator<Program> {
  const meaning = JSON.stringify(encodeProgram(program));
  const value = place.reduce<unknown>((node, key) => (node as Document)[key], document);
  const others = valuesBeside(value, choices.get(pathOf(place)) ?? []).map((other) =>
    withValue(document, place, other),
  );
  const without = [place, place.slice(0, -1)].map((at) => withValue(document, at, undefined));
  for (const other of [...others, ...without]) {
    const changed = read(other);
    if (changed && JSON.stringify(encodeProgram(changed)) !== meaning) yield changed;
  }
}
type Document = Record<string | number, unknown>;

/** The changes of the first document that has a value there which can be changed by itself. */
function changesAt(path: string): { program: Program; changes: Program[] } {
  for (const [index, program] of programs.entries()) {
    const place = placesIn(documents[index]).find((one) => pathOf(one) === path);
    const changes = place ? [...changesOf(documents[index], place, program)] : [];
    if (changes.length > 0) return { program, changes };
  }
  return { program: programs[0]!, changes: [] };
}

describe("The rules page generated from the document", () => {
  it("is tried with documents that have every field there is", () => {
    const tried = new Set(documents.flatMap((document) => placesIn(document).map(pathOf)));
    expect(paths.filter((path) => !tried.has(path) && !REFUSED.test(path))).toEqual([]);
    expect(paths.length).toBeGreaterThan(90);
  });

  it.each(paths.filter(isTold))("tells of %s, and so do differences", (path) => {
    const { program, changes } = changesAt(path);
    expect(changes.length, `no other value for ${path}: add one`).toBeGreaterThan(0);
    const own = LOCALES.find((locale) => path.endsWith(`.${locale}`));
    for (const changed of changes) {
      for (const locale of LOCALES) {
        const meaning = JSON.stringify(encodeProgram(changed));
        if (own === undefined || own === locale) {
          expect(rulesIn(locale, changed), meaning).not.toBe(rulesIn(locale, program));
        }
        expect(differencesIn(locale, program, changed), meaning).not.toEqual([]);
      }
    }
  });

  it.each(LOCALES)("fills every place of every sentence in %s", (locale) => {
    for (const program of programs) {
      expect(rulesIn(locale, program)).not.toMatch(/[{}]\w+[{}]|undefined|null/);
    }
  });

  it("says other things of documents of other kinds", () => {
    for (const locale of LOCALES) {
      expect(new Set(programs.map((program) => rulesIn(locale, program))).size).toBe(
        programs.length,
      );
    }
  });

  it.each(EARN_RULE_KINDS.map(({ kind }) => kind))("has a name for the action %s", (kind) => {
    for (const locale of LOCALES) {
      expect(nodeAt(textsIn(locale), `actions.${kind}.name`)).toEqual(expect.any(String));
    }
  });
});

import { describe, expect, it } from "vitest";
import { lineAndColumn, readProgramText } from "../../app/domain/program-text.ts";
import { encodeProgram } from "../../app/domain/program.ts";
import { program } from "../support/order-examples.ts";

const document = encodeProgram(program());
const text = JSON.stringify(document, null, 2);

/** What is wrong with a text, and the words in it that the problem points at. */
function problemsOf(wrong: string) {
  const read = readProgramText(wrong);
  if (read.kind === "ok") return [];
  return read.problems.map(({ path, message, from, to, isSyntax }) => ({
    path,
    at: wrong.slice(from, to),
    line: lineAndColumn(wrong, from).line,
    ...(isSyntax ? { fault: message } : {}),
  }));
}

describe("zod schema with useful messages: a problem of a document's text has its place", () => {
  it("reads a valid document", () => {
    expect(readProgramText(text)).toMatchObject({ kind: "ok", program: { currency: "RUB" } });
  });

  it.each([
    ['"pending_days": 14', '"pending_days": -3', "earning.pending_days", "-3"],
    ['"schema": 1,', '"schema": 1, "colour": 7,', "colour", "7"],
    ['"kind": "never"', '"kind": "sometimes"', "expiry.kind", '"sometimes"'],
    ['"rules": []', '"rules": [{"id": "a"}]', "earning.rules.0.rate", "{"],
    ['"rules": []', '"rules": [{"id": "A", "rate": null}]', "earning.rules.0.id", '"A"'],
    ['"clawback": {', '"clawbacks": {', "clawbacks", '"clawbacks"'],
  ])("%s as %s is wrong at %s", (right, wrong, path, at) => {
    expect(text).toContain(right);
    expect(problemsOf(text.replace(right, wrong))).toContainEqual(
      expect.objectContaining({ path, at }),
    );
  });

  it("tells where what is missing should stand", () => {
    const without = { ...document, expiry: undefined };
    expect(problemsOf(JSON.stringify(without))).toEqual([{ path: "expiry", at: "{", line: 1 }]);
  });

  it.each([
    ["", "ValueExpected"],
    ["{", "CloseBraceExpected"],
    ['{"a": 1,}', "PropertyNameExpected"],
    ['{"a" 1}', "ColonExpected"],
    ['{"a": 1 "b": 2}', "CommaExpected"],
    ["{} {}", "EndOfFileExpected"],
    ['{"a": one}', "InvalidSymbol"],
    ['{"a": "one}', "UnexpectedEndOfString"],
    ["{} // comment", "InvalidCommentToken"],
  ])("tells why %j is no JSON", (wrong, fault) => {
    expect(problemsOf(wrong)[0]).toMatchObject({ fault, path: "" });
  });

  it("tells of a field that stands there twice, of which JSON would take the last in silence", () => {
    const twice = text.replace('"rounding": "down"', '"rounding": "down", "rounding": "up"');
    expect(problemsOf(twice)).toEqual([
      {
        path: "earning.rounding",
        at: '"rounding"',
        line: lineAndColumn(twice, twice.indexOf('"rounding": "up"')).line,
      },
    ]);
  });

  it.each([
    [0, { line: 1, column: 1 }],
    [4, { line: 2, column: 2 }],
    [6, { line: 3, column: 1 }],
  ])("counts lines and columns from 1: place %s of three lines", (place, at) => {
    expect(lineAndColumn("ab\ncd\nef", place)).toEqual(at);
  });
});

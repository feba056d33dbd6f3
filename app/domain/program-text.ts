import { findNodeAtLocation, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Node, ParseError } from "jsonc-parser";

import { parseProgram } from "./program.ts";
import type { Program, ProgramProblem } from "./program.ts";

/** What is wrong with the text of a document, and where in it. */
export interface TextProblem {
  /** The field, such as `earning.rules.0.rate`; empty for the document itself, or none that can be told. */
  readonly path: string;
  readonly message: string;
  /** Where it stands, from `from` until before `to`. */
  readonly from: number;
  readonly to: number;
  /** The text is no JSON there; `message` names the fault as one word. */
  readonly isSyntax: boolean;
}

export type ReadProgramText =
  | { readonly kind: "ok"; readonly program: Program }
  | { readonly kind: "invalid"; readonly problems: readonly TextProblem[] };

/** Reads a program document as people write it; every problem has its place. */
export function readProgramText(text: string): ReadProgramText {
  const faults: ParseError[] = [];
  const root = parseTree(text, faults, { disallowComments: true, allowTrailingComma: false });
  if (faults.length > 0 || root === undefined) {
    const problems = faults.length > 0 ? faults.filter(isFirstThere).map(faultOf) : [NOTHING];
    return { kind: "invalid", problems };
  }
  const twice = repeatedKeys(root);
  const parsed = parseProgram(JSON.parse(text));
  if (parsed.kind === "ok" && twice.length === 0) return parsed;
  const problems = parsed.kind === "ok" ? [] : parsed.problems.map((one) => placed(one, root));
  return { kind: "invalid", problems: [...twice, ...problems] };
}

const NOTHING = { path: "", message: "ValueExpected", from: 0, to: 0, isSyntax: true };

/** The parser may miss several things at one place: mending the first tells what of the rest is true. */
const isFirstThere = ({ offset }: ParseError, index: number, all: readonly ParseError[]) =>
  all.findIndex((one) => one.offset === offset) === index;

const faultOf = ({ error, offset, length }: ParseError): TextProblem => ({
  path: "",
  message: printParseErrorCode(error),
  from: offset,
  to: offset + length,
  isSyntax: true,
});

/** JSON would take the last of them and say nothing. */
function repeatedKeys(node: Node, path: readonly (string | number)[] = []): TextProblem[] {
  const children = node.children ?? [];
  if (node.type === "array") {
    return children.flatMap((child, index) => repeatedKeys(child, [...path, index]));
  }
  if (node.type !== "object") return [];
  const seen = new Set<string>();
  return children.flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (key === undefined) return [];
    const name = String(key.value);
    const at = [...path, name];
    const inner = value === undefined ? [] : repeatedKeys(value, at);
    if (!seen.has(name)) {
      seen.add(name);
      return inner;
    }
    const field = at.join(".");
    const message = `${field} stands here twice; remove one of them`;
    return [{ path: field, message, ...rangeOf(key), isSyntax: false }, ...inner];
  });
}

function placed({ path, message }: ProgramProblem, root: Node): TextProblem {
  return { path, message, ...rangeOf(nodeOf(path, root)), isSyntax: false };
}

/** What a problem is about: the value, the key of a field that there is not, else what it lacks. */
function nodeOf(path: string, root: Node): Node {
  const keys = path === "" ? [] : path.split(".");
  for (let length = keys.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, placeOf(keys.slice(0, length), root));
    if (node === undefined) continue;
    // An object that is wrong as a whole is told at its key, not over all its lines.
    const isWhole = node.type === "object" || node.type === "array";
    const key = node.parent?.type === "property" ? node.parent.children?.[0] : undefined;
    return isWhole && key !== undefined ? key : node;
  }
  return root;
}

/** Numbers are places in lists, and keys in objects. */
function placeOf(keys: readonly string[], root: Node): (string | number)[] {
  const place: (string | number)[] = [];
  for (const key of keys) {
    const node = findNodeAtLocation(root, place);
    place.push(node?.type === "array" && /^\d+$/.test(key) ? Number(key) : key);
  }
  return place;
}

const rangeOf = ({ offset, length, type }: Node) => ({
  from: offset,
  // Of what spans lines, its first sign is enough to show the place.
  to: offset + (type === "object" || type === "array" ? 1 : length),
});

/** The line and the column of a place in a text, both from 1. */
export function lineAndColumn(text: string, place: number): { line: number; column: number } {
  const before = text.slice(0, place).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

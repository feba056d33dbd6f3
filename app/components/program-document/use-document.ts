import { useDeferredValue, useMemo, useState } from "react";

import { compareSections, type SectionDifferences } from "../../domain/program-words/compare.ts";
import { describeProgram } from "../../domain/program-words/describe.ts";
import { readProgramText, type TextProblem } from "../../domain/program-text.ts";
import { encodeProgram, parseProgram } from "../../domain/program.ts";
import type { Program, ProgramDocument } from "../../domain/program.ts";

export interface DocumentState {
  readonly text: string;
  readonly change: (text: string) => void;
  /** Null while the text is no valid document. */
  readonly program: Program | null;
  readonly problems: readonly TextProblem[];
  /** Null before the first publication. */
  readonly inForce: Program | null;
  /** Whether the text is another than what it began with. */
  readonly isChanged: boolean;
  /** Against what is in force; null where there is nothing to compare. */
  readonly differences: readonly SectionDifferences[] | null;
  /** Whether there is something to publish: a valid document that is not what is in force. */
  readonly isPublishable: boolean;
}

/** A document as people read it. */
export const documentText = (document: unknown): string => JSON.stringify(document, null, 2);

/**
 * The text of a document while it is edited, and everything that follows from it.
 * @param initial what the editor starts with
 * @param published what is in force; null before the first publication
 */
export function useDocument(
  initial: ProgramDocument,
  published: ProgramDocument | null,
): DocumentState {
  const [initialText] = useState(() => documentText(initial));
  const [text, setText] = useState(initialText);
  // Typing goes first; what follows from it may come a moment later.
  const settled = useDeferredValue(text);
  const read = useMemo(() => readProgramText(settled), [settled]);
  const inForce = useMemo(() => (published === null ? null : programOf(published)), [published]);
  const program = read.kind === "ok" ? read.program : null;
  const differences = useMemo(
    () =>
      program === null || inForce === null
        ? null
        : compareSections(describeProgram(inForce), describeProgram(program)),
    [program, inForce],
  );
  const isOther =
    inForce === null ||
    (program !== null &&
      documentText(encodeProgram(program)) !== documentText(encodeProgram(inForce)));
  return {
    text,
    change: setText,
    program,
    problems: read.kind === "ok" ? [] : read.problems,
    inForce,
    isChanged: text !== initialText,
    differences,
    isPublishable: program !== null && text === settled && isOther,
  };
}

/** @throws Error for a document that is none: nothing else is ever published */
function programOf(document: ProgramDocument): Program {
  const parsed = parseProgram(document);
  if (parsed.kind === "ok") return parsed.program;
  throw new Error("what is in force is not a program");
}

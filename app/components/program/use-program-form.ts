import { useMemo, useState } from "react";

import { parseProgram } from "../../domain/program.ts";
import type { Program, ProgramDocument, ProgramProblem } from "../../domain/program.ts";
import { useLanguage } from "../language.tsx";
import { documentOf, FIELDS, fieldsOf, type Field } from "./fields.ts";
import { problemTexts } from "./problem-text.ts";

export interface ProgramFormOptions {
  /** What the form starts with. */
  readonly initial: ProgramDocument;
  /** What is in force; null before the first publication, when everything is a change. */
  readonly published: ProgramDocument | null;
  /** In which all amounts are. */
  readonly currency: string;
}

/** What fields ask of the form that they stand in. */
export interface ProgramForm {
  readonly currency: string;
  /** What it starts with: the form leaves alone what it does not know. */
  readonly initial: ProgramDocument;
  readonly valueOf: (field: Field) => string;
  readonly change: (field: Field) => (value: string) => void;
  /** Undefined where nothing is wrong, and while somebody is typing there. */
  readonly errorOf: (field: Field) => string | undefined;
  readonly focus: (field: Field) => void;
  readonly blur: () => void;
}

/** The state of the programme's form: its values, what is wrong with them, and whether they differ. */
export function useProgramForm({ initial, published, currency }: ProgramFormOptions) {
  const language = useLanguage();
  const [values, setValues] = useState(() => fieldsOf(initial));
  const [focused, setFocused] = useState<Field | null>(null);
  const [wasAttempted, setWasAttempted] = useState(false);

  const document = useMemo(
    () => documentOf(values, initial, currency),
    [values, initial, currency],
  );
  const parsed = useMemo(() => parseProgram(document), [document]);
  const problems: readonly ProgramProblem[] = parsed.kind === "ok" ? [] : parsed.problems;
  const errors = problemTexts(problems, language);
  const program: Program | null = parsed.kind === "ok" ? parsed.program : null;
  const isChanged =
    published === null ||
    JSON.stringify(document) !==
      JSON.stringify(documentOf(fieldsOf(published), published, published.currency));

  const form: ProgramForm = {
    currency,
    initial,
    valueOf: (field) => values[field],
    change: (field) => (value) => {
      setValues((before) => ({ ...before, [field]: value }));
    },
    errorOf: (field) => (field === focused && !wasAttempted ? undefined : errors.get(field)),
    focus: setFocused,
    blur: () => {
      setFocused(null);
    },
  };
  return {
    form,
    document,
    program,
    isChanged,
    /** How many fields something is wrong with, once it was tried to publish them. */
    problemCount: wasAttempted ? errors.size : 0,
    /** Shows everything that is wrong. @returns whether nothing is; else the first field has the focus */
    attempt: (): boolean => {
      setWasAttempted(true);
      const first = FIELDS.find((field) => errors.has(field));
      if (first !== undefined) globalThis.document.getElementById(first)?.focus();
      return program !== null;
    },
    discard: (): void => {
      setValues(fieldsOf(published ?? initial));
      setWasAttempted(false);
    },
  };
}

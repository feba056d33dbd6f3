import type { ImportProblem } from "../domain/imports/problem.ts";
import { textsIn, type Locale } from "../locales/texts.ts";
import { fill } from "../locales/words.ts";

/** What is wrong with a row, and what to do, without saying which row. */
export function importProblem(problem: ImportProblem, locale: Locale): string {
  const words = textsIn(locale).imports.problems[problem.code];
  return fill(words, { value: problem.value ?? "", ...problem.figures });
}

/** The same with the row's number and the column. */
export function importProblemAt(row: number, problem: ImportProblem, locale: Locale): string {
  const { columns } = textsIn(locale).imports;
  const words = importProblem(problem, locale);
  return problem.field === undefined
    ? fill(columns.row, { row, problem: words })
    : fill(columns.cell, { row, column: problem.field, problem: words });
}

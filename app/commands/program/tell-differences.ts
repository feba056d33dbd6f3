import { compareSections } from "../../domain/program-words/compare.ts";
import { describeProgram } from "../../domain/program-words/describe.ts";
import type { Program } from "../../domain/program.ts";
import type { Locale } from "../../locales/texts.ts";
import { writeDifferences } from "../../wording/differences.ts";
import { writerIn } from "../../wording/writer.ts";

/** What changes from one program to another, in words. */
export function tellDifferences(before: Program, after: Program, locale: Locale): string {
  const writer = writerIn(locale);
  const sections = compareSections(describeProgram(before), describeProgram(after));
  if (sections.length === 0) return writer.texts.rules.changes.none;
  return writeDifferences(sections, writer)
    .map(({ heading, lines }) => [heading, ...lines.map((line) => `  ${line}`)].join("\n"))
    .join("\n");
}

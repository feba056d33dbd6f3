import { describeProgram } from "../domain/program-words/describe.ts";
import type { Section, Statement } from "../domain/program-words/statement.ts";
import type { Program } from "../domain/program.ts";
import { writeLabel, writeName, writeRule, writeWhat } from "./write-statement.ts";
import { textAt, type Writer } from "./write-value.ts";

/** A part of the rules as shoppers read them. */
export interface RuleChapter {
  readonly id: string;
  readonly heading: string;
  readonly rules: readonly string[];
  readonly items: readonly {
    readonly id: string;
    readonly name: string;
    readonly rules: readonly string[];
  }[];
}

/** Every rule of a programme in sentences for shoppers, in chapters; what it does not have is left out. */
export const ruleBook = (program: Program, writer: Writer): RuleChapter[] =>
  describeProgram(program)
    .filter(saysSomething)
    .map((section) => chapterOf(section, writer));

/** What is true of every programme needs no chapter of its own. */
const saysSomething = ({ statements, items }: Section) =>
  items.length > 0 || statements.some((one) => isOwn(one) && one.isIdle !== true);

/** Whether the programme decides it, and not Kopilka for all programmes. */
const isOwn = ({ id }: Statement) => !id.startsWith("fixed/");

function chapterOf({ id, statements, items }: Section, writer: Writer): RuleChapter {
  const rulesOf = (told: readonly Statement[]) =>
    told.filter(({ isIdle }) => isIdle !== true).map((one) => writeRule(one, writer));
  return {
    id,
    heading: textAt(writer.texts.rules.sections, id),
    rules: rulesOf(statements),
    items: items.map((item) => ({
      id: item.id,
      name: writeName(item, writer),
      rules: rulesOf(item.statements),
    })),
  };
}

/** What a merchant has set, name by name. */
export interface TermSheet {
  readonly id: string;
  readonly heading: string;
  readonly terms: readonly Term[];
  readonly items: readonly {
    readonly id: string;
    readonly name: string;
    readonly terms: readonly Term[];
  }[];
}

export interface Term {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

/** A programme as its merchant reads it: what is set, and to what. */
export function termSheets(sections: readonly Section[], writer: Writer): TermSheet[] {
  const termsOf = (told: readonly Statement[]) =>
    told
      .filter((one) => isOwn(one) && one.isIdle !== true)
      .map((one) => ({
        id: one.id,
        label: writeLabel(one, writer),
        value: writeWhat(one, writer),
      }));
  return sections.filter(saysSomething).map(({ id, statements, items }) => ({
    id,
    heading: textAt(writer.texts.rules.sections, id),
    terms: termsOf(statements),
    items: items.map((item) => ({
      id: item.id,
      name: writeName(item, writer),
      terms: termsOf(item.statements),
    })),
  }));
}

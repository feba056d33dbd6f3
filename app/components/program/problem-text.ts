import type { ProgramProblem, ProgramRule } from "../../domain/program.ts";
import { fill } from "../../locales/words.ts";
import type { Language } from "../language.tsx";
import { FIELDS, type Field } from "./fields.ts";

/** What is wrong with each field that something is wrong with, in the merchant's language. */
export function problemTexts(
  problems: readonly Pick<ProgramProblem, "path" | "rule">[],
  language: Language,
): ReadonlyMap<Field, string> {
  const texts = new Map<Field, string>();
  for (const { path, rule } of problems) {
    const field = FIELDS.find((one) => one === path);
    if (field !== undefined && !texts.has(field)) {
      texts.set(field, rule === null ? fieldText(field, language) : ruleText(rule, language));
    }
  }
  return texts;
}

const fieldText = (field: Field, { texts }: Language) => texts.program.problems.fields[field];

function ruleText(rule: ProgramRule, { texts, formats, plural }: Language): string {
  const { rules } = texts.program.problems;
  switch (rule.kind) {
    case "digits":
      return rule.digits === 0
        ? fill(rules.noDigits, { currency: rule.currency })
        : plural(rules.digits, rule.digits, { currency: rule.currency });
    case "multiple_of_step":
      return fill(rules.multiple_of_step, {
        step: formats.number(rule.step),
        below: formats.number(rule.below),
        above: formats.number(rule.above),
      });
    case "worth_nothing": {
      const least = formats.number(rule.least);
      return fill(rules.worth_nothing, { least, currency: rule.currency });
    }
    case "above_zero":
    case "too_large":
      return rules[rule.kind];
  }
}

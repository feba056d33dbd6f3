import type { RuleChapter } from "./rule-book.ts";

/** The rules as plain text, in Markdown. */
export const rulesText = (title: string, chapters: readonly RuleChapter[]): string =>
  [
    `# ${title}`,
    ...chapters.flatMap(({ heading, rules, items }) => [
      `## ${heading}`,
      ...listOf(rules),
      ...items.flatMap(({ name, rules: own }) => [`### ${name}`, ...listOf(own)]),
    ]),
  ].join("\n\n");

const listOf = (rules: readonly string[]) =>
  rules.length === 0 ? [] : [rules.map((rule) => `- ${rule}`).join("\n")];

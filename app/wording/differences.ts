import type { Difference, ItemName, SectionDifferences } from "../domain/program-words/compare.ts";
import { fill } from "../locales/words.ts";
import { writeLabel, writeName, writeRule, writeWhat } from "./write-statement.ts";
import { textAt, type Writer } from "./write-value.ts";

/** What differs in one chapter of two versions. */
export interface WrittenDifferences {
  readonly id: string;
  readonly heading: string;
  readonly lines: readonly string[];
}

/** The differences between two versions, each in a line: "Rate: 1 point … → 2 points …". */
export const writeDifferences = (
  sections: readonly SectionDifferences[],
  writer: Writer,
): WrittenDifferences[] =>
  sections.map(({ id, differences }) => ({
    id,
    heading: textAt(writer.texts.rules.sections, id),
    lines: differences.map((one) => writeDifference(one, writer)),
  }));

function writeDifference(one: Difference, writer: Writer): string {
  const { changes } = writer.texts.rules;
  switch (one.kind) {
    case "changed": {
      const change = fill(changes.changed, {
        label: writeLabel(one.after, writer),
        before: writeWhat(one.before, writer),
        after: writeWhat(one.after, writer),
      });
      return ofItem(one.of, change, writer);
    }
    case "added":
    case "removed": {
      const what = writeWhat(one.what, writer);
      const values = { label: writeLabel(one.what, writer), before: what, after: what };
      return ofItem(one.of, fill(changes[one.kind], values), writer);
    }
    case "item_added":
      return fill(changes.itemAdded, {
        item: quotedName(one.item, writer),
        rules: one.item.statements.map((each) => writeRule(each, writer)).join(" "),
      });
    case "item_removed":
      return fill(changes.itemRemoved, { item: quotedName(one.item, writer) });
    case "renamed":
      return fill(changes.renamed, {
        before: nameInAll(one.before, writer),
        after: nameInAll(one.after, writer),
      });
    case "reordered": {
      const names = (items: readonly ItemName[]) =>
        items.map((item) => quotedName(item, writer)).join(", ");
      return fill(changes.reordered, { before: names(one.before), after: names(one.after) });
    }
  }
}

function ofItem(item: ItemName | null, change: string, writer: Writer): string {
  if (item === null) return change;
  const { changes } = writer.texts.rules;
  return fill(changes.itemChanged, { item: quotedName(item, writer), change });
}

function quotedName(item: ItemName, writer: Writer): string {
  const name = writeName(item, writer);
  return item.name === null ? name : fill(writer.texts.rules.quoted, { name });
}

/** In every language that it has: it may have been renamed in another than the reader's. */
function nameInAll(item: ItemName, writer: Writer): string {
  const names = [item.name?.en, item.name?.ru].filter((name) => name !== undefined);
  return names.length === 0
    ? writeName(item, writer)
    : names.map((name) => fill(writer.texts.rules.quoted, { name })).join(" / ");
}

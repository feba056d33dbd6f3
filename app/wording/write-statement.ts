import { textIn } from "../domain/program/texts.ts";
import type { ItemName } from "../domain/program-words/compare.ts";
import type { Statement } from "../domain/program-words/statement.ts";
import { fill } from "../locales/words.ts";
import { nodeAt, textAt, writeValues, type Writer } from "./write-value.ts";

/** A statement as a sentence for shoppers. */
export const writeRule = (one: Statement, writer: Writer): string => write(one, "rule", writer);

/** What a statement is called among the merchant's settings: "At most per order". */
export const writeLabel = (one: Statement, writer: Writer): string => write(one, "label", writer);

/** What it says of it: "500 points". */
export const writeWhat = (one: Statement, writer: Writer): string => write(one, "value", writer);

function write(one: Statement, form: "label" | "value" | "rule", writer: Writer): string {
  const words = wordsOf(one, writer);
  const values = writeValues(one.values, writer);
  const text = textAt(words, form);
  if (form !== "rule" || !text.includes("{value}")) return fill(text, values);
  return fill(text, { ...values, value: fill(textAt(words, "value"), values) });
}

/** The words of an action are beside its kind's name, those of all else among the rules'. */
function wordsOf({ key }: Statement, { texts }: Writer): unknown {
  if (!key.startsWith("actions.")) return nodeAt(texts.rules.statements, key);
  const [, kind = "", name = ""] = key.split(".");
  return nodeAt(texts.actions, `${kind}.statements.${name}`);
}

/** What the merchant has called it, else what it is, with its id. */
export function writeName({ key, name, ownId }: ItemName, { locale, texts }: Writer): string {
  if (name !== null) return textIn(name, locale);
  if (key.startsWith("actions."))
    return textAt(texts.actions, `${key.slice("actions.".length)}.name`);
  return fill(textAt(texts.rules.items, key), { id: ownId });
}

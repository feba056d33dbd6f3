import { Banner } from "@shopify/polaris";

import { describeProgram } from "../../domain/program-words/describe.ts";
import { parseProgram } from "../../domain/program.ts";
import type { ProgramDocument } from "../../domain/program.ts";
import { fill } from "../../locales/words.ts";
import { textAt } from "../../wording/write-value.ts";
import { useLanguage } from "../language.tsx";

/** The parts of a programme of which the form shows nothing. */
const BEYOND = ["rules", "campaigns", "actions", "tiers", "wholesale", "stamps"];

interface BeyondTheFormProps {
  readonly document: ProgramDocument;
  /** Where all of it can be edited. */
  readonly url: string;
}

/** Says what a programme has besides what the form shows; nothing where that is all. */
export function BeyondTheForm({ document, url }: BeyondTheFormProps) {
  const { texts, formats } = useLanguage();
  const parsed = parseProgram(document);
  if (parsed.kind !== "ok") return null;
  const parts = describeProgram(parsed.program)
    .filter(({ id }) => BEYOND.includes(id))
    .filter(({ items, statements }) => items.length > 0 || statements.some(isSet));
  if (parts.length === 0) return null;
  const what = formats.list(parts.map(({ id }) => textAt(texts.rules.sections, id)));
  const { more } = texts.program;
  return (
    <Banner title={fill(more.title, { what })} action={{ content: texts.document.open, url }}>
      <p>{more.text}</p>
    </Banner>
  );
}

const isSet = ({ id, isIdle }: { readonly id: string; readonly isIdle?: boolean | undefined }) =>
  isIdle !== true && !id.startsWith("fixed/");

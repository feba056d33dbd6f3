import { Badge, InlineStack, Text } from "@shopify/polaris";

import type { ProgramTerm, ProgramTerms } from "../../domain/program-changes.ts";
import { fill } from "../../locales/words.ts";
import { useLanguage, type Language } from "../language.tsx";
import { termText } from "./term-text.ts";

interface Authorship {
  readonly publishedAt: Date;
  readonly publishedBy: string;
  readonly tokenName: string | null;
}

/** When a version was published, and by whom. */
export function authorText({ publishedAt, ...by }: Authorship, language: Language): string {
  const { texts, formats } = language;
  return fill(texts.versions.by, {
    date: formats.dateTime(publishedAt),
    author: authorName(by, language),
  });
}

function authorName(
  { publishedBy, tokenName }: Omit<Authorship, "publishedAt">,
  { texts }: Language,
): string {
  const { authors } = texts.versions;
  if (publishedBy === "install") return authors.install;
  if (publishedBy.startsWith("staff:")) {
    return fill(authors.staff, { id: publishedBy.slice("staff:".length) });
  }
  if (publishedBy.startsWith("api:")) {
    return fill(authors.token, { name: tokenName ?? publishedBy.slice("api:".length) });
  }
  return fill(authors.other, { name: publishedBy });
}

interface VersionHeadingProps {
  readonly version: number;
  readonly isInForce: boolean;
}

/** A version's number, and whether it is the one that counts. */
export function VersionHeading({ version, isInForce }: VersionHeadingProps) {
  const { versions } = useLanguage().texts;
  return (
    <InlineStack gap="200" blockAlign="center">
      <Text as="h2" variant="headingMd">
        {fill(versions.version, { version })}
      </Text>
      {isInForce && <Badge tone="success">{versions.inForce}</Badge>}
    </InlineStack>
  );
}

interface VersionChangesProps {
  readonly terms: ProgramTerms;
  readonly before: { readonly terms: ProgramTerms } | null;
  readonly changed: readonly ProgramTerm[];
}

/** What a version changed against the one before it, in words. */
export function VersionChanges({ terms, before, changed }: VersionChangesProps) {
  const language = useLanguage();
  const { versions } = language.texts;
  if (before === null || changed.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {before === null ? versions.first : versions.noChange}
      </Text>
    );
  }
  return (
    <ul style={{ margin: 0, paddingInlineStart: "var(--p-space-500)" }}>
      {changed.map((term) => (
        <li key={term}>
          {fill(versions.changed, {
            term: versions.terms[term],
            before: termText(term, before.terms, language),
            after: termText(term, terms, language),
          })}
        </li>
      ))}
    </ul>
  );
}

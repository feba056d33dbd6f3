import { Badge, InlineStack, Text } from "@shopify/polaris";

import type { SectionDifferences } from "../../domain/program-words/compare.ts";
import { fill } from "../../locales/words.ts";
import { useLanguage, type Language } from "../language.tsx";
import { Differences } from "./differences.tsx";

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
  /** The number of the version before; null for the first. */
  readonly before: number | null;
  readonly differences: readonly SectionDifferences[];
}

/** What a version changed against the one before it, in words. */
export function VersionChanges({ before, differences }: VersionChangesProps) {
  const { versions } = useLanguage().texts;
  if (before !== null) return <Differences sections={differences} />;
  return (
    <Text as="p" tone="subdued">
      {versions.first}
    </Text>
  );
}

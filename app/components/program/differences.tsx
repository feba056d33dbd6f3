import { BlockStack, Text } from "@shopify/polaris";

import type { SectionDifferences } from "../../domain/program-words/compare.ts";
import { writeDifferences } from "../../wording/differences.ts";
import { useLanguage } from "../language.tsx";

interface DifferencesProps {
  readonly sections: readonly SectionDifferences[];
}

/** In what two versions of the programme differ, in words. */
export function Differences({ sections }: DifferencesProps) {
  const language = useLanguage();
  if (sections.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {language.texts.rules.changes.none}
      </Text>
    );
  }
  return (
    <BlockStack gap="200">
      {writeDifferences(sections, language).map(({ id, heading, lines }) => (
        <div key={id}>
          <Text as="h3" variant="headingSm">
            {heading}
          </Text>
          <ul style={{ margin: 0, paddingInlineStart: "var(--p-space-500)" }}>
            {lines.map((line) => (
              <li key={line} style={{ overflowWrap: "anywhere" }}>
                {line}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </BlockStack>
  );
}

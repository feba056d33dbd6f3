import { BlockStack, DescriptionList, Text } from "@shopify/polaris";

import type { Section } from "../../domain/program-words/statement.ts";
import { termSheets, type Term } from "../../wording/rule-book.ts";
import { useLanguage } from "../language.tsx";

interface TermSheetsProps {
  readonly sections: readonly Section[];
}

/** A whole programme as its merchant reads it: what is set, chapter by chapter. */
export function TermSheets({ sections }: TermSheetsProps) {
  return (
    <BlockStack gap="400">
      {termSheets(sections, useLanguage()).map(({ id, heading, terms, items }) => (
        <BlockStack key={id} gap="200">
          <Text as="h3" variant="headingSm">
            {heading}
          </Text>
          {terms.length > 0 && <Terms terms={terms} />}
          {items.map((item) => (
            <div key={item.id}>
              <Text as="h4" variant="bodyMd" fontWeight="semibold">
                {item.name}
              </Text>
              <Terms terms={item.terms} />
            </div>
          ))}
        </BlockStack>
      ))}
    </BlockStack>
  );
}

const Terms = ({ terms }: { readonly terms: readonly Term[] }) => (
  <DescriptionList
    gap="tight"
    items={terms.map(({ label, value }) => ({ term: label, description: value }))}
  />
);

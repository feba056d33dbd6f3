import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

import { useLanguage } from "../language.tsx";

interface AttentionSectionProps {
  readonly title: string;
  readonly text: string;
  /** How many there are, and how many of them are shown. */
  readonly count: number;
  readonly shown: number;
  readonly children: ReactNode;
}

/** Things of one kind; nothing where there are none. */
export function AttentionSection({ title, text, count, shown, children }: AttentionSectionProps) {
  const { texts, plural } = useLanguage();
  if (shown === 0) return null;
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {text}
          </Text>
        </BlockStack>
      </Box>
      {children}
      {count > shown && (
        <Box padding="400" borderBlockStartWidth="025" borderColor="border">
          <Text as="p" tone="subdued">
            {plural(texts.attention.more, count - shown)}
          </Text>
        </Box>
      )}
    </Card>
  );
}

import { BlockStack, Box, Text } from "@shopify/polaris";

interface NothingHereProps {
  readonly title: string;
  /** What there would be, or how to come to something. */
  readonly text: string;
}

/** What stands where a list has nothing to show. */
export function NothingHere({ title, text }: NothingHereProps) {
  return (
    <Box paddingBlock="800" paddingInline="400">
      <BlockStack gap="200" inlineAlign="center">
        <Text as="p" variant="headingMd" alignment="center">
          {title}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {text}
        </Text>
      </BlockStack>
    </Box>
  );
}

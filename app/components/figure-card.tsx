import { BlockStack, Card, Text } from "@shopify/polaris";

interface FigureCardProps {
  readonly label: string;
  readonly value: string;
  /** What else is to be known of the figure; its place is kept where there is none. */
  readonly help?: string | undefined;
}

/** One figure under its name. */
export function FigureCard({ label, value, help }: FigureCardProps) {
  return (
    <Card>
      <BlockStack gap="100">
        <Text as="h2" variant="bodyMd" tone="subdued">
          {label}
        </Text>
        <Text as="p" variant="headingLg">
          {value}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {help ?? "\u00a0"}
        </Text>
      </BlockStack>
    </Card>
  );
}

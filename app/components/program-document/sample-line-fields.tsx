import {
  BlockStack,
  Box,
  Button,
  Checkbox,
  FormLayout,
  InlineStack,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";

import { fill } from "../../locales/words.ts";
import { useLanguage } from "../language.tsx";
import type { SampleLine } from "./sample-fields.ts";

interface SampleLineFieldsProps {
  readonly line: SampleLine;
  /** From 1. */
  readonly number: number;
  readonly currency: string;
  readonly onChange: (line: SampleLine) => void;
  /** Null for the only item. */
  readonly onRemove: (() => void) | null;
}

/** One item of the sample order. */
export function SampleLineFields(props: SampleLineFieldsProps) {
  const { line, number, currency, onChange, onRemove } = props;
  const { sample } = useLanguage().texts.document;
  const [isOpen, setIsOpen] = useState(false);
  const text = (field: Exclude<keyof SampleLine, "key" | "isGiftCard">) => ({
    value: line[field],
    autoComplete: "off",
    maxLength: 200,
    onChange: (value: string) => {
      onChange({ ...line, [field]: value });
    },
  });
  const name = fill(sample.line, { number });
  return (
    <Box role="group" aria-label={name} paddingBlockEnd="200">
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h3" variant="headingSm">
            {name}
          </Text>
          {onRemove !== null && (
            <Button
              variant="plain"
              tone="critical"
              onClick={onRemove}
              accessibilityLabel={fill(sample.removeLine, { number })}
            >
              {sample.remove}
            </Button>
          )}
        </InlineStack>
        <FormLayout>
          <FormLayout.Group condensed>
            <TextField
              label={sample.price}
              suffix={currency}
              inputMode="decimal"
              {...text("price")}
            />
            <TextField label={sample.quantity} inputMode="numeric" {...text("quantity")} />
          </FormLayout.Group>
          {isOpen && (
            <>
              <FormLayout.Group condensed>
                <TextField label={sample.type} {...text("type")} />
                <TextField label={sample.vendor} {...text("vendor")} />
              </FormLayout.Group>
              <FormLayout.Group condensed>
                <TextField label={sample.tags} helpText={sample.comma} {...text("tags")} />
                <TextField
                  label={sample.collections}
                  helpText={sample.comma}
                  {...text("collections")}
                />
              </FormLayout.Group>
              <Checkbox
                label={sample.giftCard}
                checked={line.isGiftCard}
                onChange={(isGiftCard) => {
                  onChange({ ...line, isGiftCard });
                }}
              />
            </>
          )}
        </FormLayout>
        <InlineStack>
          <Button
            variant="plain"
            ariaExpanded={isOpen}
            disclosure={isOpen ? "up" : "down"}
            onClick={() => {
              setIsOpen(!isOpen);
            }}
          >
            {sample.more}
          </Button>
        </InlineStack>
      </BlockStack>
    </Box>
  );
}

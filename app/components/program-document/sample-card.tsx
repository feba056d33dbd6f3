import {
  BlockStack,
  Button,
  Card,
  Checkbox,
  FormLayout,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useMemo, useState } from "react";

import type { Program } from "../../domain/program.ts";
import { CHANNELS } from "../../domain/program/filters.ts";
import { textIn } from "../../domain/program/texts.ts";
import { previewOrder } from "../../domain/sample-order.ts";
import { useLanguage } from "../language.tsx";
import { firstSample, newLine, sampleOf, type SampleFields } from "./sample-fields.ts";
import { SampleLineFields } from "./sample-line-fields.tsx";
import { SampleOutcome } from "./sample-outcome.tsx";

interface SampleCardProps {
  readonly program: Program | null;
  readonly currency: string;
  /** The number that the document would have as a version. */
  readonly version: number;
  /** By the shop's clock. */
  readonly placedAt: string;
}

const FIRST_PRICE = "5000";
const MOST_LINES = 20;

/** An order to try the document on, whatever it says; nothing of it is kept. */
export function SampleCard({ program, currency, version, placedAt }: SampleCardProps) {
  const { texts, locale } = useLanguage();
  const { sample } = texts.document;
  const [fields, setFields] = useState<SampleFields>(() => firstSample(FIRST_PRICE, placedAt));
  const levels = program?.tiers?.levels ?? [];
  const outcome = useMemo(() => {
    const ids = (program?.tiers?.levels ?? []).map(({ id }) => id);
    return program === null ? null : previewOrder(sampleOf(fields, ids), program, version);
  }, [program, fields, version]);
  const change = (changed: Partial<SampleFields>) => {
    setFields((before) => ({ ...before, ...changed }));
  };
  const text = (field: "shipping" | "customerTags" | "orderNumber" | "boughtBefore") => ({
    value: fields[field],
    autoComplete: "off",
    maxLength: 200,
    onChange: (value: string) => {
      change({ [field]: value });
    },
  });
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {sample.title}
          </Text>
          <Text as="p" tone="subdued">
            {sample.help}
          </Text>
        </BlockStack>
        {fields.lines.map((line, index) => (
          <SampleLineFields
            key={line.key}
            line={line}
            number={index + 1}
            currency={currency}
            onChange={(changed) => {
              change({ lines: fields.lines.map((one) => (one.key === line.key ? changed : one)) });
            }}
            onRemove={
              fields.lines.length === 1
                ? null
                : () => {
                    change({ lines: fields.lines.filter(({ key }) => key !== line.key) });
                  }
            }
          />
        ))}
        <InlineStack>
          <Button
            disabled={fields.lines.length >= MOST_LINES}
            onClick={() => {
              const next = Math.max(...fields.lines.map(({ key }) => key)) + 1;
              change({ lines: [...fields.lines, newLine(next, "1000")] });
            }}
          >
            {sample.addLine}
          </Button>
        </InlineStack>
        <FormLayout>
          <TextField
            label={sample.placedAt}
            type="datetime-local"
            value={fields.placedAt}
            autoComplete="off"
            onChange={(value) => {
              change({ placedAt: value.slice(0, 16) });
            }}
          />
          <TextField
            label={sample.customerTags}
            helpText={sample.comma}
            {...text("customerTags")}
          />
          <FormLayout.Group condensed>
            <Select
              label={sample.tier}
              options={[
                { value: "", label: sample.noTier },
                ...levels.map(({ id, name }) => ({ value: id, label: textIn(name, locale) })),
              ]}
              value={levels.some(({ id }) => id === fields.tier) ? fields.tier : ""}
              onChange={(tier) => {
                change({ tier });
              }}
            />
            <Select
              label={sample.channel}
              options={CHANNELS.map((value) => ({ value, label: sample.channels[value] }))}
              value={fields.channel}
              onChange={(value) => {
                change({ channel: CHANNELS.find((one) => one === value) ?? "online" });
              }}
            />
          </FormLayout.Group>
          <FormLayout.Group condensed>
            <TextField label={sample.orderNumber} inputMode="numeric" {...text("orderNumber")} />
            <TextField
              label={sample.shipping}
              suffix={currency}
              inputMode="decimal"
              {...text("shipping")}
            />
          </FormLayout.Group>
          {program !== null && program.wholesale !== null && (
            <>
              <Checkbox
                label={sample.company}
                checked={fields.isCompany}
                onChange={(isCompany) => {
                  change({ isCompany });
                }}
              />
              <TextField
                label={sample.boughtBefore}
                suffix={currency}
                inputMode="decimal"
                {...text("boughtBefore")}
              />
            </>
          )}
        </FormLayout>
        <div aria-live="polite">
          {program === null || outcome === null ? (
            <Text as="p" tone="subdued">
              {sample.invalid}
            </Text>
          ) : (
            <SampleOutcome program={program} outcome={outcome} />
          )}
        </div>
      </BlockStack>
    </Card>
  );
}

import { BlockStack, InlineError, Text } from "@shopify/polaris";

import { formatMoney } from "../../domain/money.ts";
import type { Program } from "../../domain/program.ts";
import type { SampleOutcome as Outcome } from "../../domain/sample-order.ts";
import { fill } from "../../locales/words.ts";
import { OrderArithmetic } from "../explanation/order.tsx";
import { useLanguage } from "../language.tsx";
import { expiryText } from "../program/expiry-text.ts";

interface SampleOutcomeProps {
  readonly program: Program;
  readonly outcome: Outcome;
}

/** What the sample order would earn, and why. */
export function SampleOutcome({ program, outcome }: SampleOutcomeProps) {
  const language = useLanguage();
  const { texts, formats, plural } = language;
  const { sample } = texts.document;
  if (outcome.kind === "invalid") {
    return <InlineError message={sample.wrongOrder} fieldID="sample-order" />;
  }
  const { points, worthMinor, maturesAt, expiresAt, explanation } = outcome.preview;
  const { currency } = program;
  const worth = formats.money({ amount: formatMoney(worthMinor, currency), currency });
  return (
    <BlockStack gap="200">
      <dl style={{ margin: 0, display: "grid", gap: "var(--p-space-200)" }}>
        <Figure
          name={sample.earns}
          value={fill(sample.earned, {
            points: plural(texts.shell.points, points),
            amount: worth,
          })}
        />
        <Figure name={sample.spendable} value={formats.dateTime(maturesAt)} />
        <Figure name={sample.expires} value={expiryText(program, expiresAt, language)} />
      </dl>
      <Text as="h3" variant="headingSm">
        {sample.why}
      </Text>
      <OrderArithmetic explanation={explanation} />
    </BlockStack>
  );
}

/** The name above the value: beside each other they would break in a narrow column. */
function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <Text as="dt" tone="subdued">
        {name}
      </Text>
      <dd style={{ margin: 0 }}>
        <Text as="span" fontWeight="semibold">
          {value}
        </Text>
      </dd>
    </div>
  );
}

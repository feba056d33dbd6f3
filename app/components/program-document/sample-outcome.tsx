import { BlockStack, DescriptionList, InlineError, Text } from "@shopify/polaris";

import { formatMoney } from "../../domain/money.ts";
import type { Program } from "../../domain/program.ts";
import type { SampleOutcome as Outcome } from "../../domain/sample-order.ts";
import { fill } from "../../locales/words.ts";
import { OrderArithmetic } from "../explanation/order.tsx";
import { useLanguage } from "../language.tsx";

interface SampleOutcomeProps {
  readonly program: Program;
  readonly outcome: Outcome;
}

/** What the sample order would earn, and why. */
export function SampleOutcome({ program, outcome }: SampleOutcomeProps) {
  const { texts, formats, plural } = useLanguage();
  const { sample } = texts.document;
  if (outcome.kind === "invalid") {
    return <InlineError message={sample.wrongOrder} fieldID="sample-order" />;
  }
  const { points, worthMinor, maturesAt, expiresAt, explanation } = outcome.preview;
  const { currency } = program;
  const worth = formats.money({ amount: formatMoney(worthMinor, currency), currency });
  return (
    <BlockStack gap="200">
      <DescriptionList
        gap="tight"
        items={[
          {
            term: sample.earns,
            description: fill(sample.earned, {
              points: plural(texts.shell.points, points),
              amount: worth,
            }),
          },
          { term: sample.spendable, description: formats.dateTime(maturesAt) },
          {
            term: sample.expires,
            description: expiresAt === null ? sample.never : formats.dateTime(expiresAt),
          },
        ]}
      />
      <Text as="h3" variant="headingSm">
        {sample.why}
      </Text>
      <OrderArithmetic explanation={explanation} />
    </BlockStack>
  );
}

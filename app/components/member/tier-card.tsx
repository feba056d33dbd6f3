import { Banner, BlockStack, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";

import { textIn, type Text as Named } from "../../domain/program/texts.ts";
import { fill } from "../../locales/words.ts";
import type { Amount } from "../../wording/formats.ts";
import { useLanguage } from "../language.tsx";

/** So much of what a tier is measured in. */
export type Counted =
  | { readonly basis: "spend"; readonly amount: Amount }
  | { readonly basis: "points" | "orders"; readonly count: bigint };

export interface TierShown {
  /** Null below the lowest. */
  readonly name: Named | null;
  readonly since: Date | null;
  readonly counted: Counted;
  /** Null at the top. */
  readonly next: {
    readonly name: Named;
    readonly missing: Counted;
    readonly percent: number;
  } | null;
  readonly falls: {
    readonly at: Date;
    readonly to: Named | null;
    readonly missing: Counted;
  } | null;
}

/** Where a member stands among the tiers, how far the next one is, and whether this one is at risk. */
export function TierCard({ tier }: { readonly tier: TierShown }) {
  const { texts, formats, locale } = useLanguage();
  const written = useCounted();
  const words = texts.tiers;
  const { name, since, counted, next, falls } = tier;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200">
          <BlockStack gap="100">
            <Text as="h2" variant="bodyMd" tone="subdued">
              {words.title}
            </Text>
            <Text as="p" variant="headingLg">
              {name ? textIn(name, locale) : words.none}
            </Text>
          </BlockStack>
          {name && since && (
            <Text as="p" variant="bodySm" tone="subdued">
              {fill(words.since, { date: formats.date(since) })}
            </Text>
          )}
        </InlineStack>
        {next && <ProgressBar progress={next.percent} size="small" ariaLabelledBy="next-tier" />}
        <Text as="p" variant="bodySm" tone="subdued" id="next-tier">
          {fill(words.counted[counted.basis], { counted: written(counted) })}
          {" · "}
          {next
            ? fill(words.next, { tier: textIn(next.name, locale), missing: written(next.missing) })
            : words.top}
        </Text>
        {falls && (
          <Banner tone="warning">
            <p>
              {fill(falls.to ? words.falls : words.fallsOut, {
                tier: falls.to ? textIn(falls.to, locale) : "",
                date: formats.date(falls.at),
                missing: written(falls.missing),
              })}
            </p>
          </Banner>
        )}
      </BlockStack>
    </Card>
  );
}

function useCounted(): (counted: Counted) => string {
  const { texts, formats, plural } = useLanguage();
  return (counted) => {
    if (counted.basis === "spend") return formats.money(counted.amount);
    const forms = counted.basis === "points" ? texts.shell.points : texts.tiers.orders;
    return plural(forms, counted.count);
  };
}

import { BlockStack, Card, ChoiceList, Text } from "@shopify/polaris";
import { useMemo, useState } from "react";

import type { Program } from "../../domain/program.ts";
import type { Locale, Texts } from "../../locales/texts.ts";
import { fill } from "../../locales/words.ts";
import { formatsFor } from "../../wording/formats.ts";
import { ruleBook } from "../../wording/rule-book.ts";
import { useLanguage } from "../language.tsx";

/** The words of the rules in every language that shoppers read. */
export type RuleTexts = Readonly<Record<Locale, Pick<Texts, "rules" | "actions">>>;

interface RulesPreviewProps {
  readonly program: Program | null;
  readonly ruleTexts: RuleTexts;
  /** Where shoppers read them. */
  readonly address: string;
}

/** The rules page as shoppers will read it, in either language. */
export function RulesPreview({ program, ruleTexts, address }: RulesPreviewProps) {
  const { locale: own, texts } = useLanguage();
  const words = texts.document.rules;
  const [locale, setLocale] = useState<Locale>(own);
  const chapters = useMemo(() => {
    if (program === null) return null;
    const formats = formatsFor(locale, program.timeZone);
    return ruleBook(program, { locale, texts: ruleTexts[locale], formats });
  }, [program, locale, ruleTexts]);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.title}
          </Text>
          <Text as="p" tone="subdued">
            {fill(words.help, { address })}
          </Text>
        </BlockStack>
        <ChoiceList
          title={words.language}
          choices={(["en", "ru"] as const).map((value) => ({
            value,
            label: words.languages[value],
          }))}
          selected={[locale]}
          onChange={([chosen]) => {
            setLocale(chosen === "ru" ? "ru" : "en");
          }}
        />
        {chapters === null ? (
          <Text as="p" tone="subdued">
            {words.invalid}
          </Text>
        ) : (
          <div lang={locale} style={{ overflowWrap: "anywhere" }}>
            <BlockStack gap="300">
              {chapters.map(({ id, heading, rules, items }) => (
                <BlockStack key={id} gap="100">
                  <Text as="h3" variant="headingSm">
                    {heading}
                  </Text>
                  <Rules rules={rules} />
                  {items.map((item) => (
                    <div key={item.id}>
                      <Text as="h4" variant="bodyMd" fontWeight="semibold">
                        {item.name}
                      </Text>
                      <Rules rules={item.rules} />
                    </div>
                  ))}
                </BlockStack>
              ))}
            </BlockStack>
          </div>
        )}
      </BlockStack>
    </Card>
  );
}

function Rules({ rules }: { readonly rules: readonly string[] }) {
  if (rules.length === 0) return null;
  return (
    <ul style={{ margin: 0, paddingInlineStart: "var(--p-space-500)" }}>
      {rules.map((rule) => (
        <li key={rule}>{rule}</li>
      ))}
    </ul>
  );
}

import { BlockStack, Button, Collapsible, Divider, InlineStack, Text } from "@shopify/polaris";
import { useId, useState } from "react";

import { isDated } from "../../domain/days.ts";
import type { Explanation } from "../../domain/explanation.ts";
import type { TransferCode } from "../../domain/ledger/transfer.ts";
import type { LotSource } from "../../domain/lot-source.ts";
import type { Texts } from "../../locales/texts.ts";
import { fill } from "../../locales/words.ts";
import { Arithmetic } from "../explanation/arithmetic.tsx";
import { useLanguage } from "../language.tsx";

/** What one kind of movement has done. */
export interface WhyPart {
  readonly code: TransferCode;
  /** What the shop calls the order that caused it; null where none did. */
  readonly order: string | null;
  readonly points: bigint;
}

/** Points that were credited together, and what is left of them. */
export interface WhySource {
  readonly lotId: string;
  readonly kind: LotSource["kind"];
  readonly order: string | null;
  /** What it was given for, where that is no order. */
  readonly award: string | null;
  readonly left: bigint;
  readonly pending: bigint;
  readonly maturesAt: Date;
  readonly expiresAt: Date | null;
  readonly parts: readonly WhyPart[];
  readonly programVersion: number | null;
  readonly explanation: Explanation | null;
  readonly reason: string | null;
}

type Words = Texts["member"]["why"];

const maturityText = (maturesAt: Date, words: Words, date: (value: Date) => string): string =>
  isDated(maturesAt) ? fill(words.matures, { date: date(maturesAt) }) : words.onceSent;

/** Points that were credited together: for what, what was taken of them, and by which rule. */
export function Source({ source }: { readonly source: WhySource }) {
  const { texts, formats, plural } = useLanguage();
  const { why: words } = texts.member;
  const { expiresAt, programVersion, reason } = source;
  const facts = [
    source.pending > 0n ? maturityText(source.maturesAt, words, formats.date) : null,
    expiresAt === null ? null : fill(words.expires, { date: formats.date(expiresAt) }),
    programVersion === null ? null : fill(words.version, { version: programVersion }),
    reason === null ? null : fill(texts.member.timeline.reason, { reason }),
  ].filter((fact) => fact !== null);
  return (
    <BlockStack gap="150">
      <InlineStack align="space-between" gap="200">
        <Text as="h3" variant="headingSm">
          {sourceText(source, words, texts)}
        </Text>
        <Text as="p" numeric fontWeight="semibold">
          {plural(words.left, source.left)}
        </Text>
      </InlineStack>
      {source.parts.length > 0 && (
        <Text as="p">
          {source.parts
            .map((part) => `${formats.signed(part.points)} ${partText(part, words)}`)
            .join(" · ")}
        </Text>
      )}
      {facts.length > 0 && (
        <Text as="p" tone="subdued">
          {facts.join(" · ")}
        </Text>
      )}
      <Rule source={source} />
    </BlockStack>
  );
}

/** The arithmetic by which the points were given, where there is any. */
function Rule({ source }: { readonly source: WhySource }) {
  const { texts, plural } = useLanguage();
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const { explanation, parts } = source;
  const given = parts.find((part) => part.points > 0n)?.points ?? source.left;
  if (explanation === null) return null;
  return (
    <BlockStack gap="200" inlineAlign="start">
      <Button
        variant="plain"
        disclosure={isOpen ? "up" : "down"}
        ariaExpanded={isOpen}
        ariaControls={id}
        onClick={() => {
          setIsOpen(!isOpen);
        }}
      >
        {plural(texts.member.timeline.why, given)}
      </Button>
      <Collapsible id={id} open={isOpen}>
        <BlockStack gap="200">
          <Arithmetic explanation={explanation} amount={given} />
        </BlockStack>
      </Collapsible>
    </BlockStack>
  );
}

/** How what is owed came about. */
export function Owed({
  parts,
  owed,
}: {
  readonly parts: readonly WhyPart[];
  readonly owed: bigint;
}) {
  const { texts, formats, plural } = useLanguage();
  const { why: words } = texts.member;
  return (
    <BlockStack gap="150">
      <Divider />
      <InlineStack align="space-between" gap="200">
        <Text as="h3" variant="headingSm">
          {words.owed}
        </Text>
        <Text as="p" numeric fontWeight="semibold">
          {plural(words.left, owed)}
        </Text>
      </InlineStack>
      <Text as="p">
        {parts.map((part) => `${formats.signed(part.points)} ${owedText(part, words)}`).join(" · ")}
      </Text>
    </BlockStack>
  );
}

function sourceText({ kind, order, award }: WhySource, words: Words, texts: Texts): string {
  if (kind !== "award") return fill(words.sources[kind], { order: order ?? "–" });
  const [rule = ""] = (award ?? "").split("/");
  const names: Readonly<Record<string, { readonly name: string } | undefined>> = texts.actions;
  return fill(words.sources.award, { award: names[rule]?.name ?? award ?? "–" });
}

function partText({ code, order }: WhyPart, words: Words): string {
  const { parts } = words;
  if (code === "clawback" && order === null) return parts.clawbackOther;
  const text = code in parts ? parts[code as keyof typeof parts] : parts.other;
  return fill(text, { order: order ?? "–" });
}

function owedText({ code, order }: WhyPart, words: Words): string {
  const { owedParts: parts } = words;
  const text = code in parts ? parts[code as keyof typeof parts] : parts.other;
  return fill(text, { order: order ?? "–" });
}

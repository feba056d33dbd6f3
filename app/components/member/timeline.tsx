import {
  BlockStack,
  Box,
  Button,
  Card,
  Collapsible,
  Divider,
  InlineStack,
  Text,
} from "@shopify/polaris";
import { useId, useState } from "react";

import type { Explanation } from "../../domain/explanation.ts";
import { HOLDER_ACCOUNTS, type Account } from "../../domain/ledger/accounts.ts";
import type { TransferCode } from "../../domain/ledger/transfer.ts";
import type { Texts } from "../../locales/texts.ts";
import { fill } from "../../locales/words.ts";
import { awardName } from "../explanation/award.tsx";
import { Arithmetic } from "../explanation/arithmetic.tsx";
import { useLanguage } from "../language.tsx";
import { Pages } from "../pages.tsx";

/** One movement of a member's points. */
export interface Entry {
  readonly seq: bigint;
  readonly code: TransferCode;
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: bigint;
  readonly orderId: string | null;
  readonly orderName: string | null;
  readonly eventAt: Date;
  readonly reason: string | null;
  /** Null where there is no arithmetic to show. */
  readonly explanation: Explanation | null;
}

interface TimelineProps {
  readonly entries: readonly Entry[];
  readonly older: string | null;
  readonly newer: string | null;
}

/** All that happened to a member's points, the newest first. */
export function Timeline({ entries, older, newer }: TimelineProps) {
  const { timeline } = useLanguage().texts.member;
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {timeline.title}
        </Text>
      </Box>
      {entries.length === 0 && (
        <Box paddingInline="400" paddingBlockEnd="400">
          <Text as="p" tone="subdued">
            {timeline.none}
          </Text>
        </Box>
      )}
      {entries.map((entry) => (
        <TimelineEntry key={String(entry.seq)} entry={entry} />
      ))}
      <Pages older={older} newer={newer} />
    </Card>
  );
}

function TimelineEntry({ entry }: { readonly entry: Entry }) {
  const { texts, formats } = useLanguage();
  const { member } = texts;
  return (
    <>
      <Divider />
      <Box padding="400">
        <BlockStack gap="100">
          <InlineStack align="space-between" gap="200">
            <Text as="h3" variant="bodyMd" fontWeight="semibold">
              {titleOf(entry, texts)}
            </Text>
            <Text as="p" numeric>
              <Changes entry={entry} />
            </Text>
          </InlineStack>
          <Text as="p" variant="bodySm" tone="subdued">
            {formats.dateTime(entry.eventAt)}
          </Text>
          {entry.reason !== null && (
            <Text as="p">{fill(member.timeline.reason, { reason: entry.reason })}</Text>
          )}
          {entry.explanation && <Why entry={entry} explanation={entry.explanation} />}
        </BlockStack>
      </Box>
    </>
  );
}

/** The button that opens the arithmetic, and what it opens. */
function Why({ entry, explanation }: { readonly entry: Entry; readonly explanation: Explanation }) {
  const { texts, plural } = useLanguage();
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
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
        {plural(texts.member.timeline.why, entry.amount)}
      </Button>
      <Collapsible id={id} open={isOpen}>
        <BlockStack gap="200">
          <Arithmetic explanation={explanation} amount={entry.amount} />
        </BlockStack>
      </Collapsible>
    </BlockStack>
  );
}

/** How the member's accounts changed: what one has grows by a credit, what one owes by a debit. */
function Changes({ entry }: { readonly entry: Entry }) {
  const { texts, formats } = useLanguage();
  const words = HOLDER_ACCOUNTS.flatMap((account) => {
    const credited =
      (entry.credit === account ? entry.amount : 0n) -
      (entry.debit === account ? entry.amount : 0n);
    const change = account === "owed" ? -credited : credited;
    if (change === 0n) return [];
    return [fill(texts.member.timeline.changes[account], { points: formats.signed(change) })];
  });
  return words.join(" · ");
}

function titleOf(entry: Entry, texts: Texts): string {
  const words = texts.member.timeline.entries;
  if (entry.explanation?.kind === "award") {
    const name = awardName(entry.explanation, texts);
    return fill(awardWords(entry.code, words), { name });
  }
  const order = entry.orderName ?? entry.orderId;
  switch (entry.code) {
    case "adjust":
      return entry.credit === "available" ? words.adjustGiven : words.adjustTaken;
    case "mature":
      return order === null ? words.matureOther : fill(words.mature, { order });
    case "expire":
      return order === null ? words.expireOther : fill(words.expire, { order });
    case "clawback":
      return fill(words[clawbackOf(entry.explanation)], { order: order ?? "–" });
    default:
      return fill(words[entry.code], { order: order ?? "–" });
  }
}

/** What has become of an award. */
function awardWords(code: TransferCode, words: Texts["member"]["timeline"]["entries"]): string {
  switch (code) {
    case "clawback":
      return words.awardBack;
    case "reinstate":
      return words.awardAgain;
    case "reschedule":
      return words.awardDates;
    default:
      return words.award;
  }
}

/** What took points back, as far as the order's state says. */
function clawbackOf(explanation: Explanation | null) {
  if (explanation?.kind !== "order") return "clawback";
  if (explanation.reason === "cancelled") return "clawbackCancelled";
  return explanation.reason === "deleted" ? "clawbackDeleted" : "clawback";
}

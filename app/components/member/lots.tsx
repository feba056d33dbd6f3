import { BlockStack, Card, Text } from "@shopify/polaris";

import { isDated } from "../../domain/days.ts";
import type { Texts } from "../../locales/texts.ts";
import { fill } from "../../locales/words.ts";
import { useLanguage } from "../language.tsx";
import { LineTable } from "../line-table.tsx";

/** Points that are left of what was credited together. */
export interface LotLine {
  readonly lotId: string;
  readonly orderName: string | null;
  readonly maturesAt: Date;
  readonly expiresAt: Date | null;
  readonly pending: bigint;
  readonly available: bigint;
  readonly held: bigint;
}

interface LotsProps {
  readonly lots: readonly LotLine[];
  readonly hasMore: boolean;
}

/** Where a member's points come from, in the order in which they are spent. */
export function Lots({ lots, hasMore }: LotsProps) {
  const { texts, formats } = useLanguage();
  const words = texts.member.lots;
  const headings = [
    words.source,
    words.available,
    words.pending,
    words.held,
    words.matures,
    words.expires,
  ];
  const rows = lots.map((lot) => [
    sourceOf(lot, words),
    formats.number(lot.available),
    formats.number(lot.pending),
    formats.number(lot.held),
    isDated(lot.maturesAt) ? formats.date(lot.maturesAt) : words.onceSent,
    lot.expiresAt === null ? words.never : formats.date(lot.expiresAt),
  ]);
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {words.title}
        </Text>
        {(lots.length === 0 || hasMore) && (
          <Text as="p" tone="subdued">
            {hasMore ? fill(words.more, { count: formats.number(lots.length) }) : words.none}
          </Text>
        )}
        {lots.length > 0 && (
          <LineTable label={words.title} headings={headings} rows={rows} isWide />
        )}
      </BlockStack>
    </Card>
  );
}

/** A lot is named for what it was credited for. */
function sourceOf({ lotId, orderName }: LotLine, words: Texts["member"]["lots"]): string {
  const [kind, id = ""] = lotId.split("/");
  switch (kind) {
    case "order":
      return fill(words.order, { order: orderName ?? id });
    case "adjust":
      return words.adjust;
    case "restored":
    case "returned":
      return words.restored;
    default:
      return words.other;
  }
}

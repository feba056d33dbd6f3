import { BlockStack, Box, Card, IndexTable, Text } from "@shopify/polaris";

import type { Texts } from "../../locales/texts.ts";
import { fill } from "../../locales/words.ts";
import { useLanguage } from "../language.tsx";

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
  const { lots: words } = useLanguage().texts.member;
  const { formats } = useLanguage();
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.title}
          </Text>
          {(lots.length === 0 || hasMore) && (
            <Text as="p" tone="subdued">
              {hasMore ? fill(words.more, { count: formats.number(lots.length) }) : words.none}
            </Text>
          )}
        </BlockStack>
      </Box>
      {lots.length > 0 && (
        <IndexTable
          itemCount={lots.length}
          selectable={false}
          headings={[
            { title: words.source },
            { title: words.available, alignment: "end" },
            { title: words.pending, alignment: "end" },
            { title: words.held, alignment: "end" },
            { title: words.matures },
            { title: words.expires },
          ]}
        >
          {lots.map((lot, position) => (
            <LotRow key={lot.lotId} lot={lot} position={position} />
          ))}
        </IndexTable>
      )}
    </Card>
  );
}

function LotRow({ lot, position }: { readonly lot: LotLine; readonly position: number }) {
  const { texts, formats } = useLanguage();
  const words = texts.member.lots;
  const figures = [lot.available, lot.pending, lot.held];
  return (
    <IndexTable.Row id={lot.lotId} position={position}>
      <IndexTable.Cell>{sourceOf(lot, words)}</IndexTable.Cell>
      {figures.map((figure, column) => (
        <IndexTable.Cell key={column}>
          <Text as="p" alignment="end" numeric>
            {formats.number(figure)}
          </Text>
        </IndexTable.Cell>
      ))}
      <IndexTable.Cell>{formats.date(lot.maturesAt)}</IndexTable.Cell>
      <IndexTable.Cell>
        {lot.expiresAt === null ? words.never : formats.date(lot.expiresAt)}
      </IndexTable.Cell>
    </IndexTable.Row>
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
      return words.restored;
    default:
      return words.other;
  }
}

import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";

import { encodeProgram } from "../../domain/program.ts";
import type { Program } from "../../domain/program.ts";
import { textIn } from "../../domain/program/texts.ts";
import { fill } from "../../locales/words.ts";
import { useLanguage } from "../language.tsx";

/** Members who would go from one tier to another; null: none. */
export interface TierShift {
  readonly from: string | null;
  readonly to: string | null;
  readonly afterGrace: boolean;
  readonly members: number;
}

/** What the page's action answers when it is asked for the effect on tiers. */
export type TierMovesAnswer =
  | {
      readonly kind: "tiers";
      readonly members: number;
      readonly shifts: readonly TierShift[];
      /** Of what it was counted. */
      readonly document: string;
    }
  | { readonly kind: "failed" };

interface TierMovesCardProps {
  readonly program: Program | null;
  /** What is in force; null before the first publication. */
  readonly current: Program | null;
}

/** How many members would stand in which tier, if the document were published now. */
export function TierMovesCard({ program, current }: TierMovesCardProps) {
  const { texts } = useLanguage();
  const { tiers: words } = texts.document;
  const fetcher = useFetcher<TierMovesAnswer>();
  const hasTiers = program?.tiers != null || current?.tiers != null;
  const document = program === null ? null : JSON.stringify(encodeProgram(program));
  const isOther =
    program !== null &&
    JSON.stringify(encodeProgram(program).tiers) !==
      JSON.stringify(current && encodeProgram(current).tiers);
  const answer = fetcher.data;
  const isCounted = answer?.kind === "tiers" && answer.document === document;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.title}
          </Text>
          <Text as="p" tone="subdued">
            {hasTiers ? words.help : words.none}
          </Text>
        </BlockStack>
        {hasTiers && isOther && !isCounted && <Text as="p">{words.differ}</Text>}
        {hasTiers && (
          <InlineStack>
            <Button
              disabled={document === null}
              loading={fetcher.state !== "idle"}
              onClick={() => {
                const body = JSON.stringify({
                  intent: "tiers",
                  document: program && encodeProgram(program),
                });
                fetcher.submit(body, { method: "post", encType: "application/json" });
              }}
            >
              {words.count}
            </Button>
          </InlineStack>
        )}
        <div aria-live="polite">
          {answer?.kind === "failed" && <Banner tone="critical">{words.failed}</Banner>}
          {answer?.kind === "tiers" && !isCounted && (
            <Text as="p" tone="subdued">
              {words.changed}
            </Text>
          )}
          {answer?.kind === "tiers" && isCounted && (
            <Shifts answer={answer} program={program} current={current} />
          )}
        </div>
      </BlockStack>
    </Card>
  );
}

interface ShiftsProps extends TierMovesCardProps {
  readonly answer: Extract<TierMovesAnswer, { kind: "tiers" }>;
}

function Shifts({ answer: { members, shifts }, program, current }: ShiftsProps) {
  const { texts, locale, plural } = useLanguage();
  const { tiers: words } = texts.document;
  const moving = shifts.filter(({ from, to }) => from !== to);
  const staying = shifts.filter(({ from, to }) => from === to);
  const count = (some: readonly TierShift[]) => some.reduce((sum, one) => sum + one.members, 0);
  const nameOf = (id: string | null, of: Program | null) => {
    const level = of?.tiers?.levels.find((one) => one.id === id);
    if (id === null) return words.noTier;
    return level === undefined ? id : textIn(level.name, locale);
  };
  return (
    <BlockStack gap="200">
      <Text as="p" fontWeight="semibold">
        {plural(words.moves, count(moving))} {plural(words.of, members)}
      </Text>
      <ul style={{ margin: 0, paddingInlineStart: "var(--p-space-500)" }}>
        {moving.map(({ from, to, afterGrace, members: some }) => (
          <li key={`${from ?? ""}/${to ?? ""}/${String(afterGrace)}`}>
            {fill(words.shift, {
              from: nameOf(from, current),
              to: nameOf(to, program),
              members: plural(words.people, some),
            })}
            {afterGrace && ` ${words.afterGrace}`}
          </li>
        ))}
        {count(staying) > 0 && <li>{plural(words.stay, count(staying))}</li>}
      </ul>
    </BlockStack>
  );
}

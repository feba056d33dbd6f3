import { useFetcher } from "@remix-run/react";
import {
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  Divider,
  InlineStack,
  Spinner,
  Text,
} from "@shopify/polaris";
import { useEffect, useId, useState } from "react";

import { fill } from "../../locales/words.ts";
import { appBridge } from "../app-bridge.ts";
import { useLanguage } from "../language.tsx";
import { saveFile, type Download } from "../save-file.ts";
import { Owed, Source, type WhyPart, type WhySource } from "./why-source.tsx";

/** A balance, and what it is made of. */
export interface Why {
  readonly balance: Readonly<Record<"available" | "pending" | "held" | "owed", bigint>>;
  readonly sources: readonly WhySource[];
  readonly owed: readonly WhyPart[];
}

/** The button that asks why a member has these points, and what it opens. */
export function WhyBalance({ holderId }: { readonly holderId: string }) {
  const fetcher = useFetcher<Why>();
  const { texts } = useLanguage();
  const { why: words } = texts.member;
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const ask = () => {
    fetcher.load(`/app/members/${holderId}/why`);
  };
  const why = fetcher.data;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            <Button
              variant="plain"
              disclosure={isOpen ? "up" : "down"}
              ariaExpanded={isOpen}
              ariaControls={id}
              onClick={() => {
                setIsOpen(!isOpen);
                if (!isOpen) ask();
              }}
            >
              {words.open}
            </Button>
          </Text>
          <ProofButton holderId={holderId} />
        </InlineStack>
        <div id={id} hidden={!isOpen} aria-live="polite">
          {fetcher.state !== "idle" && why === undefined && (
            <Spinner size="small" accessibilityLabel={texts.shell.loading} />
          )}
          {why !== undefined && <Told why={why} />}
        </div>
      </BlockStack>
    </Card>
  );
}

function Told({ why }: { readonly why: Why }) {
  const { texts, formats } = useLanguage();
  const { why: words } = texts.member;
  const { available, pending, held, owed } = why.balance;
  const total = fill(words.total, {
    available: formats.number(available),
    pending: formats.number(pending),
    held: formats.number(held),
    owed: formats.number(owed),
  });
  const isEmpty = why.sources.length === 0 && why.owed.length === 0;
  return (
    <BlockStack gap="300">
      <Text as="p" tone="subdued">
        {words.text}
      </Text>
      <Text as="p" fontWeight="semibold">
        {total}
      </Text>
      {isEmpty && <Text as="p">{words.none}</Text>}
      {why.sources.map((source) => (
        <Box key={source.lotId}>
          <BlockStack gap="300">
            <Divider />
            <Source source={source} />
          </BlockStack>
        </Box>
      ))}
      {why.owed.length > 0 && <Owed parts={why.owed} owed={owed} />}
    </BlockStack>
  );
}

/** Saves what shows anybody that this history stood in the newest digest. */
function ProofButton({ holderId }: { readonly holderId: string }) {
  const fetcher = useFetcher<Download>();
  const { why: words } = useLanguage().texts.member;
  const [isMissing, setIsMissing] = useState(false);
  const { data } = fetcher;
  useEffect(() => {
    if (data === undefined) return;
    setIsMissing(data.file === null);
    if (data.file === null) appBridge()?.toast.show(words.proofMissing, { isError: true });
    else saveFile(data.name, data.file);
  }, [data, words]);
  return (
    <BlockStack gap="200">
      <Button
        variant="plain"
        accessibilityLabel={`${words.proof}. ${words.proofHelp}`}
        loading={fetcher.state !== "idle"}
        onClick={() => {
          fetcher.load(`/app/members/${holderId}/proof`);
        }}
      >
        {words.proof}
      </Button>
      {isMissing && <Banner tone="info">{words.proofMissing}</Banner>}
    </BlockStack>
  );
}

import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { useEffect } from "react";

import { fill } from "../../locales/words.ts";
import { appBridge } from "../app-bridge.ts";
import { useLanguage } from "../language.tsx";
import { saveFile, type Download } from "../save-file.ts";
import type { ProofAnswer } from "./answer.ts";

/** A digest as the list shows it. */
export interface DigestLine {
  readonly number: number;
  readonly takenAt: Date;
  readonly chains: bigint;
  readonly transfers: bigint;
  readonly hash: string;
}

/** The file with a line per history goes through the page's memory: beyond this the command does it. */
const MOST_CHAINS = 100_000n;

/** The shop's digests, each to be kept elsewhere. */
export function DigestsCard({ digests }: { readonly digests: readonly DigestLine[] }) {
  const { digests: words } = useLanguage().texts.proof;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.title}
        </Text>
        <Text as="p" tone="subdued">
          {words.text}
        </Text>
        <InlineStack>
          <TakeButton />
        </InlineStack>
        {digests.length === 0 && <Text as="p">{words.none}</Text>}
        {digests.map((digest) => (
          <Line key={digest.number} digest={digest} />
        ))}
      </BlockStack>
    </Card>
  );
}

function TakeButton() {
  const fetcher = useFetcher<ProofAnswer>();
  const { digests: words } = useLanguage().texts.proof;
  const { data } = fetcher;
  useEffect(() => {
    if (data?.kind !== "taken") return;
    const { number, isNew } = data;
    appBridge()?.toast.show(fill(isNew ? words.taken : words.same, { number }));
  }, [data, words]);
  return (
    <Button
      loading={fetcher.state !== "idle"}
      onClick={() => {
        fetcher.submit({ kind: "digest" }, { method: "post" });
      }}
    >
      {words.now}
    </Button>
  );
}

function Line({ digest }: { readonly digest: DigestLine }) {
  const { texts, formats, plural } = useLanguage();
  const { digests: words, ...proof } = texts.proof;
  const { number } = digest;
  return (
    <BlockStack gap="200">
      <Divider />
      <Text as="h3" variant="headingSm">
        {`${words.number} ${String(number)}`}
      </Text>
      <Text as="p" tone="subdued">
        {`${formats.dateTime(digest.takenAt)} · ${plural(proof.members, digest.chains)} · ${plural(proof.transfers, digest.transfers)}`}
      </Text>
      <Box>
        <code style={{ overflowWrap: "anywhere" }}>{digest.hash}</code>
      </Box>
      <InlineStack gap="300">
        <DownloadButton number={number} label={words.short} name={words.shortOf} heads={false} />
        {digest.chains <= MOST_CHAINS && (
          <DownloadButton number={number} label={words.full} name={words.fullOf} heads />
        )}
      </InlineStack>
    </BlockStack>
  );
}

interface DownloadProps {
  readonly number: number;
  readonly label: string;
  /** What a screen reader says. */
  readonly name: string;
  readonly heads: boolean;
}

function DownloadButton({ number, label, name, heads }: DownloadProps) {
  const fetcher = useFetcher<Download>();
  const { digests: words } = useLanguage().texts.proof;
  const { data } = fetcher;
  useEffect(() => {
    if (data === undefined) return;
    if (data.file === null) appBridge()?.toast.show(words.failed, { isError: true });
    else saveFile(data.name, data.file);
  }, [data, words]);
  return (
    <Button
      variant="plain"
      accessibilityLabel={fill(name, { number })}
      loading={fetcher.state !== "idle"}
      onClick={() => {
        fetcher.load(`/app/proof/digest?number=${String(number)}${heads ? "&heads=1" : ""}`);
      }}
    >
      {label}
    </Button>
  );
}

import { useFetcher } from "@remix-run/react";
import {
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  InlineStack,
  Spinner,
  Text,
} from "@shopify/polaris";

import { fill } from "../../locales/words.ts";
import { useLanguage, type Language } from "../language.tsx";
import { LineTable } from "../line-table.tsx";

/** What came of reading the whole ledger again. */
export interface Verification {
  readonly verificationId: string;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly holders: bigint;
  readonly transfers: bigint;
  readonly difference: string | null;
}

/** Has the whole ledger read again, and shows what came of it. */
export function VerificationCard({
  verifications,
}: {
  readonly verifications: readonly Verification[];
}) {
  const language = useLanguage();
  const { verification: words } = language.texts.proof;
  const fetcher = useFetcher();
  const running = verifications.find((one) => one.finishedAt === null);
  const finished = verifications.filter((one) => one.finishedAt !== null);
  const isBusy = fetcher.state !== "idle" || running !== undefined;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.title}
        </Text>
        <Text as="p" tone="subdued">
          {words.text}
        </Text>
        {finished[0] ? <Result one={finished[0]} /> : !running && <Text as="p">{words.none}</Text>}
        <div aria-live="polite">
          {running && (
            <InlineStack gap="200" blockAlign="center">
              <Spinner size="small" accessibilityLabel={language.texts.shell.loading} />
              <Text as="p">
                {running.startedAt === null
                  ? words.waiting
                  : fill(words.running, read(running, language))}
              </Text>
            </InlineStack>
          )}
        </div>
        <InlineStack>
          <Button
            disabled={isBusy}
            onClick={() => {
              fetcher.submit({ kind: "verify" }, { method: "post" });
            }}
          >
            {words.now}
          </Button>
        </InlineStack>
        {finished.length > 1 && <Earlier rows={finished.slice(1)} />}
      </BlockStack>
    </Card>
  );
}

const read = ({ transfers, holders }: Verification, { texts, plural }: Language) => ({
  transfers: plural(texts.proof.transfers, transfers),
  members: plural(texts.proof.members, holders),
});

function Result({ one }: { readonly one: Verification }) {
  const language = useLanguage();
  const { verification: words } = language.texts.proof;
  const date = language.formats.dateTime(one.finishedAt ?? one.askedAt);
  if (one.difference === null)
    return (
      <Banner tone="success" title={words.clean}>
        <p>{fill(words.cleanText, { ...read(one, language), date })}</p>
      </Banner>
    );
  return (
    <Banner tone="critical" title={words.broken}>
      <BlockStack gap="200">
        <p>{fill(words.brokenText, { date })}</p>
        <Difference sentence={one.difference} />
        <p>{words.brokenHelp}</p>
      </BlockStack>
    </Banner>
  );
}

/** A difference as the ledger names it, which is in English: it is for whoever looks after it. */
export function Difference({ sentence }: { readonly sentence: string }) {
  return (
    <Box padding="200" background="bg-surface-secondary" borderRadius="200">
      <p lang="en" style={{ overflowWrap: "anywhere" }}>
        {sentence}
      </p>
    </Box>
  );
}

function Earlier({ rows }: { readonly rows: readonly Verification[] }) {
  const language = useLanguage();
  const { verification: words } = language.texts.proof;
  return (
    <LineTable
      label={words.earlier}
      headings={[words.when, words.what]}
      rows={rows.map((one) => [
        language.formats.dateTime(one.finishedAt ?? one.askedAt),
        one.difference === null ? words.clean : words.broken,
      ])}
    />
  );
}

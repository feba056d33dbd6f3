import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useId, useRef, useState } from "react";

import { fill } from "../../locales/words.ts";
import { useLanguage } from "../language.tsx";
import type { ProofAnswer } from "./answer.ts";
import { Difference } from "./verification-card.tsx";

/** Checks a digest that somebody has kept: opened as a file, or pasted. */
export function CheckCard() {
  const { check: words } = useLanguage().texts.proof;
  const fetcher = useFetcher<ProofAnswer>();
  const [text, setText] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const pickerId = useId();
  const submit = (file: string) => {
    setIsMissing(file.trim() === "");
    if (file.trim() !== "") fetcher.submit({ kind: "check", file }, { method: "post" });
  };
  const isBusy = fetcher.state !== "idle";
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.title}
        </Text>
        <Text as="p" tone="subdued">
          {words.text}
        </Text>
        <TextField
          label={words.label}
          value={text}
          onChange={setText}
          multiline={5}
          maxHeight={240}
          monospaced
          autoComplete="off"
          error={isMissing ? words.empty : false}
        />
        <input
          ref={picker}
          id={pickerId}
          type="file"
          accept=".txt,text/plain"
          aria-label={words.open}
          hidden
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            void file?.text().then((content) => {
              setText(content);
              submit(content);
            });
            currentTarget.value = "";
          }}
        />
        <InlineStack gap="200">
          <Button
            onClick={() => {
              picker.current?.click();
            }}
          >
            {words.open}
          </Button>
          <Button
            variant="primary"
            loading={isBusy}
            onClick={() => {
              submit(text);
            }}
          >
            {words.check}
          </Button>
        </InlineStack>
        <div aria-live="polite">{!isBusy && fetcher.data && <Answer answer={fetcher.data} />}</div>
      </BlockStack>
    </Card>
  );
}

function Answer({ answer }: { readonly answer: ProofAnswer }) {
  const { texts, formats } = useLanguage();
  const { check: words } = texts.proof;
  if (answer.kind === "too_large") return <Banner tone="warning">{words.tooLarge}</Banner>;
  if (answer.kind === "unreadable")
    return (
      <Banner tone="warning" title={words.unreadable}>
        <Difference sentence={answer.problem} />
      </Banner>
    );
  if (answer.kind !== "checked") return null;
  const date = formats.dateTime(answer.takenAt);
  if (answer.difference === null)
    return (
      <Banner tone="success" title={words.holds}>
        <p>{fill(words.holdsText, { date })}</p>
      </Banner>
    );
  return (
    <Banner tone="critical" title={words.broken}>
      <BlockStack gap="200">
        <p>{fill(words.brokenText, { date })}</p>
        <Difference sentence={answer.difference} />
      </BlockStack>
    </Banner>
  );
}

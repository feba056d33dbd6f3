import { BlockStack, Button, Card, InlineStack, Layout, Link, Page, Text } from "@shopify/polaris";
import { useMemo, useRef, useState } from "react";

import type { CurrencyCode } from "../../domain/money.ts";
import { presetDocument, type PresetName } from "../../domain/program-presets.ts";
import { lineAndColumn } from "../../domain/program-text.ts";
import { encodeProgram } from "../../domain/program.ts";
import type { ProgramDocument } from "../../domain/program.ts";
import { fill } from "../../locales/words.ts";
import { problemText } from "../../wording/problem-text.ts";
import { useLanguage } from "../language.tsx";
import { Differences } from "../program/differences.tsx";
import { UnsavedChanges } from "../unsaved-changes.tsx";
import { DocumentEditor, type EditorHandle } from "./document-editor.tsx";
import { Files } from "./files.tsx";
import { Notices, type PublishAnswer } from "./notices.tsx";
import { PresetPicker } from "./preset-picker.tsx";
import { ProblemList, type ToldProblem } from "./problem-list.tsx";
import { RulesPreview, type RuleTexts } from "./rules-preview.tsx";
import { SampleCard } from "./sample-card.tsx";
import { TierMovesCard } from "./tier-moves-card.tsx";
import { documentText, useDocument } from "./use-document.ts";

/** What the page is opened with. */
export interface DocumentPageData {
  /** The shop's. */
  readonly currency: CurrencyCode;
  readonly timeZone: string;
  readonly now: Date;
  readonly initial: ProgramDocument;
  /** The version whose document it starts with; null where none was asked for. */
  readonly draft: number | null;
  readonly current: { readonly version: number; readonly document: ProgramDocument } | null;
  readonly ruleTexts: RuleTexts;
  readonly rulesAddress: string;
}

interface DocumentPageProps {
  readonly data: DocumentPageData;
  readonly answer: PublishAnswer | null;
  readonly isPublishing: boolean;
  readonly onPublish: (document: ProgramDocument) => void;
}

const SCHEMA_URL = "/api/v1/program/schema";

/** What has just replaced the text, and what stood there before. */
interface Replaced {
  readonly title: string;
  readonly before: string;
}

/** The document in an editor, and beside it everything that it means. */
export function DocumentPage({ data, answer, isPublishing, onPublish }: DocumentPageProps) {
  const language = useLanguage();
  const { document: words } = language.texts;
  const { current, currency, timeZone } = data;
  const state = useDocument(data.initial, current?.document ?? null);
  const editor = useRef<EditorHandle>(null);
  const [replaced, setReplaced] = useState<Replaced | null>(null);
  const problems = useMemo<ToldProblem[]>(
    () =>
      state.problems.map((problem) => ({
        from: problem.from,
        to: problem.to,
        line: lineAndColumn(state.text, problem.from).line,
        path: problem.path,
        message: problemText(problem, language.texts),
      })),
    [state.problems, state.text, language.texts],
  );

  const replace = (title: string, text: string) => {
    setReplaced({ title, before: state.text });
    state.change(text);
  };
  const pick = (name: PresetName) => {
    const title = fill(words.presets.taken, { name: words.presets.names[name] });
    replace(title, documentText(presetDocument(name, currency, timeZone)));
  };
  const publish = () => {
    const [first] = problems;
    if (state.program !== null) onPublish(encodeProgram(state.program));
    else if (first !== undefined) editor.current?.goTo(first.from, first.to);
  };
  const [before = "", after = ""] = words.editor.help.split("[schema]");
  return (
    <Page
      title={words.title}
      backAction={{ content: words.back, url: "/app/program" }}
      primaryAction={{
        content: words.publish,
        disabled: state.program !== null && !state.isPublishable,
        loading: isPublishing,
        onAction: publish,
      }}
    >
      <UnsavedChanges
        id="document-changes"
        isChanged={state.isChanged}
        isSaving={isPublishing}
        saveLabel={words.publish}
        discardLabel={words.discard}
        leaveQuestion={words.leave}
        onSave={publish}
        onDiscard={() => {
          setReplaced(null);
          state.change(documentText(data.initial));
        }}
      />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Notices data={data} answer={answer} />
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd" id="document-editor-title">
                  {words.editor.title}
                </Text>
                <Text as="p" tone="subdued">
                  {before}
                  <Link url={SCHEMA_URL} target="_blank">
                    {words.editor.schema}
                  </Link>
                  {after}
                </Text>
                <Files
                  text={state.text}
                  fileName={`programme-${current?.version ?? 0}.json`}
                  onImport={(name, text) => {
                    replace(fill(words.presets.imported, { name }), text);
                  }}
                  onTidy={
                    state.program === null
                      ? null
                      : () => {
                          state.change(documentText(JSON.parse(state.text)));
                        }
                  }
                />
                <div role="status">
                  {replaced !== null && (
                    <InlineStack gap="200" blockAlign="center">
                      <Text as="span">{replaced.title}</Text>
                      <Button
                        variant="plain"
                        onClick={() => {
                          state.change(replaced.before);
                          setReplaced(null);
                        }}
                      >
                        {words.presets.undo}
                      </Button>
                    </InlineStack>
                  )}
                </div>
                <span id="document-editor-label" hidden>
                  {words.editor.label}
                </span>
                <DocumentEditor
                  ref={editor}
                  text={state.text}
                  onChange={state.change}
                  marks={problems}
                  labelledBy="document-editor-label"
                  describedBy="document-editor-keys"
                />
                <Text as="p" tone="subdued" variant="bodySm" id="document-editor-keys">
                  {words.editor.keys}
                </Text>
                <ProblemList
                  problems={problems}
                  onGoTo={({ from, to }) => editor.current?.goTo(from, to)}
                />
              </BlockStack>
            </Card>
            <DifferencesCard
              version={current?.version ?? null}
              differences={state.differences}
              isValid={state.program !== null}
            />
            <RulesPreview
              program={state.program}
              ruleTexts={data.ruleTexts}
              address={data.rulesAddress}
            />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <Card>
              <PresetPicker onPick={pick} />
            </Card>
            <TierMovesCard program={state.program} current={state.inForce} />
            <SampleCard
              program={state.program}
              currency={state.program?.currency ?? currency}
              version={(current?.version ?? 0) + 1}
              placedAt={clockOf(data.now, timeZone)}
            />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

/** What the shop's clock shows, as the field of a date takes it. */
const clockOf = (now: Date, timeZone: string): string =>
  new Date(now).toLocaleString("sv-SE", { timeZone }).slice(0, 16).replace(" ", "T");

interface DifferencesCardProps {
  readonly version: number | null;
  readonly differences: Parameters<typeof Differences>[0]["sections"] | null;
  readonly isValid: boolean;
}

function DifferencesCard({ version, differences, isValid }: DifferencesCardProps) {
  const { differences: words } = useLanguage().texts.document;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {words.title}
        </Text>
        {version !== null && (
          <Text as="p" tone="subdued">
            {fill(words.against, { version })}
          </Text>
        )}
        <div aria-live="polite">
          {!isValid && <p>{words.invalid}</p>}
          {isValid && version === null && <p>{words.first}</p>}
          {isValid && differences?.length === 0 && <p>{words.same}</p>}
          {isValid && differences !== null && differences.length > 0 && (
            <Differences sections={differences} />
          )}
        </div>
      </BlockStack>
    </Card>
  );
}

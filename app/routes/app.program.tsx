import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useRevalidator } from "@remix-run/react";
import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { Banner, BlockStack, Layout, Page } from "@shopify/polaris";
import { useEffect } from "react";

import { appBridge } from "../components/app-bridge.ts";
import { useLanguage } from "../components/language.tsx";
import { BeyondTheForm } from "../components/program/beyond-the-form.tsx";
import { ExampleCard } from "../components/program/example-card.tsx";
import { EarningCard, ExpiryCard, RedemptionCard } from "../components/program/rule-cards.tsx";
import { versionNumber } from "../components/program/version-number.ts";
import { useProgramForm } from "../components/program/use-program-form.ts";
import { UnsavedChanges } from "../components/unsaved-changes.tsx";
import { formatMoney, minor, parseMoney } from "../domain/money.ts";
import { encodeProgram, parseProgram, type Program } from "../domain/program.ts";
import { fill } from "../locales/words.ts";
import { publishProgram } from "../services/publish-program.server.ts";
import { viewProgram } from "../services/view-program.server.ts";
import { authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

/** Money that earns something, for the example; one unit where the rate asks no money. */
function exampleUnit({ currency, earning }: Program) {
  return earning.rate.kind === "per_amount"
    ? earning.rate.perAmountMinor
    : parseMoney("100", currency);
}

/** The example starts with an order that earns so many times the rate's points. */
const EXAMPLE_TIMES = 50n;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request, context.shopify);
  const asked = versionNumber(new URL(request.url).searchParams.get("from"));
  const { current, draft, initial, currency } = await viewProgram(context.db, shop, asked);
  if (asked !== null && draft === null) throw new Response(null, { status: 404 });
  const exampleTotal = minor(exampleUnit(initial) * EXAMPLE_TIMES);
  return {
    now: context.now(),
    currency,
    initial: encodeProgram(initial),
    draft: draft?.version ?? null,
    current: current && {
      version: current.version,
      publishedAt: current.publishedAt,
      document: encodeProgram(current.program),
    },
    exampleTotal: formatMoney(exampleTotal, initial.currency).replace(/\.0+$/, ""),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request, context.shopify);
  const body = (await request.json()) as { document?: unknown; expectedVersion?: unknown };
  const { document, expectedVersion } = body;
  if (typeof expectedVersion !== "number") throw new Response(null, { status: 400 });
  const parsed = parseProgram(document);
  if (parsed.kind === "invalid") return { kind: "invalid" as const };
  const outcome = await publishProgram(
    context.db,
    { shop, program: parsed.program, by: `staff:${userId}`, expectedVersion },
    context.now(),
    { requestJob: context.requestJob },
  );
  return outcome.kind === "published"
    ? { kind: outcome.kind, version: outcome.version.version }
    : outcome;
}

/**
 * A publication that was refused must not bring the newest version into the form: the next try
 * would then overwrite what nobody here has seen.
 */
export function shouldRevalidate({ actionResult, defaultShouldRevalidate }: Revalidation) {
  const { kind } = (actionResult ?? {}) as { kind?: string };
  return kind === undefined || kind === "published" ? defaultShouldRevalidate : false;
}
type Revalidation = ShouldRevalidateFunctionArgs;

type Answer = ReturnType<typeof useFetcher<typeof action>>["data"];

/** The merchant's rules: how orders earn, and what points buy. */
export default function ProgramPage() {
  const { current, draft } = useLoaderData<typeof loader>();
  const { program: texts } = useLanguage().texts;
  const fetcher = useFetcher<typeof action>();
  const { data } = fetcher;
  useEffect(() => {
    if (data?.kind !== "published") return;
    appBridge()?.toast.show(fill(texts.published, { version: data.version }));
  }, [data, texts]);

  // Another version starts the form anew: what was published, or what somebody else has published.
  const key = `${current?.version ?? 0}/${draft ?? ""}`;
  const publish = (document: Record<string, unknown>) => {
    const body = JSON.stringify({ document, expectedVersion: current?.version ?? 0 });
    fetcher.submit(body, { method: "post", encType: "application/json" });
  };
  return (
    <ProgramForm
      key={key}
      answer={data}
      isPublishing={fetcher.state === "submitting"}
      onPublish={publish}
    />
  );
}

interface ProgramFormProps {
  readonly answer: Answer;
  readonly isPublishing: boolean;
  readonly onPublish: (document: Record<string, unknown>) => void;
}

function ProgramForm({ answer, isPublishing, onPublish }: ProgramFormProps) {
  const { current, draft, initial, currency, exampleTotal, now } = useLoaderData<typeof loader>();
  const { texts, formats } = useLanguage();
  const { program: words } = texts;
  const published = current?.document ?? null;
  const { form, document, program, isChanged, problemCount, attempt, discard } = useProgramForm({
    initial,
    published,
    currency,
  });
  const publish = () => {
    if (attempt()) onPublish(document);
  };
  const subtitle = current
    ? fill(words.subtitle.version, {
        version: current.version,
        date: formats.dateTime(current.publishedAt),
      })
    : words.subtitle.none;
  return (
    <Page
      title={words.title}
      subtitle={subtitle}
      primaryAction={{
        content: words.publish,
        disabled: !isChanged,
        loading: isPublishing,
        onAction: publish,
      }}
      secondaryActions={[
        { content: texts.document.open, url: documentUrl(draft) },
        { content: words.versions, url: "/app/versions" },
      ]}
    >
      <UnsavedChanges
        id="program-changes"
        isChanged={isChanged && current !== null}
        isSaving={isPublishing}
        saveLabel={words.publish}
        discardLabel={words.discard}
        leaveQuestion={words.leave}
        onSave={publish}
        onDiscard={discard}
      />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Notices answer={answer} problemCount={problemCount} />
            <BeyondTheForm document={initial} url={documentUrl(draft)} />
            <EarningCard form={form} />
            <RedemptionCard form={form} />
            <ExpiryCard form={form} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <ExampleCard
            program={program}
            currency={currency}
            startingTotal={exampleTotal}
            now={now}
          />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

/** The same version as JSON. */
const documentUrl = (draft: number | null) =>
  draft === null ? "/app/program/document" : `/app/program/document?from=${draft}`;

interface NoticesProps {
  readonly answer: Answer;
  readonly problemCount: number;
}

/** What is to be known before the fields are read. */
function Notices({ answer, problemCount }: NoticesProps) {
  const { current, draft, currency } = useLoaderData<typeof loader>();
  const { texts, plural } = useLanguage();
  const { program: words } = texts;
  const { state, revalidate } = useRevalidator();
  const currencyIn = current?.document.currency ?? currency;
  return (
    <>
      {answer?.kind === "stale" && answer.current > (current?.version ?? 0) && (
        <Banner
          tone="critical"
          title={fill(words.stale.title, { version: answer.current })}
          action={{
            content: fill(words.stale.action, { version: answer.current }),
            loading: state === "loading",
            onAction: revalidate,
          }}
        >
          <p>{words.stale.text}</p>
        </Banner>
      )}
      {(answer?.kind === "invalid" || answer?.kind === "wrong_currency") && (
        <Banner tone="critical">
          <p>{words.failed}</p>
        </Banner>
      )}
      {problemCount > 0 && (
        <Banner tone="critical" title={plural(words.problems.title, problemCount)}>
          <p>{words.problems.text}</p>
        </Banner>
      )}
      {currencyIn !== currency && (
        <Banner
          tone="warning"
          title={fill(words.otherCurrency.title, { program: currencyIn, shop: currency })}
        >
          <p>{fill(words.otherCurrency.text, { shop: currency })}</p>
        </Banner>
      )}
      {current === null && (
        <Banner tone="warning" title={words.none.title}>
          <p>{words.none.text}</p>
        </Banner>
      )}
      {draft !== null && draft !== current?.version && (
        <Banner tone="info" title={fill(words.draft.title, { version: draft })}>
          <p>{words.draft.text}</p>
        </Banner>
      )}
    </>
  );
}

import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { useEffect } from "react";

import { appBridge } from "../components/app-bridge.ts";
import { useLanguage } from "../components/language.tsx";
import { DocumentPage } from "../components/program-document/document-page.tsx";
import { versionNumber } from "../components/program/version-number.ts";
import { timezoneOfShop } from "../db/shop-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { encodeProgram, parseProgram } from "../domain/program.ts";
import { textsIn } from "../locales/texts.ts";
import { fill } from "../locales/words.ts";
import { countTierMoves } from "../services/count-tier-moves.server.ts";
import { publishProgram } from "../services/publish-program.server.ts";
import { viewProgram } from "../services/view-program.server.ts";
import { authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request, context.shopify);
  const asked = versionNumber(new URL(request.url).searchParams.get("from"));
  const { current, draft, initial, currency } = await viewProgram(context.db, shop, asked);
  if (asked !== null && draft === null) throw new Response(null, { status: 404 });
  const ruleTexts = (locale: "en" | "ru") => {
    const { rules, actions } = textsIn(locale);
    return { rules, actions };
  };
  return {
    currency,
    timeZone: await timezoneOfShop(queryable(context.db.pool), shop),
    now: context.now(),
    initial: encodeProgram(initial),
    draft: draft?.version ?? null,
    current: current && { version: current.version, document: encodeProgram(current.program) },
    ruleTexts: { en: ruleTexts("en"), ru: ruleTexts("ru") },
    rulesAddress: `https://${shop}/apps/kopilka/rules`,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request, context.shopify);
  const { intent, document, expectedVersion } = (await request.json()) as Record<string, unknown>;
  const parsed = parseProgram(document);
  if (intent === "tiers") {
    if (parsed.kind === "invalid") return { kind: "failed" as const };
    const { program } = parsed;
    const counted = await countTierMoves(context.db, shop, program, context.now());
    return { kind: "tiers" as const, ...counted, document: JSON.stringify(encodeProgram(program)) };
  }
  if (typeof expectedVersion !== "number") throw new Response(null, { status: 400 });
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

/** What is in force is read again once something was published; before, the merchant asks for it. */
export function shouldRevalidate({ actionResult, defaultShouldRevalidate }: Revalidation) {
  const { kind } = (actionResult ?? {}) as { kind?: string };
  return kind === undefined || kind === "published" ? defaultShouldRevalidate : false;
}
type Revalidation = ShouldRevalidateFunctionArgs;

/** The programme's document, for whoever writes it by hand. */
export default function ProgramDocumentPage() {
  const data = useLoaderData<typeof loader>();
  const { published } = useLanguage().texts.document;
  const fetcher = useFetcher<typeof action>();
  const answer = publishAnswer(fetcher.data);
  useEffect(() => {
    if (answer?.kind !== "published") return;
    appBridge()?.toast.show(fill(published, { version: answer.version }));
  }, [answer, published]);
  // What was published is what the editor starts with, once it has been read again.
  const { current } = data;
  const isRead = answer?.kind === "published" && current?.version === answer.version;
  const shown = isRead ? { ...data, initial: current.document, draft: null } : data;
  return (
    <DocumentPage
      key={isRead ? answer.version : "first"}
      data={shown}
      answer={answer}
      isPublishing={fetcher.state !== "idle"}
      onPublish={(document) => {
        const body = JSON.stringify({ document, expectedVersion: current?.version ?? 0 });
        fetcher.submit(body, { method: "post", encType: "application/json" });
      }}
    />
  );
}

/** The effect on tiers is asked for, and answered, elsewhere on the page. */
function publishAnswer(data: ReturnType<typeof useFetcher<typeof action>>["data"]) {
  return data === undefined || data.kind === "tiers" || data.kind === "failed" ? null : data;
}

import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useRevalidator } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Page } from "@shopify/polaris";
import { useEffect } from "react";
import { z } from "zod";

import { useLanguage } from "../components/language.tsx";
import type { ProofAnswer } from "../components/proof/answer.ts";
import { CheckCard } from "../components/proof/check-card.tsx";
import { DigestsCard } from "../components/proof/digests-card.tsx";
import { VerificationCard } from "../components/proof/verification-card.tsx";
import { readDigestFile } from "../domain/ledger/digest-file.ts";
import { checkDigest } from "../services/check-digest.server.ts";
import { makeDigest } from "../services/make-digest.server.ts";
import { askForVerification } from "../services/run-verification.server.ts";
import { viewProof } from "../services/view-proof.server.ts";
import { authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

const NUMBER = /^[1-9]\d{0,8}$/;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request, context.shopify);
  const before = new URL(request.url).searchParams.get("before") ?? "";
  const view = await viewProof(context.db, shop, NUMBER.test(before) ? Number(before) : null);
  const digests = view.digests.map(({ number, takenAt, chains, transfers, hash }) => {
    return { number, takenAt, chains, transfers, hash };
  });
  return { ...view, digests, isFirstPage: before === "" };
}

const MOST_CHECKED = 2_000_000;
const actSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("verify") }),
  z.object({ kind: z.literal("digest") }),
  z.object({ kind: z.literal("check"), file: z.string() }),
]);

export async function action({ request, context }: ActionFunctionArgs): Promise<ProofAnswer> {
  const { shop } = await authenticateAdmin(request, context.shopify);
  const form = actSchema.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) throw new Response(null, { status: 400 });
  switch (form.data.kind) {
    case "verify": {
      if (!context.requestJob) throw new Response(null, { status: 503 });
      await askForVerification(context.db, shop, context.requestJob, context.now());
      return { kind: "asked" };
    }
    case "digest": {
      const { digest, isNew } = await makeDigest(context.db, shop, context.now());
      return { kind: "taken", number: digest.number, isNew };
    }
    case "check": {
      if (form.data.file.length > MOST_CHECKED) return { kind: "too_large" };
      const read = readDigestFile(form.data.file);
      if (read.kind === "unreadable") return read;
      const { number, takenAt } = read.kept.digest;
      const difference = await checkDigest(context.db, shop, read.kept);
      return { kind: "checked", number, takenAt, difference };
    }
  }
}

const LOOK_AGAIN_AFTER_MS = 2_000;

/** That every balance follows from what has happened, and that nothing of it was rewritten. */
export default function Proof() {
  const { verifications, digests, older, isFirstPage } = useLoaderData<typeof loader>();
  const { texts } = useLanguage();
  useProgress(verifications.some((one) => one.finishedAt === null));
  return (
    <Page title={texts.proof.title} subtitle={texts.proof.subtitle}>
      <BlockStack gap="400">
        {isFirstPage && <VerificationCard verifications={verifications} />}
        <DigestsCard digests={digests} />
        {older !== null && (
          <InlineStack align="center">
            <Button url={`/app/proof?before=${String(older)}`}>{texts.shell.older}</Button>
          </InlineStack>
        )}
        <CheckCard />
      </BlockStack>
    </Page>
  );
}

/** While the worker reads, the page asks how far it has come. */
function useProgress(isUnderWay: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!isUnderWay || state !== "idle") return;
    const timer = setTimeout(revalidate, LOOK_AGAIN_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isUnderWay, revalidate, state]);
}

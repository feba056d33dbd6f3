import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Card, Page } from "@shopify/polaris";
import { z } from "zod";

import { ActButton } from "../components/attention/attention-item.tsx";
import {
  CapturesSection,
  DeadSection,
  OwedSection,
  PartsSection,
  StuckSection,
  WaitingSection,
} from "../components/attention/sections.tsx";
import { useLanguage } from "../components/language.tsx";
import { NothingHere } from "../components/nothing-here.tsx";
import { orderId } from "../domain/ids.ts";
import { attend } from "../services/attend.server.ts";
import { viewAttention } from "../services/view-attention.server.ts";
import { adminOfShop, authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request, context.shopify);
  return viewAttention(context.db, adminOfShop(context, shop));
}

const order = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform(orderId);
const delivery = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);
const part = z.enum([
  "points_discount",
  "perks_discount",
  "stamps_discount",
  "customer_hold",
  "customer_perks",
  "order_hold",
]);
const actSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("repair"), part }),
  z.object({ kind: z.enum(["check", "fetch"]) }),
  z.object({ kind: z.enum(["seen", "read"]), order }),
  z.object({ kind: z.enum(["again", "forget"]), delivery }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await authenticateAdmin(request, context.shopify);
  const form = actSchema.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success || !context.readerOf) throw new Response(null, { status: 400 });
  const admin = adminOfShop(context, shop);
  const reader = context.readerOf(shop);
  const attending = { db: context.db, admin, reader, now: context.now() };
  const outcome = await attend(attending, form.data);
  return { outcome };
}

/** What somebody should look at: each with what it means, and a button for what can be done. */
export default function Attention() {
  const { counts, parts, captures, owed, stuck, waiting, dead, ledger } =
    useLoaderData<typeof loader>();
  const { attention } = useLanguage().texts;
  const isWell = ledger === null && Object.values(counts).every((count) => count === 0);
  return (
    <Page title={attention.title}>
      <BlockStack gap="400">
        {isWell && (
          <Card>
            <NothingHere {...attention.well} />
          </Card>
        )}
        {ledger !== null && (
          <Banner
            tone="critical"
            title={attention.ledger.title}
            action={{ content: attention.ledger.look, url: "/app/proof" }}
          >
            <p>{attention.ledger.text}</p>
          </Banner>
        )}
        <PartsSection rows={parts} count={counts.parts} />
        <CapturesSection rows={captures} count={counts.captures} />
        <OwedSection rows={owed} count={counts.owed} />
        <StuckSection rows={stuck} count={counts.stuck} />
        <WaitingSection rows={waiting} count={counts.waiting} />
        <DeadSection rows={dead} count={counts.dead} />
        <Box paddingInline={{ xs: "400", sm: "0" }}>
          <ActButton label={attention.check} act={{ kind: "check" }} />
        </Box>
      </BlockStack>
    </Page>
  );
}

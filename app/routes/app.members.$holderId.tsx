import { randomUUID } from "node:crypto";

import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";

import { edgeIn } from "../components/edge-address.ts";
import { useLanguage } from "../components/language.tsx";
import { MemberStatusBadge } from "../components/member-status.tsx";
import { AdjustForm, type AdjustmentAnswer } from "../components/member/adjust-form.tsx";
import { Balances } from "../components/member/balances.tsx";
import { Lots } from "../components/member/lots.tsx";
import { TierCard, type Counted, type TierShown } from "../components/member/tier-card.tsx";
import { Timeline } from "../components/member/timeline.tsx";
import { WhyBalance } from "../components/member/why-balance.tsx";
import { useShopifyAddress } from "../components/shopify-link.tsx";
import { readAdjustment } from "../domain/adjustment-input.ts";
import { readExplanation } from "../domain/explanation.ts";
import { holderId, type HolderId } from "../domain/ids.ts";
import { formatMoney, minor, type CurrencyCode, type Minor } from "../domain/money.ts";
import { points } from "../domain/points.ts";
import { fill } from "../locales/words.ts";
import { adjustMember } from "../services/adjust-member.server.ts";
import type { TierView } from "../services/view-tier.server.ts";
import { viewMemberPage, type MemberPageView } from "../services/view-member-page.server.ts";
import { adminOfShop, authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const ADJUST_BUTTON = "adjust-points";

/** @throws Response 404 for what is no holder's id */
function holderIn(params: LoaderFunctionArgs["params"]): HolderId {
  const id = params["holderId"] ?? "";
  if (!UUID.test(id)) throw new Response(null, { status: 404 });
  return holderId(id);
}

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request, context.shopify);
  const holder = holderIn(params);
  const edge = edgeIn(new URL(request.url).searchParams, (text) =>
    /^\d{1,18}$/.test(text) ? BigInt(text) : null,
  );
  const result = await viewMemberPage(
    context.db,
    adminOfShop(context, shop),
    holder,
    edge,
    context.now(),
  );
  switch (result.kind) {
    case "unknown_member":
      throw new Response(null, { status: 404 });
    case "merged":
      throw redirect(`/app/members/${result.into}`);
    case "member":
      return { ...shown(result), formKey: randomUUID() };
  }
}

/** The view as the page shows it: money as text, and explanations that have arithmetic. */
function shown({ member, worth, timeline, holds, tier, ...view }: MemberPageView) {
  const amount = (money: Minor, currency: CurrencyCode) => ({
    amount: formatMoney(money, currency),
    currency,
  });
  return {
    ...view,
    member,
    tier: tier && shownTier(tier),
    worth: worth && {
      balance: amount(worth.balance, worth.currency),
      pending: amount(worth.pending, worth.currency),
    },
    holds: holds.map(({ moneyMinor, currency, ...hold }) => ({
      ...hold,
      money: amount(moneyMinor, currency),
    })),
    entries: timeline.rows.map(({ explanation, lots: _, ...entry }) => ({
      ...entry,
      explanation: readExplanation(explanation),
    })),
    older: timeline.older === null ? null : String(timeline.older),
    newer: timeline.newer === null ? null : String(timeline.newer),
  };
}

function shownTier({
  tiers,
  currency,
  level,
  since,
  figure,
  progress,
  falls,
}: TierView): TierShown {
  const { basis } = tiers;
  const counted = (value: bigint): Counted =>
    basis === "spend"
      ? { basis, amount: { amount: formatMoney(minor(value), currency), currency } }
      : { basis, count: value };
  return {
    name: level?.name ?? null,
    since,
    counted: counted(figure),
    next: progress && {
      name: progress.next.name,
      missing: counted(progress.missing),
      percent: Number((figure * 100n) / progress.next.threshold),
    },
    falls: falls && { at: falls.at, to: falls.to?.name ?? null, missing: counted(falls.missing) },
  };
}

/** Gives or takes points; the form's key makes it happen once, however often it is sent. */
export async function action({
  request,
  params,
  context,
}: ActionFunctionArgs): Promise<AdjustmentAnswer> {
  const { shop, userId } = await authenticateAdmin(request, context.shopify);
  const holder = holderIn(params);
  const form = await request.formData();
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const key = field("key");
  const input = readAdjustment(field("points"), field("reason"));
  if (input.kind === "wrong") return { ...input, available: 0n };
  if (!UUID.test(key)) return { kind: "wrong", problems: { form: "failed" }, available: 0n };

  const { points: amount, reason } = input;
  const asked = { points: amount, reason, key: `admin/${key}`, actor: `staff:${userId}` };
  const outcome = await adjustMember(context.db, shop, holder, asked, context.now());
  switch (outcome.kind) {
    case "posted":
    case "replayed":
      return { kind: "saved", key, points: amount };
    case "not_enough_points":
      return {
        kind: "wrong",
        problems: { points: "not_enough" },
        available: outcome.available,
      };
    case "key_reused":
      return { kind: "wrong", problems: { form: "already_sent" }, available: points(0n) };
    case "unknown_member":
      throw new Response(null, { status: 404 });
  }
}

/** One member: what they have, where it comes from, and all that happened to it. */
export default function Member() {
  const { member, worth, lots, hasMoreLots, entries, older, newer, ...rest } =
    useLoaderData<typeof loader>();
  const { texts, formats } = useLanguage();
  const [isAdjusting, setIsAdjusting] = useState(false);
  useFocusAfter(isAdjusting, ADJUST_BUTTON);
  const [customer] = rest.customers;
  const customerAddress = useShopifyAddress(`/customers/${customer ?? ""}`);
  const words = texts.member;
  const unnamed =
    customer === undefined
      ? texts.members.erased
      : fill(texts.members.customerNumber, { id: customer });
  return (
    <Page
      title={rest.name ?? unnamed}
      subtitle={fill(words.joined, { date: formats.date(member.joinedAt) })}
      titleMetadata={<MemberStatusBadge status={member.status} />}
      backAction={{ content: texts.members.title, url: "/app/members" }}
      primaryAction={{
        id: ADJUST_BUTTON,
        content: words.adjust,
        disabled: customer === undefined || member.status === "erased",
        onAction: () => {
          setIsAdjusting(true);
        },
      }}
      secondaryActions={
        customer === undefined
          ? []
          : [{ content: words.inShopify, url: customerAddress, target: "_top" }]
      }
    >
      <BlockStack gap="400">
        <Holds />
        <Balances balances={member} worth={worth} />
        {rest.tier && <TierCard tier={rest.tier} />}
        <WhyBalance holderId={member.holderId} />
        <Lots lots={lots} hasMore={hasMoreLots} />
        <Timeline entries={entries} older={older} newer={newer} />
      </BlockStack>
      {isAdjusting && (
        <AdjustForm
          available={member.available}
          formKey={rest.formKey}
          onClose={() => {
            setIsAdjusting(false);
          }}
        />
      )}
    </Page>
  );
}

/** A form takes the focus with it when it closes: whoever uses a keyboard goes on where it was opened. */
function useFocusAfter(isOpen: boolean, opener: string): void {
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) document.getElementById(opener)?.focus();
    wasOpen.current = isOpen;
  }, [isOpen, opener]);
}

/** What a checkout has set aside, and what is on its way back from one. */
function Holds() {
  const { holds } = useLoaderData<typeof loader>();
  const { texts, formats, plural } = useLanguage();
  return holds.map(({ holdId, state, code, points: held, money, expiresAt }) => (
    <Banner key={holdId} tone="info">
      <p>
        {fill(texts.member.hold[state], {
          points: plural(texts.shell.points, held),
          amount: formats.money(money),
          code,
          until: formats.dateTime(expiresAt),
        })}
      </p>
    </Banner>
  ));
}

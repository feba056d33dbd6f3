import { InlineStack, Link } from "@shopify/polaris";

import type { PartName, PartProblem } from "../../domain/installed-parts.ts";
import { fill } from "../../locales/words.ts";
import { useLanguage } from "../language.tsx";
import { ShopifyLink } from "../shopify-link.tsx";
import { AttentionItem } from "./attention-item.tsx";
import { AttentionSection } from "./attention-section.tsx";

interface SectionProps<Row> {
  readonly rows: readonly Row[];
  readonly count: number;
}

interface PartRow {
  readonly part: PartName;
  readonly problem: PartProblem;
  readonly detail: string | null;
}

/** What must be in the shop for points to pay, and is not, or not as it must be. */
export function PartsSection({ rows, count }: SectionProps<PartRow>) {
  const { parts } = useLanguage().texts.attention;
  return (
    <AttentionSection title={parts.title} text={parts.text} count={count} shown={rows.length}>
      {rows.map(({ part, problem, detail }) => (
        <AttentionItem
          key={part}
          title={parts.names[part]}
          text={fill(parts.problems[problem], { detail: detail ?? "" })}
          actions={[{ label: parts.actions[problem], act: { kind: "repair", part } }]}
        />
      ))}
    </AttentionSection>
  );
}

interface CaptureRow {
  readonly orderId: string;
  readonly name: string | null;
  readonly processedAt: Date | null;
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly holderId: string | null;
  readonly capture: "late" | "unmatched";
  readonly capturedPoints: bigint | null;
}

/** Orders whose points were taken too late, or not at all. */
export function CapturesSection({ rows, count }: SectionProps<CaptureRow>) {
  const { texts, formats, plural } = useLanguage();
  const { captures, placed } = texts.attention;
  const read = (order: string) => ({ label: captures.read, act: { kind: "read", order } });
  const seen = (order: string) => ({ label: captures.seen, act: { kind: "seen", order } });
  return (
    <AttentionSection title={captures.title} text={captures.text} count={count} shown={rows.length}>
      {rows.map((row) => {
        const points = plural(texts.shell.points, row.capturedPoints ?? 0n);
        const isLate = row.capture === "late";
        return (
          <AttentionItem
            key={row.orderId}
            title={
              <InlineStack gap="200" align="start">
                <OrderLink orderId={row.orderId} name={row.name} />
                <MemberLink {...row} />
              </InlineStack>
            }
            text={captures[row.capture]}
            details={[
              ...(isLate ? [fill(captures.taken, { points })] : []),
              ...(row.processedAt
                ? [fill(placed, { date: formats.dateTime(row.processedAt) })]
                : []),
            ]}
            actions={isLate ? [seen(row.orderId)] : [read(row.orderId), seen(row.orderId)]}
          />
        );
      })}
    </AttentionSection>
  );
}

interface OwedRow {
  readonly holderId: string;
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly owed: bigint;
}

/** Members whose next points repay what they owe. */
export function OwedSection({ rows, count }: SectionProps<OwedRow>) {
  const { texts, plural } = useLanguage();
  const { owed } = texts.attention;
  return (
    <AttentionSection title={owed.title} text={owed.text} count={count} shown={rows.length}>
      {rows.map((row) => (
        <AttentionItem
          key={row.holderId}
          title={<MemberLink {...row} />}
          details={[fill(owed.owes, { points: plural(texts.shell.points, row.owed) })]}
        />
      ))}
    </AttentionSection>
  );
}

interface StuckRow {
  readonly orderId: string;
  readonly name: string | null;
  readonly since: Date;
}

/** Orders that the Admin API does not decide about. */
export function StuckSection({ rows, count }: SectionProps<StuckRow>) {
  const { texts, formats } = useLanguage();
  const { stuck, since } = texts.attention;
  return (
    <AttentionSection title={stuck.title} text={stuck.text} count={count} shown={rows.length}>
      {rows.map((row) => (
        <AttentionItem
          key={row.orderId}
          title={<OrderLink orderId={row.orderId} name={row.name} />}
          details={[fill(since, { date: formats.dateTime(row.since) })]}
          actions={[{ label: stuck.read, act: { kind: "read", order: row.orderId } }]}
        />
      ))}
    </AttentionSection>
  );
}

/** Orders that earn nothing yet, because Shopify does not say what their products or customers are. */
export function WaitingSection({ rows, count }: SectionProps<StuckRow>) {
  const { texts, formats } = useLanguage();
  const { waiting, since } = texts.attention;
  return (
    <AttentionSection title={waiting.title} text={waiting.text} count={count} shown={rows.length}>
      {rows.map((row, place) => (
        <AttentionItem
          key={row.orderId}
          title={<OrderLink orderId={row.orderId} name={row.name} />}
          details={[fill(since, { date: formats.dateTime(row.since) })]}
          actions={place === 0 ? [{ label: waiting.fetch, act: { kind: "fetch" } }] : []}
        />
      ))}
    </AttentionSection>
  );
}

interface DeadRow {
  readonly deliveryId: bigint;
  readonly topic: string;
  readonly receivedAt: Date;
  readonly attempts: number;
  readonly error: string | null;
  readonly isReadable: boolean;
}

/** Deliveries that were refused, or have failed for good. */
export function DeadSection({ rows, count }: SectionProps<DeadRow>) {
  const { texts, formats, plural } = useLanguage();
  const { dead } = texts.attention;
  return (
    <AttentionSection title={dead.title} text={dead.text} count={count} shown={rows.length}>
      {rows.map(({ deliveryId, topic, receivedAt, attempts, error, isReadable }) => {
        const delivery = String(deliveryId);
        return (
          <AttentionItem
            key={delivery}
            title={fill(dead.received, { topic, date: formats.dateTime(receivedAt) })}
            details={[
              ...(error === null ? [] : [error]),
              ...(attempts > 0 ? [plural(dead.attempts, attempts)] : []),
              ...(isReadable ? [] : [dead.empty]),
            ]}
            actions={[
              isReadable
                ? { label: dead.again, act: { kind: "again", delivery } }
                : { label: dead.forget, act: { kind: "forget", delivery } },
            ]}
          />
        );
      })}
    </AttentionSection>
  );
}

function OrderLink({ orderId, name }: { readonly orderId: string; readonly name: string | null }) {
  const { texts } = useLanguage();
  const label = fill(texts.attention.order, { name: name ?? orderId });
  return (
    <ShopifyLink
      path={`/orders/${orderId}`}
      label={fill(texts.orders.inShopify, { name: name ?? orderId })}
    >
      {label}
    </ShopifyLink>
  );
}

type MemberLinkProps = Pick<CaptureRow, "customerId" | "customerName" | "holderId">;

function MemberLink({ customerId, customerName, holderId }: MemberLinkProps) {
  const { attention } = useLanguage().texts;
  const unnamed =
    customerId === null
      ? holderId === null
        ? attention.guest
        : attention.member
      : fill(attention.customer, { id: customerId });
  const name = customerName ?? unnamed;
  if (holderId === null) return name;
  return (
    <Link url={`/app/members/${holderId}`} accessibilityLabel={fill(attention.memberOf, { name })}>
      {name}
    </Link>
  );
}

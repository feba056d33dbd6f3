import { BlockStack, Card, Text, TextField } from "@shopify/polaris";
import { useState, type ReactNode } from "react";

import { exampleOrder } from "../../domain/example-order.ts";
import { formatMoney, minor, parseMoney } from "../../domain/money.ts";
import type { CurrencyCode, Minor } from "../../domain/money.ts";
import { creditTerms, daysAfter } from "../../domain/program-terms.ts";
import type { Program } from "../../domain/program.ts";
import { fill } from "../../locales/words.ts";
import { useLanguage } from "../language.tsx";
import { plainAmount } from "./fields.ts";

interface ExampleCardProps {
  /** Null while the form holds none. */
  readonly program: Program | null;
  readonly currency: CurrencyCode;
  /** An amount that shows something, such as "5000". */
  readonly startingTotal: string;
  readonly now: Date;
}

/** An order beside the form, judged as real ones are, by what the form says now. */
export function ExampleCard({ program, currency, startingTotal, now }: ExampleCardProps) {
  const { example } = useLanguage().texts.program;
  const [total, setTotal] = useState(startingTotal);
  const totalMinor = readTotal(total, currency);
  const error = totalMinor === null ? fill(example.wrongTotal, { amount: startingTotal }) : null;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {example.title}
          </Text>
          <Text as="p" tone="subdued">
            {example.help}
          </Text>
        </BlockStack>
        <TextField
          label={example.total}
          value={total}
          onChange={setTotal}
          suffix={currency}
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          {...(error === null ? {} : { error })}
        />
        <div aria-live="polite">
          {program === null && (
            <Text as="p" tone="subdued">
              {example.invalid}
            </Text>
          )}
          {program !== null && totalMinor !== null && (
            <Outcome program={program} totalMinor={totalMinor} now={now} />
          )}
        </div>
      </BlockStack>
    </Card>
  );
}

interface OutcomeProps {
  readonly program: Program;
  readonly totalMinor: Minor;
  readonly now: Date;
}

function Outcome({ program, totalMinor, now }: OutcomeProps) {
  const { texts, formats, plural } = useLanguage();
  const { example } = texts.program;
  const { currency, earning, expiry } = program;
  const money = (value: Minor) => formats.money({ amount: formatMoney(value, currency), currency });
  const points = (count: bigint) => plural(texts.shell.points, count);

  const order = exampleOrder(totalMinor, program);
  const maturesAt = daysAfter(now, earning.pendingDays);
  const { expiresAt } = creditTerms(program, maturesAt);
  return (
    <dl style={{ margin: 0, display: "grid", gap: "var(--p-space-300)" }}>
      <Line name={example.earns}>
        {fill(example.earned, { points: points(order.earned), amount: money(order.worthMinor) })}
        {order.capped && `. ${example.capped}.`}
      </Line>
      <Line name={example.spendable}>
        {earning.pendingDays === 0
          ? example.atOnce
          : fill(example.from, { date: formats.date(maturesAt) })}
      </Line>
      <Line name={example.expires}>
        {expiry.kind === "inactivity"
          ? plural(example.inactive, expiry.days)
          : expiresAt === null
            ? example.never
            : formats.date(expiresAt)}
      </Line>
      <Line name={example.pays}>
        {order.payablePoints === 0n
          ? example.notPayable
          : fill(example.payable, {
              points: points(order.payablePoints),
              amount: money(order.payableMinor),
            })}
      </Line>
    </dl>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text as="dt" tone="subdued">
        {name}
      </Text>
      <dd style={{ margin: 0 }}>
        <Text as="span" fontWeight="semibold">
          {children}
        </Text>
      </dd>
    </div>
  );
}

/** As many digits as any order has; more would only be a mistake. */
const MOST_TOTAL = 10n ** 15n;

function readTotal(text: string, currency: CurrencyCode): Minor | null {
  try {
    const total = parseMoney(plainAmount(text), currency);
    return total >= 0n && total <= MOST_TOTAL ? minor(total) : null;
  } catch {
    return null;
  }
}

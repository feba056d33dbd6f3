import { List } from "@shopify/polaris";

import type { OrderExplanation } from "../../domain/order/explain.ts";
import { fill } from "../../locales/words.ts";
import { useLanguage } from "../language.tsx";
import { LineTable } from "../line-table.tsx";

/** Why an order has its points: the rule, the lines, and the arithmetic step by step. */
export function OrderArithmetic({ explanation }: { readonly explanation: OrderExplanation }) {
  return (
    <>
      <Rule explanation={explanation} />
      <Lines explanation={explanation} />
      <List type="number">
        {useSteps(explanation).map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
    </>
  );
}

function Rule({ explanation }: { readonly explanation: OrderExplanation }) {
  const { texts, formats, plural } = useLanguage();
  const { rule, currency, program_version: version } = explanation;
  const amount = formats.money({ amount: rule.per_amount, currency: rule.currency });
  const points = plural(texts.shell.points, rule.points);
  return (
    <p>
      {fill(texts.explanation.rule[rule.rounding], { points, amount })}.{" "}
      {fill(texts.explanation.version, { version })}.
      {currency !== rule.currency &&
        ` ${fill(texts.explanation.currency, { order: currency, program: rule.currency })}`}
    </p>
  );
}

function Lines({ explanation }: { readonly explanation: OrderExplanation }) {
  const { texts, formats } = useLanguage();
  const { columns, ineligible, line: numbered } = texts.explanation;
  const { currency, lines } = explanation;
  const hasRefunds = lines.some((line) => line.refunded !== undefined);
  const rows = lines.map((line, index) => {
    const name = fill(numbered, { number: index + 1 });
    const why = line.ineligible === undefined ? "" : ` (${ineligible[line.ineligible]})`;
    const refunded = line.refunded ?? "0";
    return [
      name + why,
      formats.exactMoney(line.eligible, currency),
      ...(hasRefunds ? [formats.exactMoney(refunded, currency)] : []),
      formats.exact(line.points),
    ];
  });
  const refundHeading = hasRefunds ? [columns.refunded] : [];
  const headings = [columns.line, columns.eligible, ...refundHeading, columns.points];
  return <LineTable label={texts.explanation.lines} headings={headings} rows={rows} />;
}

/** The sum of the lines, the maximum, the rounding, what refunds leave, and what it comes to. */
function useSteps(explanation: OrderExplanation): string[] {
  const { texts, formats, plural } = useLanguage();
  const words = texts.explanation;
  const { sum, award, kept, exact, target, reason, rule } = explanation;
  const pointsOf = (count: number) => plural(texts.shell.points, count);
  const isCut = rule.maximum !== null && award === rule.maximum && sum !== String(award);
  const wasRounded = !isCut && sum !== String(award);
  const refundRounded = kept !== "1" && exact.includes("/") && reason === "paid";
  const rounded = words.rounded[rule.rounding];
  return [
    fill(words.sum, { exact: formats.exact(sum) }),
    ...(isCut ? [fill(words.maximum, { maximum: formats.number(award) })] : []),
    ...(wasRounded ? [fill(rounded, { points: pointsOf(award) })] : []),
    ...(kept === "1"
      ? []
      : [
          fill(words.kept, {
            kept: formats.exact(kept),
            award: formats.number(award),
            exact: formats.nearly(exact),
          }),
        ]),
    ...(refundRounded ? [fill(rounded, { points: pointsOf(target) })] : []),
    ...(reason === "paid" || reason === "currency" ? [] : [words.reasons[reason]]),
    fill(words.result, { points: pointsOf(target) }),
  ];
}

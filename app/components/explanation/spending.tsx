import { List } from "@shopify/polaris";

import type {
  CaptureExplanation,
  RestoreExplanation,
} from "../../domain/order/explain-spending.ts";
import { fill } from "../../locales/words.ts";
import { useLanguage } from "../language.tsx";
import { LineTable } from "../line-table.tsx";

/** Why an order took so many points. */
export function CaptureArithmetic({ explanation }: { readonly explanation: CaptureExplanation }) {
  const { texts, formats, plural } = useLanguage();
  const { capture: words, columns, line: numbered } = texts.explanation;
  const { currency, worth, captured, late, lines } = explanation;
  const money = formats.money({ amount: explanation.money, currency });
  const amount = formats.money({ amount: worth.amount, currency });
  const held = formats.number(worth.points);
  const points = plural(texts.shell.points, captured);
  return (
    <>
      <LineTable
        label={texts.explanation.lines}
        headings={[columns.line, columns.discount]}
        rows={lines.map(({ discount }, index) => [
          fill(numbered, { number: index + 1 }),
          formats.money({ amount: discount, currency }),
        ])}
      />
      <List type="number">
        <List.Item>{fill(words.money, { money })}</List.Item>
        <List.Item>
          {fill(words.worth, { points: plural(texts.shell.points, worth.points), amount })}
        </List.Item>
        <List.Item>{fill(words.points, { money, amount, held, points })}</List.Item>
      </List>
      {late && <p>{words.late}</p>}
    </>
  );
}

interface RestoreProps {
  readonly explanation: RestoreExplanation;
  /** Points of this entry: each goes back to where it was taken from, and each place has its own. */
  readonly amount: bigint;
}

/** Why so many of the points that an order was paid with have come back. */
export function RestoreArithmetic({ explanation, amount }: RestoreProps) {
  const { texts, formats, plural } = useLanguage();
  const { restore: words, columns, line: numbered } = texts.explanation;
  const { currency, captured, target, before, lines, reason } = explanation;
  const discount = formats.money({ amount: explanation.discount, currency });
  const returned = formats.exactMoney(explanation.returned, currency);
  const points = plural(texts.shell.points, target);
  const all = reason !== "returned" || target === captured;
  const share = { captured: formats.number(captured), returned, discount, points };
  return (
    <>
      <LineTable
        label={texts.explanation.lines}
        headings={[columns.line, columns.discount, columns.returned]}
        rows={lines.map((line, index) => [
          fill(numbered, { number: index + 1 }),
          formats.money({ amount: line.discount, currency }),
          formats.exact(line.returned),
        ])}
      />
      <List type="number">
        <List.Item>
          {fill(words.captured, { points: plural(texts.shell.points, captured), discount })}
        </List.Item>
        {!all && <List.Item>{fill(words.returned, { returned })}</List.Item>}
        <List.Item>{fill(all ? words.all : words.arithmetic, share)}</List.Item>
        {before > 0 && (
          <List.Item>
            {fill(words.before, { points: plural(texts.shell.points, before) })}
          </List.Item>
        )}
        {amount < BigInt(target - before) && (
          <List.Item>{fill(words.part, { points: plural(texts.shell.points, amount) })}</List.Item>
        )}
      </List>
    </>
  );
}

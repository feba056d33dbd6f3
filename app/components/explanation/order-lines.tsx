import type { LineExplanation, OrderExplanation } from "../../domain/order/explain.ts";
import { fill } from "../../locales/words.ts";
import { useLanguage } from "../language.tsx";
import { LineTable } from "../line-table.tsx";
import { sourceText } from "./order-rules.ts";

interface Column {
  readonly heading: string;
  /** Whether it is shown for this order. */
  readonly isThere: boolean;
  readonly of: (line: LineExplanation) => string;
}

/** The lines of an order with what each earns, and what of it went back. */
export function OrderLines({ explanation }: { readonly explanation: OrderExplanation }) {
  const language = useLanguage();
  const { texts, formats } = language;
  const { columns, ineligible, line: numbered, shipping } = texts.explanation;
  const { currency, lines, rates = [] } = explanation;
  const has = (field: keyof LineExplanation) => lines.some((line) => line[field] !== undefined);
  const money = (amount: string) => formats.exactMoney(amount, currency);
  const all: readonly Column[] = [
    {
      heading: columns.rate,
      isThere: has("rate"),
      of: ({ rate, ineligible: why }) =>
        why === undefined
          ? sourceText(rate === undefined ? undefined : rates[rate], currency, language)
          : "",
    },
    { heading: columns.eligible, isThere: true, of: ({ eligible }) => money(eligible) },
    {
      heading: columns.items,
      isThere: has("units"),
      of: ({ units }) => (units === undefined ? "" : formats.number(units)),
    },
    {
      heading: columns.refunded,
      isThere: has("refunded"),
      of: ({ refunded = "0" }) => money(refunded),
    },
    {
      heading: columns.base,
      isThere: has("base"),
      of: ({ base, points }) => formats.exact(base ?? points),
    },
    { heading: columns.points, isThere: true, of: ({ points }) => formats.exact(points) },
  ];
  const shown = all.filter(({ isThere }) => isThere);
  const rows = lines.map((line, index) => {
    const name = line.line === "shipping" ? shipping : fill(numbered, { number: index + 1 });
    const why = line.ineligible === undefined ? "" : ` (${ineligible[line.ineligible]})`;
    return [name + why, ...shown.map(({ of }) => of(line))];
  });
  const headings = [columns.line, ...shown.map(({ heading }) => heading)];
  return <LineTable label={texts.explanation.lines} headings={headings} rows={rows} />;
}

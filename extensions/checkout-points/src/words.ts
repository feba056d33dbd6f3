import type { Api } from "@shopify/ui-extensions/purchase.thank-you.block.render";
import type { Money } from "./answers.ts";
import { minorOf, numberOf } from "./money.ts";

/** Texts of the locale files and figures, in the buyer's language. */
export type Words = {
  text: (key: string, values?: Record<string, string | number>) => string;
  /** "1,200 points" */
  points: (points: number) => string;
  money: (money: Money) => string;
  minor: (minor: bigint, currency: string) => string;
  date: (time: number) => string;
};

export function wordsOf(i18n: Api["i18n"]): Words {
  const text: Words["text"] = (key, values) => i18n.translate(key, values);
  const minor: Words["minor"] = (amount, currency) =>
    i18n.formatCurrency(numberOf(amount, currency), { currency, currencyDisplay: "narrowSymbol" });
  return {
    text,
    minor,
    points: (points) => text("points", { count: points, points: i18n.formatNumber(points) }),
    money: ({ amount, currency }) => minor(minorOf(amount, currency), currency),
    date: (time) => i18n.formatDate(new Date(time), { dateStyle: "long" }),
  };
}

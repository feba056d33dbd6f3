import type {
  OrderExplanation,
  OwnRateExplanation,
  RateExplanation,
} from "../../domain/order/explained.ts";
import { textIn } from "../../domain/program/texts.ts";
import type { Text } from "../../domain/program/texts.ts";
import { fill } from "../../locales/words.ts";
import type { Language } from "../language.tsx";

/** The rules that an order's points go by, a sentence each; the first is that of all orders. */
export function orderRules(explanation: OrderExplanation, language: Language): string[] {
  const { texts, formats } = language;
  const words = texts.explanation;
  const { rule, rates = [], base, tier } = explanation;
  const rate = rateText(rule, rule.currency, language);
  return [
    `${fill(words.rule[rule.rounding], { rate })}.`,
    ...rates.map((own) => ownRateText(own, explanation, language)),
    ...(tier === undefined
      ? []
      : [
          fill(words.tier, {
            name: nameText(tier, language),
            multiplier: formats.exact(tier.multiplier),
          }),
        ]),
    ...(base === undefined ? [] : [baseText(base, language)]),
  ];
}

/** "3 points for every RUB 100" */
function rateText(rate: RateExplanation, currency: string, language: Language): string {
  const { texts, formats, plural } = language;
  const { rates } = texts.explanation;
  const pointsOf = (count: number) => plural(texts.shell.points, count);
  if ("points_per_item" in rate) {
    return fill(rates.perItem, { points: pointsOf(rate.points_per_item) });
  }
  if ("per_amount" in rate) {
    const amount = formats.money({ amount: rate.per_amount, currency });
    return fill(rates.perAmount, { points: pointsOf(rate.points), amount });
  }
  const { percent, worth } = rate;
  const amount = formats.money({ amount: worth.amount, currency });
  const points = pointsOf(worth.points);
  return fill(rates.percent, { percent: formats.exact(percent), points, amount });
}

function ownRateText(
  own: OwnRateExplanation,
  { currency, rule }: OrderExplanation,
  language: Language,
): string {
  const { own: words, rates } = language.texts.explanation;
  const money = own.from === "currency" ? currency : rule.currency;
  const rate = own.rate === null ? rates.nothing : rateText(own.rate, money, language);
  return fill(words[own.from], { name: nameText(own, language), currency, rate });
}

function baseText(base: NonNullable<OrderExplanation["base"]>, { texts, formats }: Language) {
  const words = texts.explanation.base;
  const parts = [
    ...(base.tax === undefined ? [] : [words.tax[base.tax]]),
    ...(base.shipping ? [words.shipping] : []),
    ...(base.paid_with_points ? [words.paid_with_points] : []),
    ...(base.discount_codes ? [words.discount_codes] : []),
  ];
  return fill(words.sentence, { parts: formats.list(parts) });
}

/** What a rule, a tier or a campaign is called: its name, or its id where it has none. */
export function nameText(
  { id = "", name }: { readonly id?: string; readonly name?: Text },
  { locale, texts }: Language,
): string {
  return fill(texts.explanation.quoted, { name: name === undefined ? id : textIn(name, locale) });
}

/** Whose rate a line earns by, in a word or two. */
export function sourceText(
  own: OwnRateExplanation | undefined,
  currency: string,
  language: Language,
): string {
  const { sources } = language.texts.explanation;
  switch (own?.from) {
    case undefined:
      return sources.program;
    case "rule":
    case "tier":
      return nameText(own, language);
    case "wholesale":
      return sources.wholesale;
    case "currency":
      return currency;
  }
}

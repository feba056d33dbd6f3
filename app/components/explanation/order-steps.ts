import type { CampaignExplanation, OrderExplanation } from "../../domain/order/explained.ts";
import { fill } from "../../locales/words.ts";
import type { Language } from "../language.tsx";
import { nameText } from "./order-rules.ts";

/** The sum of the lines, what goes on it, the maximum, the rounding, what refunds leave, and the end. */
export function orderSteps(explanation: OrderExplanation, language: Language): string[] {
  return [
    ...sumSteps(explanation, language),
    ...roundingSteps(explanation, language),
    ...refundSteps(explanation, language),
    ...endSteps(explanation, language),
  ];
}

function sumSteps(explanation: OrderExplanation, language: Language): string[] {
  const { texts, formats } = language;
  const words = texts.explanation;
  const { sum, total, campaigns = [], passed_over: passedOver = [], volume } = explanation;
  const { currency } = explanation.rule;
  const money = (amount: string) => formats.exactMoney(amount, currency);
  const step = (of: NonNullable<typeof volume>["order"]) =>
    of && { from: money(of.from), percent: formats.exact(of.percent) };
  const order = step(volume?.order);
  const period = step(volume?.period);
  return [
    fill(words.sum, { exact: formats.exact(sum) }),
    ...campaigns.map((campaign) => campaignText(campaign, language)),
    ...passedOver.map((campaign) =>
      fill(words.campaigns.passedOver, {
        name: nameText(campaign, language),
        exact: formats.exact(campaign.points),
      }),
    ),
    ...(order ? [fill(words.volume.order, order)] : []),
    ...(period && volume?.period
      ? [fill(words.volume.period, { ...period, bought: money(volume.period.bought) })]
      : []),
    ...(volume
      ? [
          fill(words.volume.points, {
            percent: formats.exact(volume.percent),
            exact: formats.exact(volume.points),
          }),
        ]
      : []),
    ...(total === undefined ? [] : [fill(words.total, { exact: formats.exact(total) })]),
  ];
}

/** What a campaign adds: to lines it is part of their sum, a bonus for the order comes beside it. */
function campaignText(campaign: CampaignExplanation, language: Language): string {
  const { texts, formats, plural } = language;
  const words = texts.explanation.campaigns;
  const { multiplier, bonus_points_per_item: perItem, maximum } = campaign;
  const gain = { name: nameText(campaign, language), exact: formats.exact(campaign.points) };
  const text =
    multiplier !== undefined
      ? fill(words.multiplier, { ...gain, multiplier: formats.exact(multiplier) })
      : perItem !== undefined
        ? fill(words.bonus_points_per_item, {
            ...gain,
            points: plural(texts.shell.points, perItem),
          })
        : fill(words.bonus_points, gain);
  if (maximum === undefined) return text;
  return fill(words.maximum, { gain: text, maximum: formats.number(maximum) });
}

function roundingSteps(explanation: OrderExplanation, language: Language): string[] {
  const { texts, formats, plural } = language;
  const words = texts.explanation;
  const { sum, total, award, rule } = explanation;
  const exact = total ?? sum;
  if (exact === String(award)) return [];
  if (rule.maximum !== null && award === rule.maximum && isMore(exact, award)) {
    return [fill(words.maximum, { maximum: formats.number(award) })];
  }
  return [fill(words.rounded[rule.rounding], { points: plural(texts.shell.points, award) })];
}

function isMore(exact: string, whole: number): boolean {
  const [numerator = "", denominator = "1"] = exact.split("/");
  return BigInt(numerator) > BigInt(whole) * BigInt(denominator);
}

function refundSteps(explanation: OrderExplanation, language: Language): string[] {
  const { texts, formats, plural } = language;
  const words = texts.explanation;
  const { award, kept, exact, target, reason, rule } = explanation;
  if (kept === "1") return [];
  const left = {
    kept: formats.exact(kept),
    award: formats.number(award),
    exact: formats.nearly(exact),
  };
  const isRounded = exact.includes("/") && reason === "paid";
  const rounded = fill(words.rounded[rule.rounding], {
    points: plural(texts.shell.points, target),
  });
  return [fill(words.kept, left), ...(isRounded ? [rounded] : [])];
}

function endSteps({ reason, target }: OrderExplanation, { texts, plural }: Language): string[] {
  const words = texts.explanation;
  const why = reason === "paid" || reason === "currency" ? [] : [words.reasons[reason]];
  return [...why, fill(words.result, { points: plural(texts.shell.points, target) })];
}

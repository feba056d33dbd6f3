import type { Api } from "@shopify/ui-extensions/purchase.thank-you.block.render";
import type { OrderPoints as Fact } from "./answers.ts";
import { eligibleMoney } from "./eligible-money.ts";
import { earningEstimate } from "./limits.ts";
import type { PointsApi } from "./points-api.ts";
import { useOrderPoints } from "./use-order-points.ts";
import type { OrderKnown } from "./use-order-points.ts";
import { wordsOf } from "./words.ts";
import type { Words } from "./words.ts";

type Props = { readonly page: Api; readonly api: PointsApi };

/** What the order earned: estimated from the programme until the app knows, then the fact. */
export function OrderPoints({ page, api }: Props) {
  const words = wordsOf(page.i18n);
  const known = useOrderPoints(api, page.orderConfirmation.value.order.id);
  const sentences = known.points
    ? factOf(known.points, words)
    : estimateOf(known, eligibleMoney(page), words);
  if (sentences.length === 0) return null;
  return (
    <s-stack gap="small-200">
      <s-heading>{words.text("thanks.title")}</s-heading>
      {sentences.map((sentence) => (
        <s-text key={sentence}>{sentence}</s-text>
      ))}
    </s-stack>
  );
}

function factOf(fact: Fact, { text, points, money, date }: Words): string[] {
  const { earned, willEarn, pending, maturesAt, spent, balance, worth } = fact;
  const sentences: string[] = [];
  if (earned > 0) sentences.push(text("thanks.earned", { points: points(earned) }));
  else if (willEarn > 0) sentences.push(text("thanks.will_earn", { points: points(willEarn) }));
  else sentences.push(text("thanks.earned_none"));
  if (pending > 0 && maturesAt !== null) {
    sentences.push(text("thanks.pending", { date: date(maturesAt) }));
  }
  if (spent > 0) sentences.push(text("thanks.spent", { points: points(spent) }));
  if (worth !== null) {
    sentences.push(text("thanks.left", { points: points(balance), money: money(worth) }));
  }
  return sentences;
}

function estimateOf(
  { account, asking }: OrderKnown,
  eligible: { readonly minor: bigint; readonly currency: string },
  { text, points }: Words,
): string[] {
  const terms = account?.terms ?? null;
  if (terms === null || terms.currency !== eligible.currency) return [];
  const estimate = earningEstimate(terms, eligible.minor);
  if (estimate === 0) return [];
  const isGuest = account?.member == null;
  const key = isGuest ? "thanks.estimate_guest" : "thanks.estimate";
  const sentences = [text(key, { points: points(estimate) })];
  if (!isGuest) sentences.push(text(asking ? "thanks.counting" : "thanks.later"));
  return sentences;
}

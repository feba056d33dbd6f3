import { earnRule, givenPoints, morePoints } from "../earn-rule.ts";
import { points } from "../points.ts";
import { wholeNumber, yesOrNo } from "../program/checks.ts";
import { periodAround } from "../program/local-time.ts";
import { pending } from "../program-words/given.ts";
import { says } from "../program-words/statement.ts";
import { count, points as pointsValue } from "../program-words/value.ts";

/**
 * Points for a review, once for each product, by default only where the member has bought it.
 * Never for its stars: points for praise are forbidden where reviews are.
 */
export const review = earnRule({
  kind: "review",
  fields: {
    ...givenPoints,
    photo_points: morePoints,
    verified_only: yesOrNo().default(true),
    maximum_per_month: wholeNumber(1, 1000, "reviews").nullable().default(null),
  },
  on: "review",
  award(rule, { at, productId, hasPhoto, isPurchaseVerified }, { timeZone, earlier }) {
    if (rule.verified_only && !isPurchaseVerified) return null;
    const { from, until } = periodAround(at, "month", timeZone);
    const key = reviewKey(productId);
    const others = earlier.filter((award) => award.key !== key);
    const inMonth = others.filter((award) => award.at >= from && award.at < until);
    if (rule.maximum_per_month !== null && inMonth.length >= rule.maximum_per_month) return null;
    const sum = rule.points + (hasPhoto ? rule.photo_points : 0);
    return { key, points: points(BigInt(sum)), said: { with_photo: hasPhoto } };
  },
  describe: (rule) => [
    says(rule.verified_only ? "verified" : "rule", { points: pointsValue(rule.points) }),
    ...(rule.photo_points === 0 ? [] : [says("photo", { points: pointsValue(rule.photo_points) })]),
    ...(rule.maximum_per_month === null
      ? []
      : [says("cap", { times: count("times", rule.maximum_per_month) })]),
    ...pending(rule.pending_days),
  ],
});

/** One award for each product, and one for all reviews of the shop itself. */
export const reviewKey = (productId: string | null): string => `review/${productId ?? "shop"}`;

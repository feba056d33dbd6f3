import { dayIn, dayText } from "../calendar-day.ts";
import { earnRule, givenPoints } from "../earn-rule.ts";
import { points } from "../points.ts";
import { oneOf, wholeNumber } from "../program/checks.ts";
import { periodAround } from "../program/local-time.ts";
import { pending } from "../program-words/given.ts";
import { says } from "../program-words/statement.ts";
import { count, name, points as pointsValue } from "../program-words/value.ts";
import { networkName, SOCIAL_NETWORKS } from "../social-networks.ts";

/** Points for sharing the shop on a network: at most once a day, and so often a month. */
export const socialShare = earnRule({
  kind: "social_share",
  fields: {
    ...givenPoints,
    network: oneOf(...SOCIAL_NETWORKS),
    maximum_per_month: wholeNumber(1, 31, "shares").default(1),
  },
  on: "social_share",
  award(rule, { network, at }, { timeZone, earlier }) {
    if (network !== rule.network) return null;
    const { from, until } = periodAround(at, "month", timeZone);
    const ofNetwork = `social_share/${network}/`;
    const key = ofNetwork + dayText(dayIn(timeZone, at));
    const others = earlier.filter((one) => one.key.startsWith(ofNetwork) && one.key !== key);
    const inMonth = others.filter((award) => award.at >= from && award.at < until);
    if (inMonth.length >= rule.maximum_per_month) return null;
    return {
      key,
      points: points(BigInt(rule.points)),
      said: { network: networkName(rule.network) },
    };
  },
  describe: (rule) => [
    says("rule", { points: pointsValue(rule.points), network: name(networkName(rule.network)) }),
    says("cap", { times: count("times", rule.maximum_per_month) }),
    ...pending(rule.pending_days),
  ],
});

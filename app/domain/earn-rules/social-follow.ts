import { earnRule, givenPoints } from "../earn-rule.ts";
import { points } from "../points.ts";
import { oneOf } from "../program/checks.ts";
import { pending } from "../program-words/given.ts";
import { says } from "../program-words/statement.ts";
import { name, points as pointsValue } from "../program-words/value.ts";
import { networkName, SOCIAL_NETWORKS } from "../social-networks.ts";

/** Points for following the shop on a network, once for each. No network says whether one does. */
export const socialFollow = earnRule({
  kind: "social_follow",
  fields: { ...givenPoints, network: oneOf(...SOCIAL_NETWORKS) },
  on: "social_follow",
  award: (rule, { network }) =>
    network === rule.network
      ? {
          key: `social_follow/${rule.network}`,
          points: points(BigInt(rule.points)),
          said: { network: networkName(rule.network) },
        }
      : null,
  describe: (rule) => [
    says("rule", { points: pointsValue(rule.points), network: name(networkName(rule.network)) }),
    ...pending(rule.pending_days),
  ],
});

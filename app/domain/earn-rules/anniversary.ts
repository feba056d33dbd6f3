import { earnRule, givenPoints } from "../earn-rule.ts";
import { points } from "../points.ts";
import { given } from "../program-words/given.ts";

/** Points on each anniversary of the day on which a member joined. */
export const anniversary = earnRule({
  kind: "anniversary",
  fields: givenPoints,
  on: "anniversary",
  award: (rule, { years }) => ({
    key: `anniversary/${String(years)}`,
    points: points(BigInt(rule.points)),
    said: { years },
  }),
  describe: given,
});

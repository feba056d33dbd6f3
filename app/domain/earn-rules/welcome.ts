import { earnRule, givenPoints } from "../earn-rule.ts";
import { points } from "../points.ts";
import { given } from "../program-words/given.ts";

/** Points for joining the programme, once in a member's life. */
export const welcome = earnRule({
  kind: "welcome",
  fields: givenPoints,
  on: "enrolled",
  award: (rule) => ({ key: "welcome", points: points(BigInt(rule.points)) }),
  describe: given,
});

import { earnRule, givenPoints } from "../earn-rule.ts";
import { points } from "../points.ts";
import { given } from "../program-words/given.ts";

/** Points for agreeing to receive e-mails, once: leaving and agreeing again gives nothing. */
export const newsletter = earnRule({
  kind: "newsletter",
  fields: givenPoints,
  on: "newsletter",
  award: (rule) => ({ key: "newsletter", points: points(BigInt(rule.points)) }),
  describe: given,
});
